import Text

/// The unpacked bytes of a gzip'd file, with every checksum looked at.
final class GzipSource: ByteSource {
  let mostBytes: Int
  var path: String { file.path }

  private let file: FileSource
  private let inflater: Inflater
  private let input: UnsafeMutableRawBufferPointer
  /// Members, one gzip after another in a file, that have been read to their end.
  private var finishedMembers = 0
  /// Whether the bytes read last belong to a member that has not ended.
  private var isInMember = true
  private var unpacked = 0

  /// - Throws: ``DatasetError`` where there is no memory for zlib.
  init(_ file: FileSource) throws(DatasetError) {
    guard let inflater = Inflater(.gzip) else {
      throw DatasetError(.unreadable, path: file.path, "there is no memory to unpack it")
    }
    (self.file, self.inflater) = (file, inflater)
    let (most, overflow) = file.mostBytes.multipliedReportingOverflow(by: Inflater.mostGrowth)
    mostBytes = overflow ? .max : most
    input = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit { input.deallocate() }

  func read(into room: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    guard !room.isEmpty else { return 0 }
    while true {
      if inflater.isHungry, try refill() == 0 {
        if !isInMember { return 0 }
        throw damaged("a whole gzip file", "its end after \(counted(unpacked, "unpacked byte"))")
      }
      if !isInMember {
        inflater.restart()
        isInMember = true
      }
      let count: Int
      switch inflater.read(into: room) {
      case .bytes(let some): count = some
      case .end(let last):
        count = last
        isInMember = false
        finishedMembers += 1
      case .damage(let reason, let some):
        if finishedMembers > 0, inflater.count == 0 {
          throw damaged("the end of the file after its gzip'd data", "other bytes")
        }
        throw damaged("gzip'd data", "damage (\(reason)) after \(counted(unpacked + some, "unpacked byte"))")
      }
      unpacked += count
      if count > 0 { return count }
    }
  }

  /// The next bytes of the file; 0 at its end.
  private func refill() throws(DatasetError) -> Int {
    let count = try file.read(into: input)
    inflater.feed(UnsafeRawBufferPointer(rebasing: input[..<count]))
    return count
  }

  private func damaged(_ expected: String, _ found: String) -> DatasetError {
    .wrong(.damaged, path: path, expected: expected, found: found)
  }
}
