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
}

extension DictValue.Key {
  /// What `hash` gives: the same for keys that are equal.
  var stableHash: Int {
    switch self {
    case .none: 0
    case .number(let number): Int(exactly: number) ?? Identities.number(of: "\(number)")
    case .large(let digits): Identities.number(of: digits)
    case .string(let text): Identities.number(of: text.text)
    case .tuple(let keys): Identities.number(of: keys.map { "\($0.stableHash)," }.joined())
    case .identity(let object): Identities.number(of: object)
    case .instance(let instance): instance.number
    // In whatever order they stand.
    case .set(let keys): keys.reduce(keys.count) { $0 ^ Identities.number(of: "\($1.stableHash)") }
    }
  }
}
