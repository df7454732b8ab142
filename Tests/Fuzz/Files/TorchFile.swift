import Datasets
import Foundation

/// A whole file of PyTorch's, taken apart where it is a zip archive, so that its pickle can be damaged and its checksum
/// still be right.
struct TorchFile {
  let name: String
  /// The archive's files; empty for the format of old, which is one run of bytes.
  private let parts: [(name: String, bytes: [UInt8])]
  private let bytes: [UInt8]

  init(_ url: URL) throws {
    (name, bytes) = (url.lastPathComponent, [UInt8](try Data(contentsOf: url)))
    parts = Self.parts(bytes)
  }

  /// The files of an archive that holds them as they are, by its directory.
  private static func parts(_ bytes: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    func number(_ place: Int, _ length: Int) -> Int {
      bytes[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.starts(with: [0x50, 0x4b]), let end = bytes.lastRange(of: [0x50, 0x4b, 5, 6])?.lowerBound else {
      return []
    }
    var place = number(end + 16, 4)
    return (0..<number(end + 10, 2)).map { _ in
      let (name, header, size) = (place + 46, number(place + 42, 4), number(place + 24, 4))
      let length = number(place + 28, 2)
      place = name + length + number(place + 30, 2) + number(place + 32, 2)
      let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
      return (String(decoding: bytes[name..<name + length], as: UTF8.self), Array(bytes[start..<start + size]))
    }
  }

  /// A damaged one, and what was done to it.
  func damaged(_ random: inout SplitMix) -> (bytes: [UInt8], words: String) {
    guard !parts.isEmpty, !random.oneIn(10) else {
      var bytes = bytes
      let words = random.oneIn(2) ? FileMutator.mutate(&bytes, &random) : Self.mutatePickle(&bytes, &random)
      return (bytes, "\(name), \(words)")
    }
    var writer = ZipWriter(alignment: 64)
    var words: [String] = []
    for part in parts {
      var bytes = part.bytes
      if part.name.hasSuffix("data.pkl") { words.append(Self.mutatePickle(&bytes, &random)) }
      if random.oneIn(40) { words.append("\(part.name): \(FileMutator.mutate(&bytes, &random))") }
      if random.oneIn(60) {
        words.append("without \(part.name)")
        continue
      }
      _ = writer.add(part.name, bytes)
    }
    return (writer.encoded, "\(name), " + words.joined(separator: "; "))
  }

  /// What may stand anywhere in a pickle: whole instructions, and parts of such.
  private static let pieces: [[UInt8]] =
    [
      "(", ")", "]", "}", "t", "e", "u", "s", "a", "l", "d", "R", "b", "Q", "0", "1", "2", ".", "N", "\u{01}", "h\0",
      "q\0",
      "K\0", "](e", "](}e", "ctorch\nFloatStorage\n", "ctorch\nDoubleStorage\n", "ctorch\nUntypedStorage\n",
      "ccollections\nOrderedDict\n)R", "cos\nsystem\n", "X\u{04}\0\0\0tail\u{85}R", "ctorch\nSize\n",
      "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_parameter\n", "c__builtin__\neval\n", "I01\n",
      "L9L\n",
      "I99999999999999999999\n", "G\0\0\0\0\0\0\0\0", "ctorch\nfloat32\n", "cbuiltins\nset\n",
    ].map { Array($0.utf8.map { $0 }) }
    + [
      [0x81], [0x85], [0x86], [0x87], [0x88], [0x89], [0x8f], [0x90], [0x92], [0x93], [0x94], [0x8a, 1, 0xff],
      [0x8a, 8, 0, 0x80, 0xc6, 0xa4, 0x7e, 0x8d, 3, 0], [0x8a, 8, 255, 255, 255, 255, 255, 255, 255, 127],
      [0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0x8b, 255, 255, 255, 255], [0x8d, 255, 255, 255, 255, 255, 255, 255, 127],
      [0x58, 255, 255, 255, 127], [0x4a, 255, 255, 255, 255], [0x4a, 255, 255, 255, 127], [0x80, 4], [0x80, 9],
      [0x95, 0, 0, 0, 0, 0, 0, 0, 0], [0x47, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], [0x6a, 0, 0, 0, 255], [0x32, 0x61],
      [UInt8](repeating: UInt8(ascii: "]"), count: 5_000), [UInt8](repeating: 0x85, count: 3_000),
      Array(repeating: [UInt8(ascii: "2"), 0x86], count: 90).flatMap { $0 },
    ]

  /// Instructions that give a number: 0 to 2, -1, 10^15, the most there is, and no whole one.
  private static let numbersInstead: [[UInt8]] = [
    [0x4b, 0], [0x4b, 1], [0x4b, 2], [0x4a, 255, 255, 255, 255], [0x8a, 8, 0, 0x80, 0xc6, 0xa4, 0x7e, 0x8d, 3, 0],
    [0x8a, 8, 255, 255, 255, 255, 255, 255, 255, 127], [0x47, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0], [0x4e], [0x88],
  ]

  private static func mutatePickle(_ bytes: inout [UInt8], _ random: inout SplitMix) -> String {
    var words: [String] = []
    for _ in 0...random.below(random.oneIn(3) ? 3 : 1) {
      // Numbers of one byte, which lengths, strides and offsets are.
      let numbers = bytes.indices.dropLast().filter { bytes[$0] == UInt8(ascii: "K") }
      if !numbers.isEmpty, random.oneIn(2) {
        let place = random.pick(numbers)
        let number = random.pick(numbersInstead + [[UInt8(ascii: "K"), UInt8(truncatingIfNeeded: random.next())]])
        bytes.replaceSubrange(place..<place + 2, with: number)
        words.append("\(number) at \(place)")
        continue
      }
      let place = random.below(bytes.count + 1)
      switch random.below(6) {
      case 0:
        let piece = random.pick(pieces)
        bytes.insert(contentsOf: piece, at: place)
        words.append("\(piece.prefix(20)) at \(place)")
      case 1:
        let end = min(bytes.count, place + 1 + random.below(12))
        bytes.removeSubrange(place..<end)
        words.append("without \(place)..<\(end)")
      case 2:
        let end = min(bytes.count, place + 1 + random.below(60))
        let part = Array(bytes[place..<end])
        bytes.insert(contentsOf: part, at: random.below(bytes.count + 1))
        words.append("\(place)..<\(end) twice")
      case 3:
        let piece = random.pick(pieces)
        bytes.replaceSubrange(place..<min(bytes.count, place + piece.count), with: piece)
        words.append("\(piece.prefix(20)) over \(place)")
      default:
        guard place < bytes.count else { continue }
        bytes[place] =
          random.oneIn(2) ? bytes[place] ^ UInt8(1 << random.below(8)) : UInt8(truncatingIfNeeded: random.next())
        words.append("\(bytes[place]) at \(place)")
      }
    }
    return words.joined(separator: ", ")
  }
}
