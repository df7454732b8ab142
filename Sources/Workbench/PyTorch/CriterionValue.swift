import Language

/// `nn.MSELoss(reduction="sum")`: a loss with what was chosen of it, to be called with tensors.
final class CriterionValue: ObjectValue {
  /// PyTorch's name of its class.
  let className: String
  private let entry: Entry
  /// What may be chosen, with the values that count.
  private var choices: [(name: String, value: Value)]
  /// The names of those that a program chose: of two that say the same one is enough.
  private var given: Set<String>
  /// What a program keeps with it.
  private var further: [(name: String, value: Value)] = []
  private var isTraining = true

  init(_ className: String, _ entry: Entry, _ choices: [(name: String, value: Value)], given: Set<String>) {
    (self.className, self.entry, self.choices, self.given) = (className, entry, choices, given)
  }

  /// What a program chose of it, and whether that is all there is to it.
  var chosen: [(name: String, value: Value)] { choices.filter { given.contains($0.name) } }
  var isPlain: Bool { further.isEmpty && isTraining }

  var typeName: String { "function" }
  var detail: String? { className }
  func repr() -> String { "\(className)()" }
  var isKey: Bool { true }
  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    try context.call(
      .builtin(entry),
      arguments + choices.filter { given.contains($0.name) }.map { CallArgument(name: $0.name, $0.value) })
  }

  private static let itself: Set<String> = ["to", "cpu", "float", "double", "train", "eval"]

  var attributeNames: [String] {
    choices.map(\.name) + further.map(\.name) + Self.itself.sorted() + [
      "parameters", "state_dict", "training", "forward",
    ]
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    if let found = (further + choices).first(where: { $0.name == name }) { return found.value }
    switch name {
    case "_copied_criterion":
      return function(name) { [self] _, _ in
        let copy = CriterionValue(className, entry, choices, given: given)
        (copy.further, copy.isTraining) = (further, isTraining)
        return .object(copy)
      }
    case "training": return .bool(isTraining)
    case "parameters": return function(name) { _, _ in .list([]) }
    case "state_dict": return function(name) { _, _ in .dict(DictValue()) }
    case "forward": return function(name) { [self] arguments, context in try call(arguments, context) }
    case "to":
      return function(name) { [self] arguments, _ in
        for argument in arguments where argument.name == nil || argument.name == "device" {
          if case .object(let object) = argument.value, object is NumberKindValue { continue }
          try DeviceValue.check(argument.value, for: "to")
        }
        return .object(self)
      }
    case _ where Self.itself.contains(name):
      return function(name) { [self] arguments, _ in
        if name == "eval" { isTraining = false }
        if name == "train" {
          if case .bool(let mode)? = arguments.first?.value { isTraining = mode } else { isTraining = true }
        }
        return .object(self)
      }
    default: return nil
    }
  }

  private func function(_ name: String, _ body: @escaping ([CallArgument], Context) throws -> Value) -> Value {
    .object(NativeFunction(name, body))
  }

  /// `criterion.reduction = "sum"` is another choice; any other name is kept for the program.
  func assign(_ value: Value, to name: String, _ context: Context) throws {
    if let place = choices.firstIndex(where: { $0.name == name }) {
      given.insert(name)
      return choices[place].value = value
    }
    guard !attributeNames.contains(name) || further.contains(where: { $0.name == name }) else {
      throw Diagnostic(.attribute, "`\(name)` of \(className) is what it does, and stays")
    }
    if let place = further.firstIndex(where: { $0.name == name }) { return further[place].value = value }
    further.append((name, value))
  }

  func remove(attribute name: String, _ context: Context) throws -> Bool {
    guard let place = further.firstIndex(where: { $0.name == name }) else { return false }
    further.remove(at: place)
    return true
  }
}
