import Autodiff
import Language
import Tensors

/// NumPy's functions, of which many are methods of its arrays too. Names, orders and defaults are NumPy's, which are not
/// always PyTorch's: a variance divides by all elements, `max` along an axis gives the values alone.
///
/// What comes out is an array, or a number where it has no dimension.
enum ArrayFunctions {
  /// Every function, by name.
  nonisolated(unsafe) static let all: [String: Entry] = Dictionary(
    (elementwise + pairs + reductions + shapes + choices).map { ($0.name, $0) }, uniquingKeysWith: { $1 })

  /// Functions that are methods too, with the array as their first argument.
  static let methods: Set<String> = [
    "all", "any", "argmax", "argmin", "argsort", "clip", "cumprod", "cumsum", "dot", "max", "mean", "min", "prod",
    "ptp",
    "ravel", "repeat", "reshape", "round", "squeeze", "std", "sum", "swapaxes", "transpose", "var",
  ]

  // MARK: How they are made

  /// The table's entries that do the work.
  nonisolated(unsafe) static let workers: [String: Entry] = Dictionary(
    (MathsEntries.all + ReductionEntries.all + MovementEntries.all + activations).map { ($0.name, $0.aliasing) },
    uniquingKeysWith: { $1 })

  /// What is a layer in the table.
  private static var activations: [Entry] {
    [
      Entry(
        "tanh", group: "maths", "the hyperbolic tangent", parameters: [.x()], result: "tensor", abstract: .unknown,
        example: "np.tanh"
      ) {
        arguments, _ in Value(try .tanh(arguments.tensor("x", for: "tanh")))
      }
    ]
  }

  static func entry(
    _ name: String, _ summary: String, _ parameters: [Parameter], result: String = "array",
    _ run: @escaping (Arguments, Context) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "modules", summary, parameters: parameters, result: result, abstract: .unknown,
      example: "np.\(name)", run: run)
    entry.isBare = false
    return entry
  }

  /// What the table's entry of that name gives, as NumPy has it.
  static func work(_ name: String, _ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard let worker = workers[name] else { throw Diagnostic(.name, "there is no `\(name)`") }
    return array(try context.call(.builtin(worker), arguments))
  }

  /// A result as NumPy has it: an array, or a number where it has no dimension.
  static func array(_ value: Value) -> Value {
    switch value {
    case .object(let object as TensorValue):
      guard object.ownView != nil, object.variable.shape.rank > 0 else { return array(object.variable) }
      return object.look(.detach(object.variable), isDetached: true, asArray: true) { $0 }
    case .tuple(let tuple): return .tuple(tuple.items.map(array))
    case .list(let list): return .list(list.items.map(array))
    default: return value
    }
  }

  static func array(_ x: Variable) -> Value {
    guard x.shape.rank == 0, let number = try? x.value.item() else {
      return .object(TensorValue(.detach(x), isArray: true))
    }
    if let transcript = Transcript.current, transcript.contains(x) {
      transcript.note(TranscriptProblem.reading("an element of an array"))
    }
    return x.value.number(number)
  }

  static var a: Parameter { Parameter("a", .like("tensor"), otherNames: ["x", "arr"], "an array, or numbers") }

  static func axis(_ summary: String = "along which dimension; None: of all elements") -> Parameter {
    Parameter("axis", .integers, default: Value.none, summary)
  }

  /// The argument itself where it is a tensor or an array, which what looks into it changes with.
  static func source(_ arguments: Arguments, _ entry: String) throws -> CallArgument {
    CallArgument(arguments["a"].asTensor == nil ? Value(try operand(arguments, entry)) : arguments["a"])
  }

  static func operand(_ arguments: Arguments, _ entry: String, _ name: String = "a") throws -> Variable {
    try arguments.tensor(name, for: "np.\(entry)")
  }
}
