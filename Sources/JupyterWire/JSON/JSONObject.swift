/// The members of a JSON object, in their order.
///
/// Messages have a handful of members each, so a list searched from its end is faster than a hash table, keeps the order in
/// which a reader of the wire expects to find them, and lets the last of two equal keys win, as Python's reader does.
public struct JSONObject: Sendable {
  /// The members; of equal keys, the last one counts.
  public private(set) var members: [(key: String, value: JSON)]

  /// An object without members.
  public init() { members = [] }

  /// An object with these members, in this order.
  public init(_ members: [(String, JSON)]) {
    self.members = members.map { (key: $0.0, value: $0.1) }
  }

  /// Whether it has no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The value under `key`; setting nil removes it. O(number of members).
  public subscript(key: String) -> JSON? {
    get { members.last { $0.key == key }?.value }
    set {
      guard let newValue else { return members.removeAll { $0.key == key } }
      if let index = members.lastIndex(where: { $0.key == key }) {
        members[index].value = newValue
      } else {
        members.append((key: key, value: newValue))
      }
    }
  }

  /// Adds a member without looking for an equal key. O(1).
  mutating func append(_ key: String, _ value: JSON) {
    members.append((key: key, value: value))
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral members: (String, JSON)...) { self.init(members) }
}

extension JSONObject: Equatable {
  /// Equal whatever the order of the members. Quadratic: meant for small objects and tests.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}
