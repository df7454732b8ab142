import Crypto
import Tensors
import Threads

extension RemoteFile {
  /// Whether the bytes of a file are those that were published.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, ``Cancelled``.
  func isRight(_ path: String) throws -> Bool {
    switch checksum {
    case .sha256(let wanted): return try Self.sum(FileSource(path: path), SHA256()) == wanted
    case .md5(let wanted): return try Self.sum(FileSource(path: path), Insecure.MD5()) == wanted
    case .unpackedSHA256(let wanted):
      do { return try Self.sum(openSource(path), SHA256()) == wanted } catch let error as DatasetError {
        // A file that cannot be unpacked is wrong, and not more than that.
        guard error.code == .damaged else { throw error }
        return false
      }
    }
  }

  private static func sum(_ source: any ByteSource, _ function: some HashFunction) throws -> String {
    var function = function
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { room.deallocate() }
    while true {
      try Cancellation.current.check()
      let count = try source.read(into: room)
      guard count > 0 else { break }
      function.update(bufferPointer: UnsafeRawBufferPointer(rebasing: room[..<count]))
    }
    return ContentChecksum.text(function.finalize())
  }
}

/// Checksums of bytes.
package enum ContentChecksum {
  /// SHA-256, in hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

  fileprivate static func text(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
