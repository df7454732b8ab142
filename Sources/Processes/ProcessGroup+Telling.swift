extension ProcessGroup {
  /// What one process finds, does or reads for all: the first.
  ///
  /// - Parameter body: runs on the first process, which works by itself meanwhile.
  /// - Returns: its bytes, on all processes.
  /// - Throws: what `body` throws on the first; elsewhere a ``ProcessError`` that says so.
  package func told(_ body: () throws -> [UInt8]) throws -> [UInt8] {
    guard isFirst else { return try broadcast(.answer, []) }
    let bytes: [UInt8]
    do { bytes = try Self.apart(body) } catch {
      _ = try? exchange(.answer, failure: "\(error)")
      throw error
    }
    return try broadcast(.answer, bytes)
  }

  /// A number that the first process finds: the time, say. What `body` gives, for a process by itself.
  package static func told(_ body: () -> Double) -> Double {
    guard let group = current else { return body() }
    let numbers = try? group.exchange(.answer, [group.isFirst ? apart(body) : 0])
    return numbers?[0].first ?? body()
  }

  /// A text that the first process finds. What `body` gives, for a process by itself.
  package static func told(_ body: () -> String) -> String {
    guard let group = current else { return body() }
    let bytes = try? group.told { Array(body().utf8) }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? apart(body)
  }

  /// An answer of yes or no that the first process finds.
  package static func told(_ body: () -> Bool) -> Bool { told { body() ? 1 : 0 } == 1 }
}
