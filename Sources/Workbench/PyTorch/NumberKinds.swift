import Autodiff
import Language
import Networks
import Tensors

/// `torch.float32` and its like. Tensors hold float32 here; of the types what one can see is kept: whole numbers, and
/// truths.
final class NumberKindValue: ObjectValue {
  enum Kind {
    case real, whole, byte, truth, half

    init(_ kind: ElementKind) {
      self =
        switch kind {
        case .real: .real
        case .whole: .whole
        case .byte: .byte
        case .truth: .truth
        }
    }
  }

  let name: String
  let kind: Kind
  /// Whose it is, as its text says: `torch`; nil for NumPy's.
  private let library: String?

  init(_ name: String, _ kind: Kind, of library: String? = "torch") {
    (self.name, self.kind, self.library) = (name, kind, library)
  }

  var typeName: String { "dtype" }
  var detail: String? { name }
  /// One type, whichever of its names it is called by.
  var identity: ObjectIdentifier {
    guard library != nil, case .object(let object)? = Self.all[canonical] else { return ObjectIdentifier(self) }
    return ObjectIdentifier(object)
  }
  var isKey: Bool { true }
  func repr() -> String { library.map { "\($0).\(name)" } ?? name }

  /// NumPy's types make a number, or an array, of what they are called with.
  var isCallable: Bool { library == nil }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard library == nil else {
      throw Diagnostic(
        .type, "\(repr()) is a type of numbers, and takes no arguments",
        suggestion: "x.to(\(repr())), or torch.tensor(x, dtype=\(repr()))")
    }
    guard arguments.count == 1, arguments[0].name == nil else {
      throw Diagnostic(.argument, "np.\(name) takes one number, or an array")
    }
    let x = try arguments[0].value.tensor(for: "np.\(name)")
    return ArrayFunctions.array(try Self.converted(.detach(x), to: kind))
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let isSame = isSame(as: other) else { return nil }
    return .bool(isSame == (operation == .equal))
  }

  /// Whether the other value names the same type; nil where it is none. NumPy's are also Python's `bool`, `int` and `float`, each for all
  /// numbers of its kind, and are called by their names.
  private func isSame(as other: Value) -> Bool? {
    switch other {
    case .object(let object as NumberKindValue): return object.canonical == canonical
    case .builtin(let entry) where library == nil && ["bool", "int", "float"].contains(entry.name):
      let kinds: [String: [Kind]] = ["bool": [.truth], "int": [.whole], "float": [.real]]
      return kinds[entry.name]?.contains(kind) == true
    case .string(let name) where library == nil:
      guard case .object(let object as NumberKindValue)? = Self.all[name] else { return nil }
      return object.canonical == canonical
    default: return nil
    }
  }

  // Made once, and never changed.
  nonisolated(unsafe) static let all: [String: Value] = {
    let kinds: [(Kind, String)] = [
      (.real, "float32 float float64 double"), (.half, "float16 half bfloat16"),
      (.whole, "int64 long int32 int int16 short int8"), (.byte, "uint8"), (.truth, "bool"),
    ]
    return kinds.reduce(into: [:]) { all, item in
      for name in item.1.split(separator: " ") { all[String(name)] = .object(NumberKindValue(String(name), item.0)) }
    }
  }()

  /// The type that a tensor says it has: one of those that its kind of numbers has there.
  static func name(of kind: ElementKind) -> String {
    switch kind {
    case .truth: "bool"
    case .byte: "uint8"
    case .whole: "int64"
    case .real: "float32"
    }
  }

  /// The same type under all of its names.
  private var canonical: String {
    ["float": "float32", "double": "float64", "half": "float16", "long": "int64", "int": "int32", "short": "int16"][
      name] ?? name
  }

  /// Whether an argument for `dtype` says double precision.
  static func isDouble(_ value: Value) -> Bool {
    switch value {
    case .object(let object as NumberKindValue): ["float64", "double"].contains(object.name)
    case .builtin(let type): type.name == "float"
    case .string(let name): ["float64", "double", "float"].contains(name)
    default: false
    }
  }

  /// The kind that an argument for `dtype` means; nil where it leaves the numbers as they are.
  static func kind(_ value: Value, for entry: String) throws -> Kind? {
    switch value {
    case .none: return nil
    case .object(let object as NumberKindValue): return object.kind
    case .builtin(let type) where ["float", "int", "bool"].contains(type.name):
      return type.name == "float" ? .real : type.name == "int" ? .whole : .truth
    case .string(let name):
      if case .object(let object as NumberKindValue)? = all[name] { return object.kind }
      fallthrough
    default:
      throw Diagnostic(
        .type, "`dtype` of \(entry) is a type of numbers, as torch.float32, and this is \(value.phrase)",
        parameter: "dtype")
    }
  }

  /// The numbers as that kind has them: whole ones cut off behind the point, truths from what is not 0.
  static func converted(_ x: Variable, to kind: Kind?) throws -> Variable {
    if AbstractTensors.inUse { return x }
    switch kind {
    case nil: return x
    case .real: return x.tensor.kind == .real ? x : .counted(x, as: .real)
    case .whole:
      if x.tensor.kind != .real { return .counted(x, as: .whole) }
      return Variable(try x.value.mapScalars("long") { $0.rounded(.towardZero) }.held(as: .whole, "long"))
    case .byte:
      if x.tensor.kind == .byte { return x }
      return Variable(try x.value.as(.real).mapScalars("byte") { $0.rounded(.towardZero) }.held(as: .byte, "byte"))
    case .half:
      throw Diagnostic(
        .value, "there are no numbers of half precision here: all are float32", suggestion: "leave the type out")
    case .truth: return try .compare(x, .notEqual, .constant(0))
    }
  }
}

/// `torch.device("cpu")`: everything runs on the processor.
final class DeviceValue: ObjectValue {
  var typeName: String { "device" }
  // There is one.
  var identity: ObjectIdentifier { ObjectIdentifier(Self.self) }
  var isKey: Bool { true }
  func repr() -> String { "device(type='cpu')" }
  var printedText: String? { "cpu" }
  let attributeNames = ["type", "index"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "type": .string("cpu")
    case "index": Value.none
    default: nil
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation == .equal || operation == .notEqual, (try? Self.check(other, for: "")) != nil, !other.isNone else {
      return nil
    }
    return .bool(operation == .equal)
  }

  /// Refuses every device but the processor.
  static func check(_ value: Value, for entry: String) throws {
    switch value {
    case .none: return
    case .object(let object) where object is DeviceValue: return
    case .string(let name) where name == "cpu" || name.hasPrefix("cpu:"): return
    default:
      throw Diagnostic(
        .value, "there is no device \(value.repr) here: everything runs on the processor",
        suggestion: "device = \"cuda\" if torch.cuda.is_available() else \"cpu\"", parameter: "device")
    }
  }
}

extension Parameter {
  /// Where PyTorch lets one choose a device and a type of numbers.
  static var device: Parameter {
    Parameter("device", .any, default: Value.none, style: .keywordOnly, "the processor, \"cpu\": there is no other")
  }
  static var dtype: Parameter {
    Parameter(
      "dtype", .any, default: Value.none, style: .keywordOnly,
      "whole numbers, truths or real ones; all are held as float32")
  }
  static var requiresGrad: Parameter {
    Parameter("requires_grad", .bool, default: .bool(false), style: .keywordOnly, "whether its gradient is kept")
  }
}

extension Entry {
  /// A function that makes a tensor, with what PyTorch lets one say of it.
  var creating: Entry {
    adding([.dtype, .device, .requiresGrad]) { [name] value, arguments in
      try DeviceValue.check(arguments["device"], for: name)
      let kind = try NumberKindValue.kind(arguments["dtype"], for: name)
      if kind == .whole || kind == .byte || kind == .truth, ["rand", "randn", "rand_like", "randn_like"].contains(name)
      {
        throw Diagnostic(
          .value, "\(name) draws real numbers, and \(arguments["dtype"].repr) holds none",
          suggestion: "torch.randint(0, 10, (3,)) draws whole ones", parameter: "dtype")
      }
      guard let x = value.asTensor?.variable, kind != nil || arguments.bool("requires_grad"), !AbstractTensors.inUse
      else {
        return value
      }
      let converted = try NumberKindValue.converted(x, to: kind)
      guard arguments.bool("requires_grad") else {
        return .object(TensorValue(converted).said(NumberKindValue.isDouble(arguments["dtype"]) ? .double : .single))
      }
      let parameter = try LearnedParameter(try converted.value.copy(), kind: converted.tensor.kind)
      try parameter.checkLearns(name, parameter: "requires_grad")
      return Value(parameter)
    }
  }
}
