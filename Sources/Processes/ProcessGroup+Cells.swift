/// What all processes run: a cell, or what a client asks of the session besides.
package struct SharedCell: Equatable {
  package let name: String
  package let text: String

  package init(name: String, text: String) { (self.name, self.text) = (name, text) }

  fileprivate var bytes: [UInt8] { Array(name.utf8) + [0] + Array(text.utf8) }

  fileprivate init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: 0) else { return nil }
    name = String(decoding: bytes[..<end], as: UTF8.self)
    text = String(decoding: bytes[(end + 1)...], as: UTF8.self)
  }
}

extension ProcessGroup {
  /// For the first process: has all run a cell, and runs it.
  ///
  /// - Parameter digest: of what the cell left behind, the same on all that are in step.
  /// - Returns: what `run` returned, and what is to be said where the processes are in step no more.
  /// - Throws: ``ProcessError`` where the others cannot be reached.
  package func lead<Result>(
    _ cell: SharedCell, _ run: () throws -> Result, digest: () -> UInt64
  ) throws -> (Result, ProcessError?) {
    try whileCurrent {
      _ = try broadcast(.nextCell, cell.bytes)
      do {
        let result = try run()
        return (result, try finishCell(digest()))
      } catch {
        _ = try finishCell(digest())
        throw error
      }
    }
  }

  /// For the others: runs what the first has all run, until it leaves.
  ///
  /// - Parameter run: runs a cell, and returns the digest of what it left behind.
  package func follow(_ run: (SharedCell) -> UInt64) throws {
    while let cell = SharedCell(try broadcast(.nextCell, [])) {
      try whileCurrent { _ = try finishCell(run(cell)) }
    }
  }

  /// For the first process: tells the others that no cell comes any more, and leaves with them.
  package func dismiss() {
    if (try? broadcast(.nextCell, [])) != nil { leave() }
  }

  /// Waits until all are through with the cell.
  ///
  /// - Returns: who is in step no more.
  private func finishCell(_ digest: UInt64) throws -> ProcessError? {
    let parts = [Double(digest >> 32), Double(digest & 0xffff_ffff)]
    while true {
      do {
        let digests = try exchange(.cellEnd, parts)
        guard let other = digests.firstIndex(where: { $0 != digests[0] }) else { return nil }
        return ProcessError(
          "\(words(other)) has come to another state than \(words(0)): what this cell did depends on something that only one of them has",
          suggestion:
            "restart, and `load last`; what differs from machine to machine, as the contents of a file, is to be read by all alike"
        )
      } catch let error as ProcessError where error.isApart {
        // Those who are still in the middle of it have an error now, and come to its end.
        continue
      }
    }
  }
}
