import JupyterWire

/// The numbers by which a client asks for the parts of a variable that it was shown.
///
/// It belongs to the thread whose variables they are.
final class VariableReferences {
  private let numbers: DebugNumbers
  private var parts: [Int: () throws -> [DebugVariable]] = [:]

  init(_ numbers: DebugNumbers) { self.numbers = numbers }

  /// A number for variables that can be asked for.
  func add(_ variables: @escaping () throws -> [DebugVariable]) -> Int {
    let number = numbers.take()
    parts[number] = variables
    return number
  }

  /// The variables behind a number; nil where it is of before.
  func variables(_ number: Int) throws -> [DebugVariable]? { try parts[number]?() }

  /// Variables as a client is shown them; those with parts get a number.
  func json(_ variables: [DebugVariable]) -> JSON { .array(variables.map { .object(json($0)) }) }

  /// A variable as a client is shown it.
  func json(_ variable: DebugVariable) -> JSONObject {
    var object: JSONObject = [
      "name": .string(variable.name), "value": .string(variable.value),
      "variablesReference": .integer(variable.parts.map(add) ?? 0),
    ]
    if let type = variable.type { object["type"] = .string(type) }
    if let name = variable.evaluateName { object["evaluateName"] = .string(name) }
    return object
  }
}
