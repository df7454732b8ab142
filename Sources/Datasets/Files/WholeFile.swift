import Text

/// Reading a file as a whole.
package enum WholeFile {
  /// - Throws: ``DatasetError`` where it is none that can be read, or is larger than `most` bytes.
  package static func read(_ path: String, most: Int = largestFile) throws(DatasetError) -> [UInt8] {
    let source = try FileSource(path: path)
    guard source.mostBytes <= most else {
      throw DatasetError(
        .format, path: path, "expected at most \(counted(most, "byte")), found \(grouped(source.mostBytes))")
    }
    try MemoryRoom.check(source.mostBytes, for: path)
    return try source.bytes(source.mostBytes)
  }
}
