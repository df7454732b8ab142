import Glibc

/// Files of a few lines, by which Linux tells about itself.
package enum SmallFile {
  /// Empty where it cannot be read.
  package static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  // MARK: - Without memory of its own

  /// Calls `body` with each word, what lies between spaces and ends of lines, until it gives false.
  ///
  /// Takes no memory from the allocator: who asks how much memory is left must not need any, nor wait for the lock of the
  /// allocator behind the thread that fills the memory. A word beyond 1,000 bytes ends the reading.
  static func eachWord(of path: String, _ body: (UnsafeRawBufferPointer) -> Bool) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    // No more: a larger one would come from the allocator.
    withUnsafeTemporaryAllocation(byteCount: 1 << 10, alignment: 1) { buffer in
      // The bytes at the beginning that a piece of the file has left: a word may go on in the next.
      var kept = 0
      while kept < buffer.count {
        let count = read(file, buffer.baseAddress! + kept, buffer.count - kept)
        if count < 0, errno == EINTR { continue }
        let isLast = count <= 0
        let end = kept + max(0, count)
        var start = 0
        for index in 0...end where index == end ? isLast : buffer[index] <= UInt8(ascii: " ") {
          if index > start, !body(UnsafeRawBufferPointer(rebasing: buffer[start..<index])) { return }
          start = index + 1
        }
        if isLast { return }
        kept = end - start
        memmove(buffer.baseAddress!, buffer.baseAddress! + start, kept)
      }
    }
  }

  /// The word at an index, as a number; nil where there is none.
  package static func number(at index: Int, of path: String) -> Int? {
    var (result, next) = (nil as Int?, 0)
    eachWord(of: path) { word in
      if next == index { result = number(word) }
      next += 1
      return next <= index
    }
    return result
  }

  /// The sum of the numbers that stand behind these words; nil where none does.
  package static func sum(behind words: [String], of path: String) -> Int? {
    var (result, isNext) = (nil as Int?, false)
    eachWord(of: path) { word in
      if isNext, let number = number(word) { result = (result ?? 0) + number }
      isNext = words.contains { $0.utf8.elementsEqual(word) }
      return true
    }
    return result
  }

  private static func number(_ word: UnsafeRawBufferPointer) -> Int? {
    var result = 0
    for byte in word {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      let (tens, isTooMuch) = result.multipliedReportingOverflow(by: 10)
      let (sum, isBeyond) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !isTooMuch, !isBeyond else { return nil }
      result = sum
    }
    return word.isEmpty ? nil : result
  }
}
