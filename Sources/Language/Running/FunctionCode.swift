/// The compiled body of a `def` or a `lambda`, shared by all values that the definition makes.
final class FunctionCode: Registered {
  struct Parameter {
    let name: String
    let style: Definition.Parameter.Style

    var isVariadic: Bool { style == .variadic }
  }

  /// The definition it was compiled from, for compiling it again for another session.
  struct Origin {
    let definition: Definition
    let source: SourceText
    /// Where the definition stands.
    let scope: Scope
  }

  let name: String
  let signature: String
  let origin: Origin
  let parameters: [Parameter]
  /// Parameters come first among the slots.
  let slotCount: Int
  /// Whether all parameters are plain, so that positional arguments can go straight into their slots.
  let isPlain: Bool
  let parameterCount: Int
  /// The body, behind a reference that calls need not retain: the code holds it.
  @exclusivity(unchecked) private var heldBody = Body { _ in .none }
  @exclusivity(unchecked) private(set) var body: Unmanaged<Body>

  final class Body {
    let run: Evaluation

    init(_ run: @escaping Evaluation) { self.run = run }
  }

  /// The slots that functions made by a call still read after it.
  @exclusivity(unchecked) private(set) var shared: Set<Int> = []
  /// Whether a call needs the frame around the function's definition.
  @exclusivity(unchecked) private(set) var readsOuter = true
  @exclusivity(unchecked) var place: Int?
  private let register: Register

  init(name: String, signature: String, parameters: [Parameter], slotCount: Int, origin: Origin) {
    self.name = name
    self.signature = signature
    self.parameters = parameters
    self.slotCount = slotCount
    self.origin = origin
    parameterCount = parameters.count
    body = .passUnretained(heldBody)
    isPlain = parameters.allSatisfy { $0.style == .standard }
    register = origin.scope.codes
    register.enter(self)
  }

  deinit { register.leave(self) }

  /// Who still holds the function then, in a ring of the user's objects perhaps, does not hold the table and the variables.
  func end() {
    setBody({ _ in .none }, shared: [], readsOuter: false)
    origin.scope.end()
  }

  /// Sets the body, which may refer to the function itself and so comes after it.
  func setBody(_ body: @escaping Evaluation, shared: Set<Int>, readsOuter: Bool) {
    heldBody = Body(body)
    self.body = .passUnretained(heldBody)
    self.shared = shared
    self.readsOuter = readsOuter
  }

  /// Puts arguments and defaults into the slots of a new frame.
  func bind(_ arguments: [CallArgument], defaults: [Value?], in frame: Frame) throws {
    var position = 0
    var rest: [Value] = []
    var options: DictValue?
    for (number, argument) in arguments.enumerated() {
      guard let name = argument.name else {
        while position < parameters.count, parameters[position].style == .keywordOnly { position += 1 }
        guard position < parameters.count, parameters[position].style != .keywords else {
          throw tooMany(arguments, at: number)
        }
        if parameters[position].isVariadic {
          rest.append(argument.value)
        } else {
          frame.slots[position].value = argument.value
          position += 1
        }
        continue
      }
      guard
        let found = parameters.firstIndex(where: {
          $0.name == name && ($0.style == .standard || $0.style == .keywordOnly)
        })
      else {
        guard parameters.last?.style == .keywords else { throw unknownParameter(name) }
        let dict = options ?? DictValue()
        guard try dict.value(for: .string(name)) == nil else { throw givenTwice(name) }
        try dict.set(argument.value, for: .string(name))
        options = dict
        continue
      }
      guard frame.slots[found].value == nil else { throw givenTwice(name) }
      frame.slots[found].value = argument.value
    }
    for (index, parameter) in parameters.enumerated() where frame.slots[index].value == nil {
      frame.slots[index].value =
        switch parameter.style {
        case .variadic: .tuple(rest)
        case .keywords: .dict(options ?? DictValue())
        case .standard, .keywordOnly: try fallback(index, defaults)
        }
    }
  }

  private func givenTwice(_ name: String) -> Diagnostic {
    Diagnostic(.argument, "`\(name)` of \(told) is given twice", parameter: name)
  }

  // MARK: In errors

  /// Whether the first argument is the object that a call has before its dot.
  private var takesReceiver: Bool { origin.scope.isClass && ["self", "cls"].contains(parameters.first?.name) }

  /// The name that a call has: that of the class for its `__init__`.
  private var told: String { name == "__init__" ? origin.scope.className ?? name : name }

  private var form: String {
    var signature = signature
    if takesReceiver, let first = parameters.first {
      signature = String(signature.dropFirst(first.name.count).drop { $0 == "," || $0 == " " })
    }
    return "its form is \(told)(\(signature))"
  }

  /// The default of a parameter, or the error that its argument is missing.
  func fallback(_ index: Int, _ defaults: [Value?]) throws -> Value {
    if index < defaults.count, let value = defaults[index] { return value }
    throw Diagnostic(.argument, "\(told) needs `\(parameters[index].name)`", notes: [form])
  }

  private func unknownParameter(_ name: String) -> Diagnostic {
    let known = parameters.filter { $0.style == .standard || $0.style == .keywordOnly }.map(\.name)
    let near = NearestName.find(name, among: known)
    var error = Diagnostic(
      .argument, "\(told) has no parameter `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""), notes: [form],
      parameter: name)
    error.fixIt = near.map { .renamed($0) }
    return error
  }

  func tooMany(_ arguments: [CallArgument], at number: Int) -> Diagnostic {
    if origin.scope.isClass, !takesReceiver, number == parameters.count,
      parameters.allSatisfy({ $0.style == .standard })
    {
      // The object before the dot is the one too many.
      let form = "self" + (signature.isEmpty ? "" : ", ") + signature
      return Diagnostic(
        .argument, "\(name) is a method, and takes its object first", suggestion: "def \(name)(\(form)):")
    }
    let ofMethod = takesReceiver ? 1 : 0
    let found = arguments.count { $0.name == nil } - ofMethod
    let count = parameters.count { $0.style == .standard } - ofMethod
    var error = Diagnostic(
      .argument, "\(told) takes \(count == 1 ? "1 argument" : "\(count) arguments"), and got \(found)", notes: [form])
    // The caller counts an object before a dot, and none of a class that is called.
    error.argument = name == "__init__" ? number - 1 : number
    return error
  }
}
