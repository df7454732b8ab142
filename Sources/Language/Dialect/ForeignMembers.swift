/// Names behind a value and a dot, as other libraries have them.
package struct ForeignMembers: Sendable {
  /// Methods that leave a value as it is, and can go wherever they stand behind another.
  package var idle: Set<String> = []
  /// Methods that copy a value, which what has just been made does not need.
  package var copying: Set<String> = []
  /// Methods that give the same value under another form, which then changes in both.
  package var views: Set<String> = []
  /// Methods whose namesakes here do something else.
  package var others: Set<String> = []

  package init() {}
}

/// A member that a value does not have.
package struct UnknownMember {
  package let name: String
  /// The value before the dot; a command or a function too.
  package let value: Value
  /// Whether it is called with arguments.
  package let hasArguments: Bool
  package let table: Table

  init(_ name: String, of value: Value, hasArguments: Bool, _ table: Table) {
    self.name = name
    self.value = value
    self.hasArguments = hasArguments
    self.table = table
  }

  /// Advice on members that lists have in other languages, and anything that has a length.
  package var adviceOnContainers: MemberAdvice? {
    if case .builtin = value { return nil }
    switch (value.typeName, name) {
    case ("list", "push"), ("list", "add"): return hasArguments ? MemberAdvice(.member("$x.append($a)")) : nil
    case (_, "len"), (_, "length"), (_, "size"): return MemberAdvice(.member("len($x)"))
    default: return nil
    }
  }
}

/// How a member that a value does not have is written here.
package struct MemberAdvice: Sendable {
  let fixIt: FixIt?
  /// The whole message, where it is not that the value has no such member.
  let message: String?
  /// Text to add to the message.
  let addition: String

  package init(_ fixIt: FixIt?, message: String? = nil, addition: String = "") {
    self.fixIt = fixIt
    self.message = message
    self.addition = addition
  }
}
