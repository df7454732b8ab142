/// A call as a rule of a dialect sees it.
package struct CallUse: Sendable {
  /// The last name of the function; empty for a command line.
  package let function: String
  package let arguments: [ArgumentText]
  /// The number of the argument to blame.
  package let blamed: Int

  init(_ arguments: [Argument], blamed: Int, of call: SourceSpan?, in source: SourceText) {
    let callee = call.map { source.text($0).prefix { $0 != "(" } }
    function = callee?.split(separator: ".").last.map(String.init) ?? ""
    self.arguments = arguments.map { ArgumentText($0, in: source) }
    self.blamed = blamed
  }
}

/// A change to the text of a call with an argument to blame.
package enum ArgumentEdit: Sendable {
  /// Text before and behind the whole call.
  case before(String)
  case behind(String)
  /// The argument to blame is left out.
  case leavingOut
  /// Another argument for the one to blame.
  case argument(String)
  /// Another value for the argument of that number.
  case value(of: Int, String)
}

/// A call of a method as a rule of a dialect sees it.
package struct MethodUse: Sendable {
  /// The text before the dot, in brackets where it does not bind as tightly as a name.
  package let receiver: String
  /// Whether the receiver has the same value however often it is computed.
  package let isReceiverRepeatable: Bool
  package let arguments: [ArgumentText]
  /// Whether another dot stands right behind the call.
  package let isFollowed: Bool

  init(
    _ receiver: Expression, _ arguments: [Argument], _ call: SourceSpan, _ dialect: any Dialect, in source: SourceText
  ) {
    self.receiver = source.operand(receiver)
    isReceiverRepeatable = dialect.isRepeatable(receiver)
    self.arguments = arguments.map { ArgumentText($0, in: source) }
    isFollowed = source.text(SourceSpan(call.end, call.end + 1)) == "."
  }
}

/// How the call of a method is written here; nil where it cannot be with these arguments.
package typealias MethodRewriting = @Sendable (MethodUse) -> RewrittenMethod?

package enum RewrittenMethod: Sendable {
  /// The receiver is enough.
  case receiver
  /// This text in place of the whole call.
  case text(String)
}

/// An argument of a call by its text.
package struct ArgumentText: Sendable {
  package let name: String?
  package let text: String
  /// ``text`` in brackets where it does not bind as tightly as a name.
  package let operand: String
  /// The value, where it is a string that is written out.
  package let string: String?
  /// Whether the value is a whole number that is written out, or a list of nothing but such.
  package let isWhole: Bool

  init(_ argument: Argument, in source: SourceText) {
    name = argument.name
    text = source.text(argument.value.span)
    operand = source.operand(argument.value)
    string = if case .constant(.string(let word)) = argument.value.kind { word } else { nil }
    isWhole = argument.value.isWholeNumbers
  }
}

extension Expression {
  fileprivate var isWholeNumbers: Bool {
    switch kind {
    case .list, .tuple: children.allSatisfy(\.isWholeNumbers)
    default: literal?.wholeNumber != nil
    }
  }
}
