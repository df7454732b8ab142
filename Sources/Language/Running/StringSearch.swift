import Threads

/// Looking for one string in another, scalar by scalar as Python does (and not by Swift's characters).
enum StringSearch {
  /// The offset, in Unicode scalars, at which `part` first stands in `text`, from `start` on.
  static func position(of part: String, in text: String, from start: Int = 0) -> Int? {
    position(of: Array(part.unicodeScalars), in: Array(text.unicodeScalars), from: start)
  }

  static func position(of part: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
    guard part.count <= text.count - start else { return nil }
    guard let first = part.first else { return start }
    var position = start
    while position <= text.count - part.count {
      if text[position] == first, text[position..<(position + part.count)].elementsEqual(part) { return position }
      position += 1
    }
    return nil
  }

  /// `text` cut at every `separator`, at most `limit` times.
  static func split(_ text: String, by separator: String, limit: Int = .max) throws -> [String] {
    let scalars = Array(text.unicodeScalars)
    let part = Array(separator.unicodeScalars)
    var pieces: [String] = []
    var start = 0
    var rounds = Cancellation.Rounds()
    while pieces.count < limit, let next = position(of: part, in: scalars, from: start) {
      try rounds.next()
      pieces.append(string(scalars[start..<next]))
      start = next + part.count
    }
    pieces.append(string(scalars[start...]))
    return pieces
  }

  /// How often `part`, which is not empty, stands in `text`.
  static func count(of part: String, in text: String) -> Int {
    let (part, text) = (Array(part.unicodeScalars), Array(text.unicodeScalars))
    var count = 0
    var start = 0
    while let next = position(of: part, in: text, from: start) {
      count += 1
      start = next + part.count
    }
    return count
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    // By bytes: twenty times as fast as scalar by scalar.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.underestimatedCount)
    for scalar in scalars {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += Array(String(scalar).utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
