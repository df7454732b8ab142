import Glibc

/// Bytes from one process to another, while each works at something of its own.
extension ProcessGroup {
  /// Sends bytes to a process that waits for them, or comes to look for them soon.
  ///
  /// - Throws: ``ProcessError`` where it cannot be reached, or they are more than MPI counts.
  package func send(_ bytes: [UInt8], to rank: Int) throws {
    guard let count = Int32(exactly: bytes.count) else {
      throw ProcessError("\(bytes.count) bytes are too many for one message between processes")
    }
    try bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      try wait(for: library.send(start, count, Int32(rank)), stops: false)
    }
  }

  /// What another has sent, and which; nil where nothing has come.
  package func received() throws -> (bytes: [UInt8], from: Int)? {
    var rank: Int32 = 0
    let count = library.probe(&rank)
    guard count >= 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    try bytes.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      try wait(for: library.receive(start, count, rank), stops: false)
    }
    return (bytes, Int(rank))
  }

  /// Waits for what another sends, however long it takes.
  package func awaited() throws -> (bytes: [UInt8], from: Int) {
    while true {
      if let message = try received() { return message }
      try Self.checkEnd()
      usleep(500)
    }
  }
}
