import Threads

/// Numbers for what is identical, and for what is equal, that depend on nothing but the program: several processes that run the
/// same cells have the same, where addresses and the library's hashes differ from process to process.
package enum Identities {
  private static let known = ThreadLocal<[ObjectIdentifier: Int]> { [:] }

  /// A number of the object, the same as long as it lives: objects are numbered as they are asked for.
  package static func number(of object: ObjectIdentifier) -> Int {
    if let number = known.value[object] { return number }
    let number = known.value.count + 1
    known.value[object] = number
    return number
  }

  /// A checksum (FNV-1a) of a text.
  static func number(of text: String) -> Int {
    let sum = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    return Int(truncatingIfNeeded: (sum ^ sum >> 32) & (1 << 52 - 1))
  }

  /// A number that is the same for equal numbers, texts, and tuples of such; nil for another value.
  static func number(ofEqual value: Value) -> Int? {
    if let number = value.wholeNumber { return number }
    if let number = value.plainNumber { return Int(exactly: number) ?? Self.number(of: "\(number)") }
    switch value {
    case .string(let text): return Self.number(of: text)
    case .tuple(let tuple):
      var text = ""
      for item in tuple.items {
        guard let number = Self.number(ofEqual: item) else { return nil }
        text += "\(number),"
      }
      return Self.number(of: text)
    default: return value.isNone ? 0 : nil
    }
  }
}
