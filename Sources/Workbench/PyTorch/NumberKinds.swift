import Autodiff
import Language
import Networks
import Tensors
import Threads

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
  /// Whether it is a tensor's, which does not remember which type of that kind a program asked for.
  private let isPresumed: Bool

  init(_ name: String, _ kind: Kind, of library: String? = "torch", isPresumed: Bool = false) {
    (self.name, self.kind, self.library, self.isPresumed) = (name, kind, library, isPresumed)
  }

  /// The type of a tensor's numbers.
  static func value(of tensor: TensorValue) -> Value {
    .object(
      NumberKindValue(
        tensor.numberType, Kind(tensor.variable.tensor.kind), of: tensor.isArray ? nil : "torch",
        isPresumed: tensor.isNumberTypePresumed))
  }

  // MARK: Types that are held as others

  /// Those that programs asked for on this thread, beside float32 and int64.
  private static let asked = ThreadLocal<Set<String>> { [] }

  static func note(_ type: String) { asked.value.insert(type) }

  /// The type that numbers of that precision have, where it is not their kind's usual one.
  static func rarer(_ precision: TensorValue.Precision) -> String? {
    switch precision {
    case .unsaid, .single: nil
    case .double: "float64"
    case .int32: "int32"
    case .int16: "int16"
    case .int8: "int8"
    }
  }

  /// What an argument for `dtype` says of the precision.
  static func precision(of type: Value) -> TensorValue.Precision {
    let known: NumberKindValue? =
      switch type {
      case .object(let object): object as? NumberKindValue
      case .string(let name):
        if case .object(let object)? = all[name] { object as? NumberKindValue } else { nil }
      default: nil
      }
    switch known?.canonical {
    case "float32": return .single
    case "int32": return .int32
    case "int16": return .int16
    case "int8": return .int8
    default: return isDouble(type) ? .double : .unsaid
    }
  }

  /// A tensor's type beside one of the same kind that a program asked for somewhere: that it is another nobody knows.
  private func checkIsKnown(beside other: NumberKindValue) throws {
    for (presumed, named) in [(self, other), (other, self)]
    where presumed.isPresumed && !named.isPresumed && presumed.kind == named.kind
      && presumed.canonical != named.canonical && Self.asked.value.contains(named.canonical)
    {
      throw Diagnostic(
        .type,
        "whether this would be \(named.name) in PyTorch is not known: it is held as \(presumed.name), and what is computed from a "
          + "tensor does not remember what was asked for",
        suggestion: presumed.kind == .real
          ? "x.is_floating_point() tells real numbers from whole ones"
          : "not x.is_floating_point() tells whole numbers from real ones")
    }
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
    guard operation == .equal || operation == .notEqual, let isSame = try isSame(as: other) else { return nil }
    return .bool(isSame == (operation == .equal))
  }

  let attributeNames = ["is_floating_point", "is_complex", "is_signed", "itemsize"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "is_floating_point": .bool(kind == .real || kind == .half)
    case "is_complex": .bool(false)
    case "is_signed": .bool(kind != .byte && kind != .truth)
    case "itemsize":
      .integer(
        ["float64": 8, "int64": 8, "float16": 2, "bfloat16": 2, "int16": 2, "int8": 1, "uint8": 1, "bool": 1][canonical]
          ?? 4)
    default: nil
    }
  }

  /// Whether the other value names the same type; nil where it is none. NumPy's are also Python's `bool`, `int` and `float`, and are called
  /// by their names.
  private func isSame(as other: Value) throws -> Bool? {
    switch other {
    case .object(let object as NumberKindValue):
      try checkIsKnown(beside: object)
      return object.canonical == canonical
    case .builtin(let entry) where library == nil && ["bool", "int", "float"].contains(entry.name):
      return ["bool": "bool", "int": "int64", "float": "float64"][entry.name] == canonical
    case .string(let name) where library == nil:
      guard case .object(let object as NumberKindValue)? = Self.all[name] else { return nil }
      try checkIsKnown(beside: object)
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
  static var out: Parameter {
    Parameter("out", .any, default: Value.none, style: .keywordOnly, "a tensor that becomes the result, in its shape")
  }
  static var requiresGrad: Parameter {
    Parameter("requires_grad", .bool, default: .bool(false), style: .keywordOnly, "whether its gradient is kept")
  }
}

extension Entry {
  /// A function that makes a tensor, with what PyTorch lets one say of it.
  var creating: Entry {
    takingSize.adding([.dtype, .device, .requiresGrad]) { [name, parameters] value, arguments in
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
        // The tensor of an array's numbers has their type.
        guard name == "tensor", let array = arguments[parameters[0].name].asTensor, array.isArray,
          !AbstractTensors.inUse
        else { return value }
        return (value.asTensor?.said(array.precision(asArray: false))).map { .object($0) } ?? value
      }
      let converted = try NumberKindValue.converted(x, to: kind)
      guard arguments.bool("requires_grad") else {
        return .object(TensorValue(converted).said(NumberKindValue.precision(of: arguments["dtype"])))
      }
      let parameter = try LearnedParameter(try converted.value.copy(), kind: converted.tensor.kind)
      try parameter.checkLearns(name, parameter: "requires_grad")
      return Value(parameter)
    }.takingOut
  }

  /// `zeros(size=(2, 3))`
  private var takingSize: Entry {
    var entry = self
    entry.parameters = parameters.map { parameter in
      var parameter = parameter
      if parameter.name == "shape" { parameter.otherNames.append("size") }
      return parameter
    }
    return entry
  }
}
