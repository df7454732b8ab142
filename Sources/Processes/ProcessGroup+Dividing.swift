extension ProcessGroup {
  /// Numbers that are found unit by unit, each by one process, in the order of the units.
  ///
  /// - Parameters:
  ///   - check: called before each round of units, on all processes equally often; may throw to stop there.
  ///   - work: the numbers of a unit.
  /// - Throws: what `check` and `work` throw; where it is another process that fails, a ``ProcessError`` that says so.
  package static func divided(
    _ units: Int, check: () throws -> Void, _ work: (_ unit: Int) throws -> [Double]
  ) throws -> [[Double]] {
    guard let group = current else {
      return try (0..<units).map { unit in
        try check()
        return try work(unit)
      }
    }
    var own: [Double] = []
    _ = try group.together(.part) {
      for start in stride(from: 0, to: units, by: group.count) {
        try check()
        let unit = start + group.rank
        guard unit < units else { continue }
        let numbers = try work(unit)
        own += [Double(numbers.count)] + numbers
      }
    } telling: {
      []
    }
    var parts = try group.gathered(.part, own.withUnsafeBytes(Array.init)).map { bytes in
      ArraySlice(
        (0..<bytes.count / 8).map { place in
          bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place * 8, as: Double.self) }
        })
    }
    return (0..<units).map { unit in
      let rank = unit % group.count
      let count = Int(parts[rank].removeFirst())
      defer { parts[rank].removeFirst(count) }
      return Array(parts[rank].prefix(count))
    }
  }
}
