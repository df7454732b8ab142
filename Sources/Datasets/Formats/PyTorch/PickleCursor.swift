/// Goes through bytes from a place on.
struct PickleCursor {
  private let bytes: PlacedBytes
  private let end: Int
  private(set) var place: Int
  /// The bytes from ``windowStart`` on that are in memory.
  private var window: [UInt8] = []
  private var windowStart = 0

  init(_ bytes: PlacedBytes, from place: Int = 0) { (self.bytes, self.place, end) = (bytes, place, bytes.count) }

  var left: Int { end - place }

  mutating func byte() throws -> UInt8 {
    let offset = place - windowStart
    if offset >= 0, offset < window.count {
      place += 1
      return window[offset]
    }
    guard place < end else { throw PickleFault.end }
    window = try bytes.bytes(place..<min(end, place + 1 << 16))
    windowStart = place
    place += 1
    return window[0]
  }

  /// The next bytes; their number is looked at before memory is taken for them.
  mutating func bytes(_ count: Int) throws -> [UInt8] {
    guard count >= 0, count <= left else { throw PickleFault.end }
    let offset = place - windowStart
    let result: [UInt8]
    if offset >= 0, offset + count <= window.count {
      result = Array(window[offset..<offset + count])
    } else {
      result = try bytes.bytes(place..<place + count)
    }
    place += count
    return result
  }

  /// A number of so many bytes, the least significant first.
  mutating func number(_ length: Int) throws -> Int {
    let bits = try bytes(length).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let number = Int(exactly: bits) else { throw PickleFault("it states a length of \(bits)") }
    return number
  }

  /// The text up to the end of the line, which it moves over.
  mutating func line() throws -> String {
    var line: [UInt8] = []
    while case let next = try byte(), next != UInt8(ascii: "\n") {
      guard line.count < 1_000 else { throw PickleFault("a name in it has no end") }
      line.append(next)
    }
    return try Self.text(line)
  }

  mutating func text(_ count: Int) throws -> String { try Self.text(try bytes(count)) }

  static func text(_ bytes: [UInt8]) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PickleFault("a text in it is not UTF-8")
    }
    return text
  }
}
