/// A call of another library's, and how it is written here with all that it was given.
///
/// A call without a form for just these arguments is not written anew: a line that leaves one of them out means something
/// else.
package struct ForeignCall: Sendable {
  /// One way to write it, for the arguments that it names: `$x` is an operand, which gets brackets where it needs them,
  /// and `{x}` the text as it stands; `{…}` are all other arguments, by their names.
  package struct Form: Sendable, ExpressibleByStringLiteral {
    let text: String
    /// Arguments that must be written just so: `fan=False`.
    var given: [String: String] = [:]

    package init(stringLiteral text: String) { self.text = text }

    package init(_ text: String) { self.text = text }

    private init(_ text: String, given: [String: String]) { (self.text, self.given) = (text, given) }

    /// A form for calls with an argument of that text: `"fan=False"`.
    package static func when(_ argument: String, _ text: String) -> Form {
      let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
      return Form(text, given: [sides[0]: sides[1]])
    }

    /// A piece of the form: its own text, and the arguments in their places.
    fileprivate enum Piece {
      case text(Substring)
      case argument(String, isOperand: Bool)
      case rest
    }

    fileprivate var pieces: [Piece] {
      var pieces: [Piece] = []
      var rest = text[...]
      while let mark = rest.firstIndex(where: { $0 == "$" || $0 == "{" }) {
        pieces.append(.text(rest[..<mark]))
        let isOperand = rest[mark] == "$"
        rest = rest[mark...].dropFirst()
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "…" }
        pieces.append(name == "…" ? .rest : .argument(String(name), isOperand: isOperand))
        rest = rest[name.endIndex...].dropFirst(isOperand ? 0 : 1)
      }
      return pieces + [.text(rest)]
    }
  }

  private struct Place {
    let name: String
    /// Its default; an argument that says the same says nothing.
    var standard: String?
    /// Whether it changes nothing that there is here: `label` of a timer.
    var isIdle = false
    /// Whether it is known for what it is only where it is written as a tuple or a list.
    var isShape = false
    /// Whether it is known for what it is only where it is written as a whole number: a library may have `max(x, 1)` for
    /// the largest along a dimension, and `max(x, y)` for the larger of two.
    var isWhole = false

    init(_ text: String) {
      let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
      if sides.count > 1 { standard = sides[1] }
      var name = sides[0]
      switch name.last {
      case "~": isIdle = true
      case "[": isShape = true
      case "#": isWhole = true
      default:
        self.name = name
        return
      }
      name.removeLast()
      self.name = name
    }
  }

  private let parameterTexts: [String]
  private let forms: [Form]
  /// Other orders of its arguments.
  private let others: [ForeignCall]
  /// The reason to say with it.
  let reason: String?

  /// - Parameter parameters: in their order elsewhere, by name. `name=3` has a default, `name~` means nothing here, `name[`
  ///   is known by its brackets and `name#` by its number.
  package init(_ parameters: String, _ forms: Form..., because reason: String? = nil, or others: [ForeignCall] = []) {
    parameterTexts = parameters.split(separator: " ").map(String.init)
    self.forms = forms
    self.others = others
    self.reason = reason
  }

  /// The names of the parameters that mean something here, in their order elsewhere.
  package var parameters: [String] { parameterTexts.map(Place.init).filter { !$0.isIdle }.map(\.name) }

  /// Whether this is a line of its own, and no part of another: a blank stands behind the first word of a command.
  var isCommand: Bool {
    forms.contains { form in
      let word = form.text.prefix(while: \.isLetter)
      return !word.isEmpty && form.text[word.endIndex...].first == " "
    }
  }

  /// Whether it may be called with a dot: its first argument is then what stands before the dot.
  package var isMethod: Bool { parameterTexts.first == "input" }

  /// A part of the new text of a call: text, and the arguments that stay as they are.
  enum Part {
    case text(String)
    case argument(Expression)
  }

  /// Nil where no form has these arguments.
  ///
  /// - Parameter receiver: what stands before the dot, where a method is called.
  func parts(
    with arguments: [Argument], receiver: Expression? = nil, in source: SourceText, _ dialect: any Dialect
  ) -> [Part]? {
    let given = bind(arguments, receiver, source, dialect)
    return given.flatMap { given in
      forms.lazy.compactMap { filled($0, with: given.bound, given.rest, source, dialect) }.first
    } ?? others.lazy.compactMap { $0.parts(with: arguments, receiver: receiver, in: source, dialect) }.first
  }

  /// The arguments by the names of their parameters, and those of other names; nil where there are too many.
  private func bind(
    _ arguments: [Argument], _ receiver: Expression?, _ source: SourceText, _ dialect: any Dialect
  ) -> (bound: [String: Expression], rest: [Argument])? {
    let parameters = parameterTexts.map(Place.init)
    let synonyms = dialect.calls.parameterNames
    var bound: [String: Expression] = [:]
    var rest: [Argument] = []
    var place = 0
    if let receiver, let first = parameters.first {
      bound[first.name] = receiver
      place = 1
    }
    for argument in arguments {
      if argument.isStarred { return nil }
      let parameter: Place
      if let name = argument.name {
        guard let known = parameters.first(where: { $0.name == name || synonyms[name] == $0.name }) else {
          if !dialect.parameters.isIdle(name, argument.value, source) { rest.append(argument) }
          continue
        }
        parameter = known
      } else {
        guard place < parameters.count else { return nil }
        parameter = parameters[place]
        place += 1
        // One that is known by its look leaves its place to the next.
        if parameter.isWhole, !argument.value.isWholeLiteral {
          guard let other = parameters.last, parameters.count > place else { return nil }
          bound[other.name] = argument.value
          continue
        }
        if parameter.isShape, !argument.value.isSequence { return nil }
      }
      if parameter.isIdle || parameter.standard == Self.plain(argument.value, source) { continue }
      guard bound.updateValue(argument.value, forKey: parameter.name) == nil else { return nil }
    }
    return (bound, rest)
  }

  /// The form with these arguments in their places; nil where it has others.
  private func filled(
    _ form: Form, with bound: [String: Expression], _ rest: [Argument], _ source: SourceText, _ dialect: any Dialect
  ) -> [Part]? {
    var left = Set(bound.keys)
    for (name, text) in form.given {
      guard let value = bound[name], Self.plain(value, source) == text else { return nil }
      left.remove(name)
    }
    var seen: Set<String> = []
    var takesRest = false
    var result: [Part] = []
    for piece in form.pieces {
      switch piece {
      case .text(let text): result.append(.text(String(text)))
      case .rest:
        takesRest = true
        for argument in rest { result.append(.text(", " + source.text(argument.span))) }
      case .argument(let name, let isOperand):
        guard let value = bound[name] else { return nil }
        // An argument that is computed twice may be two things: a draw of random numbers.
        guard seen.insert(name).inserted || dialect.isRepeatable(value) else { return nil }
        left.remove(name)
        let isBare = !isOperand || source.operand(value) == source.text(value.span)
        result += isBare ? [.argument(value)] : [.text("("), .argument(value), .text(")")]
      }
    }
    return left.isEmpty && (takesRest || rest.isEmpty) ? result : nil
  }

  /// The text of a value with one kind of quotes.
  private static func plain(_ value: Expression, _ source: SourceText) -> String {
    source.text(value.span).replacing("'", with: "\"")
  }
}

extension Expression {
  /// Whether the text of it binds as tightly as a name, so that it needs no brackets beside an operator.
  var isOperand: Bool {
    switch kind {
    case .constant(let value): (value.number ?? 0) >= 0
    case .name, .call, .attribute, .subscripted, .list: true
    default: false
    }
  }

  fileprivate var isSequence: Bool {
    switch kind {
    case .list, .tuple: true
    default: false
    }
  }

  /// Whether it is a whole number that is written out: `1`, `-1`.
  fileprivate var isWholeLiteral: Bool { literal?.wholeNumber != nil }
}
