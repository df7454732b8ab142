import CZlib

/// zlib's unpacking, a piece at a time: the one place that holds a `z_stream`.
final class Inflater {
  enum Outcome {
    /// Unpacked bytes; none where more packed ones are needed first.
    case bytes(Int)
    /// The last unpacked bytes: what was packed ends here.
    case end(Int)
    case damage(String, after: Int)
  }

  enum Format: Int32 {
    /// With gzip's header and checksum: 15 for the largest window, and 16 more.
    case gzip = 31
    /// Deflated data alone, as in zip archives; negative, for no header.
    case deflate = -15
  }

  /// Deflate packs at most 258 bytes into two bits.
  static let mostGrowth = 1_032

  /// On the heap, because zlib remembers its address.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Nil where there is no memory for it.
  init?(_ format: Format) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether all packed bytes that were given are used up.
  var isHungry: Bool { stream.pointee.avail_in == 0 }
  /// Unpacked bytes since the beginning, or the last ``restart()``.
  var count: Int { Int(stream.pointee.total_out) }

  /// Gives it the next packed bytes, which must stay where they are until it is hungry again.
  func feed(_ packed: UnsafeRawBufferPointer) {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(packed.count)
  }

  /// Begins with the next member of a file of several.
  func restart() { inflateReset(stream) }

  /// Unpacks into `room`, which is not empty.
  func read(into room: UnsafeMutableRawBufferPointer) -> Outcome {
    // zlib counts in 32 bits.
    let wanted = min(room.count, 1 << 30)
    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(wanted)
    let status = inflate(stream, Z_NO_FLUSH)
    let count = wanted - Int(stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END: return .end(count)
    case Z_OK, Z_BUF_ERROR: return .bytes(count)
    default: return .damage(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)", after: count)
    }
  }
}
