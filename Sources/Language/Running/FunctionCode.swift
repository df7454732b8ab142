/// The compiled body of a `def` or a `lambda`, shared by all values that the definition makes.
final class FunctionCode {
  struct Parameter {
    let name: String
    let isVariadic: Bool
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
  @exclusivity(unchecked) private(set) var body: (Frame) throws -> Flow = { _ in .next }
  /// The slots that functions made by a call still read after it.
  @exclusivity(unchecked) private(set) var shared: Set<Int> = []

  init(name: String, signature: String, parameters: [Parameter], slotCount: Int, origin: Origin) {
    self.name = name
    self.signature = signature
    self.parameters = parameters
    self.slotCount = slotCount
    self.origin = origin
    isPlain = !parameters.contains(where: \.isVariadic)
  }

  /// Sets the body, which may refer to the function itself and so comes after it.
  func setBody(_ body: @escaping (Frame) throws -> Flow, shared: Set<Int>) {
    self.body = body
    self.shared = shared
  }

  /// Puts arguments and defaults into the slots of a new frame.
  func bind(_ arguments: [CallArgument], defaults: [Value?], in frame: Frame) throws {
    var position = 0
    var rest: [Value] = []
    for (number, argument) in arguments.enumerated() {
      let index: Int
      if let name = argument.name {
        guard let found = parameters.firstIndex(where: { $0.name == name && !$0.isVariadic }) else {
          throw unknownParameter(name)
        }
        guard frame.slots[found].value == nil else {
          throw Diagnostic(.argument, "`\(name)` of \(self.name) is given twice", parameter: name)
        }
        index = found
      } else {
        guard position < parameters.count else { throw tooMany(arguments, at: number) }
        if parameters[position].isVariadic {
          rest.append(argument.value)
          continue
        }
        index = position
        position += 1
      }
      frame.slots[index].value = argument.value
    }
    for (index, parameter) in parameters.enumerated() where frame.slots[index].value == nil {
      frame.slots[index].value = parameter.isVariadic ? .tuple(rest) : try fallback(index, defaults)
    }
  }

  /// The default of a parameter, or the error that its argument is missing.
  func fallback(_ index: Int, _ defaults: [Value?]) throws -> Value {
    if index < defaults.count, let value = defaults[index] { return value }
    throw Diagnostic(
      .argument, "\(name) needs `\(parameters[index].name)`", notes: ["its form is \(name)(\(signature))"])
  }

  private func unknownParameter(_ name: String) -> Diagnostic {
    let known = parameters.filter { !$0.isVariadic }.map(\.name)
    let near = NearestName.find(name, among: known)
    var error = Diagnostic(
      .argument, "\(self.name) has no parameter `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""),
      notes: ["its form is \(self.name)(\(signature))"], parameter: name)
    error.fixIt = near.map { .renamed($0) }
    return error
  }

  func tooMany(_ arguments: [CallArgument], at number: Int) -> Diagnostic {
    let found = arguments.count { $0.name == nil }
    let count = parameters.count
    var error = Diagnostic(
      .argument, "\(name) takes \(count == 1 ? "1 argument" : "\(count) arguments"), and got \(found)",
      notes: ["its form is \(name)(\(signature))"])
    error.argument = number
    return error
  }
}
