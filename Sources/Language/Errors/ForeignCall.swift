/// A call of another library's, and how it is written here with all that it was given.
///
/// What has no form for just these arguments is not written anew: a line that leaves one of them out means something else.
struct ForeignCall: Sendable {
  /// One way to write it, for the arguments that it names: `$x` is an operand, which gets brackets where it needs them,
  /// and `{x}` the text as it stands; `{…}` are all other arguments, by their names.
  struct Form: Sendable, ExpressibleByStringLiteral {
    let text: String
    /// Arguments that must be written just so: `requires_grad=False`.
    var given: [String: String] = [:]

    init(stringLiteral text: String) { self.text = text }

    private init(_ text: String, given: [String: String]) { (self.text, self.given) = (text, given) }

    /// A form for calls with an argument of that text: `"requires_grad=False"`.
    static func when(_ argument: String, _ text: String) -> Form {
      let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
      return Form(text, given: [sides[0]: sides[1]])
    }

    /// What stands in the form: its own text, and the arguments in their places.
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

  private struct Parameter {
    let name: String
    /// What it is if it is not given; an argument that says the same says nothing.
    var standard: String?
    /// Whether it changes nothing that there is here: `desc` of a progress bar.
    var isIdle = false
    /// Whether it is known for what it is only where it is written as a tuple or a list.
    var isShape = false
    /// The same for a whole number: `torch.max(x, 1)` has a dimension, `torch.max(x, y)` another tensor.
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
  /// What is to be said with it.
  let reason: String?

  /// - Parameter parameters: in their order elsewhere, by name. `name=3` has a default, `name~` means nothing here, `name[`
  ///   is known by its brackets and `name#` by its number.
  init(_ parameters: String, _ forms: Form..., because reason: String? = nil, or others: [ForeignCall] = []) {
    parameterTexts = parameters.split(separator: " ").map(String.init)
    self.forms = forms
    self.others = others
    self.reason = reason
  }

  /// Whether this is a line of its own, and no part of another.
  var isCommand: Bool { forms.contains { $0.text.hasPrefix("save ") || $0.text.hasPrefix("export ") } }

  /// Whether it may be called with a dot: its first argument is the tensor.
  var isMethod: Bool { parameterTexts.first == "input" }

  /// What stands for a call: text, and the arguments that stay as they are.
  enum Part {
    case text(String)
    case argument(Expression)
  }

  /// Nil where no form has these arguments.
  ///
  /// - Parameter receiver: what stands before the dot, where a method is called.
  func parts(with arguments: [Argument], receiver: Expression? = nil, in source: SourceText) -> [Part]? {
    guard let given = bind(arguments, receiver, source) else {
      return others.lazy.compactMap { $0.parts(with: arguments, receiver: receiver, in: source) }.first
    }
    return forms.lazy.compactMap { filled($0, with: given.bound, given.rest, source) }.first
      ?? others.lazy.compactMap { $0.parts(with: arguments, receiver: receiver, in: source) }.first
  }

  /// The arguments by the names of their parameters, and those of other names; nil where there are too many.
  private func bind(
    _ arguments: [Argument], _ receiver: Expression?, _ source: SourceText
  ) -> (bound: [String: Expression], rest: [Argument])? {
    let parameters = parameterTexts.map(Parameter.init)
    var bound: [String: Expression] = [:]
    var rest: [Argument] = []
    var place = 0
    if let receiver, let first = parameters.first {
      bound[first.name] = receiver
      place = 1
    }
    for argument in arguments {
      if argument.isStarred { return nil }
      let parameter: Parameter
      if let name = argument.name {
        guard let known = parameters.first(where: { $0.name == name || Self.synonyms[name] == $0.name }) else {
          if !ForeignNames.isMoot(name, argument.value, source) { rest.append(argument) }
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
    _ form: Form, with bound: [String: Expression], _ rest: [Argument], _ source: SourceText
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
        // What is computed twice may be two things: a draw, a network with dropout.
        guard seen.insert(name).inserted || value.isRepeatable else { return nil }
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

  /// NumPy's names for PyTorch's parameters.
  private static let synonyms = [
    "axis": "dim", "keepdims": "keepdim", "a": "input", "x": "input", "x1": "input", "x2": "other", "self": "input",
  ]
}

extension Correction {
  /// These parts in place of a call.
  ///
  /// - Parameter isAlone: whether nothing stands beside it, so that brackets around all of it say nothing.
  init(_ call: SourceSpan, _ parts: [ForeignCall.Part], isAlone: Bool, in source: SourceText) {
    var parts = parts
    if isAlone, case .text(let first)? = parts.first, case .text(let last)? = parts.last, first.hasPrefix("("),
      last.hasSuffix(")")
    {
      parts[0] = .text(String(first.dropFirst()))
      if parts.count > 1 { parts[parts.count - 1] = .text(String(last.dropLast())) }
    }
    // Arguments that keep their order stay where they are, so that what is wrong within them can be mended too.
    var text = ""
    var place = call.start
    var edits: [(SourceSpan, String)] = []
    var isInOrder = true
    var whole = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .argument(let value):
        isInOrder = isInOrder && value.span.start >= place
        edits.append((SourceSpan(place, value.span.start), text))
        whole += text + source.text(value.span)
        place = value.span.end
        text = ""
      }
    }
    edits.append((SourceSpan(place, call.end), text))
    guard isInOrder else {
      self.init(call, whole + text)
      return
    }
    self.init(edits[0].0, edits[0].1)
    for (span, text) in edits.dropFirst() { add(Correction(span, text)) }
  }
}

extension ForeignNames {
  /// Whether an argument can be left out because what it asks for is so here anyway.
  static func isMoot(_ name: String, _ value: Expression, _ source: SourceText) -> Bool {
    let text = source.text(value.span)
    switch name {
    case "dtype": return isFloat(text)
    case "device", "non_blocking", "pin_memory", "num_workers", "retain_graph", "set_to_none", "figsize",
      "persistent_workers":
      return true
    case "requires_grad": return text == "True" || text == "False"
    case "cmap": return ["gray", "grey", "Greys_r", "binary_r"].contains(text.filter { $0 != "\"" && $0 != "'" })
    case "inplace": return true
    // The default elsewhere, and what is done here.
    case "shuffle", "training": return text == "True"
    case "transform": return text.hasSuffix("ToTensor()")
    case "download": return true
    default: return false
    }
  }

  /// Whether the text names a type of floating-point numbers that float32 stands for: all tensors have that type.
  static func isFloat(_ type: String) -> Bool {
    ["float", "float32", "double", "float64", "FloatTensor", "DoubleTensor"].contains(lastName(type))
  }

  /// Whether it names a type of whole numbers, to which a conversion cuts off what is behind the point.
  static func isWhole(_ type: String) -> Bool {
    [
      "long", "int", "short", "int64", "int32", "int16", "int8", "uint8", "LongTensor", "IntTensor", "ByteTensor",
    ].contains(lastName(type))
  }

  /// `float32` of `torch.float32` and of `"float32"`.
  private static func lastName(_ type: String) -> String {
    String(type.filter { $0 != "\"" && $0 != "'" }.split(separator: ".").last ?? "")
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

  /// Whether it has the same value however often it is computed: it calls nothing.
  var isRepeatable: Bool {
    switch kind {
    case .lambda, .statement: return false
    case .call(let callee, let arguments):
      let name = if case .attribute(_, let last) = callee.kind { last } else { callee.name ?? "" }
      return Self.functions.contains(name) && arguments.allSatisfy(\.value.isRepeatable)
    default: return children.allSatisfy(\.isRepeatable)
    }
  }

  /// Functions of mathematics, which give the same for the same, by the names that everybody has for them.
  private static let functions: Set<String> = [
    "zeros", "ones", "full", "tensor", "array", "arange", "linspace", "zeros_like", "ones_like", "exp", "log", "sqrt",
    "abs",
    "sigmoid", "sum", "mean", "max", "min", "len", "reshape", "view", "flatten", "float", "int", "detach",
  ]
}
