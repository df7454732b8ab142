import CZlib

/// The unpacked bytes of a gzip'd file, with every checksum looked at.
final class GzipSource: ByteSource {
  let mostBytes: Int
  var path: String { file.path }

  private let file: FileSource
  /// On the heap, because zlib remembers its address.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  /// Members, one gzip after another in a file, that have been read to their end.
  private var finishedMembers = 0
  /// Whether the bytes read last belong to a member that has not ended.
  private var isInMember = true
  private var unpacked = 0

  /// - Throws: ``DatasetError`` where there is no memory for zlib.
  init(_ file: FileSource) throws(DatasetError) {
    self.file = file
    // Deflate packs at most 258 bytes into two bits.
    mostBytes = file.mostBytes < .max / 1_032 ? file.mostBytes * 1_032 : .max
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: 1 << 16, alignment: 16)
    // 15: the largest window; 16 more: gzip, with its header and checksum.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw DatasetError(.unreadable, path: file.path, "there is no memory to unpack it")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    guard !room.isEmpty else { return 0 }
    while true {
      if stream.pointee.avail_in == 0, try refill() == 0 {
        if !isInMember { return 0 }
        throw damaged("a whole gzip file", "its end after \(counted(unpacked, "unpacked byte"))")
      }
      if !isInMember {
        inflateReset(stream)
        isInMember = true
      }
      let wanted = min(room.count, 1 << 30)
      stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(wanted)
      let status = inflate(stream, Z_NO_FLUSH)
      let count = wanted - Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END:
        isInMember = false
        finishedMembers += 1
      case Z_OK, Z_BUF_ERROR:
        break
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
        if finishedMembers > 0, stream.pointee.total_out == 0 {
          throw damaged("the end of the file after its gzip'd data", "other bytes")
        }
        throw damaged(
          "gzip'd data", "damage (\(reason)) after \(counted(unpacked + count, "unpacked byte"))")
      }
      unpacked += count
      if count > 0 { return count }
    }
  }

  /// The next bytes of the file; 0 at its end.
  private func refill() throws(DatasetError) -> Int {
    let count = try file.read(into: input)
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    return count
  }

  private func damaged(_ expected: String, _ found: String) -> DatasetError {
    .wrong(.damaged, path: path, expected: expected, found: found)
  }
}
