import Autodiff
import Language
import Networks
import Tensors

/// `torch.Tensor`, and `torch.FloatTensor` and its like of older programs: classes for `isinstance`, types for `x.type(…)`, and
/// calls that make a tensor of lengths or of numbers.
final class TensorClass: NativeClass {
  let name: String
  /// The type of its numbers, as `dtype` says it; nil for the class of all tensors.
  private let type: String?

  private init(_ name: String, _ type: String?) { (self.name, self.type) = (name, type) }

  /// The classes by the types of their numbers.
  private static let names = [
    ("FloatTensor", "float32"), ("DoubleTensor", "float64"), ("HalfTensor", "float16"), ("LongTensor", "int64"),
    ("IntTensor", "int32"), ("ShortTensor", "int16"), ("CharTensor", "int8"), ("ByteTensor", "uint8"),
    ("BoolTensor", "bool"),
  ]

  // Never changed once made: a library's class refuses new attributes.
  nonisolated(unsafe) static let shared = ClassValue(TensorClass("Tensor", nil))

  /// All of them, as members of `torch`.
  static var all: [String: Value] {
    names.reduce(into: ["Tensor": .object(shared)]) { all, item in
      all[item.0] = .object(ClassValue(TensorClass(item.0, item.1)))
    }
  }

  /// The text that `x.type()` gives.
  static func text(ofType type: String) -> String {
    let plain = type.split(separator: ".").last.map(String.init) ?? type
    return names.first { $0.1 == plain }.map { "torch.\($0.0)" } ?? type
  }

  /// The type of numbers that a value means where one of these classes, or its name in quotation marks, stands for a type; else
  /// the value itself.
  static func type(_ value: Value) -> Value {
    switch value {
    case .object(let object as ClassValue):
      guard let type = (object.native as? TensorClass)?.type else { return value }
      return NumberKindValue.all[type] ?? value
    case .string(let text) where text.hasPrefix("torch."):
      let name = text.dropFirst("torch.".count)
      return names.first { $0.0 == name || $0.1 == name }.flatMap { NumberKindValue.all[$0.1] } ?? value
    default: return value
    }
  }

  func includes(_ value: Value) -> Bool {
    guard let tensor = value.asTensor, !tensor.isArray else { return false }
    guard let type, let own = (try? tensor.attribute("dtype", Context.quiet)) ?? nil else { return true }
    return Self.text(ofType: own.repr) == "torch.\(name)" && !type.isEmpty
  }

  func make(_ class: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    // A tensor of these numbers is looked into, not copied.
    if arguments.count == 1, let x = arguments[0].value.asTensor, !x.isArray, x.variable.tensor.kind == .real,
      type == nil || type == "float32", !AbstractTensors.inUse
    {
      return x.look(.detach(x.variable), isDetached: true) { $0 }
    }
    let made = try converted(try made(arguments.map(\.value)))
    guard let type, let kind = NumberKindValue.all[type] else { return Value(made) }
    return .object(TensorValue(made).said(NumberKindValue.precision(of: kind)))
  }

  private func made(_ values: [Value]) throws -> Variable {
    if values.count == 1, case .range = values[0] { return try values[0].tensor(for: "torch.\(name)") }
    if values.count == 1, case .tuple(let lengths) = values[0] {
      if lengths.isOfLengths { return try filled(lengths.items) }
      // Lengths are whole.
      if lengths.items.contains(where: { $0.wholeNumber == nil }) {
        return .detach(try values[0].tensor(for: "torch.\(name)"))
      }
      let text = Value.tuple(lengths).repr
      throw Diagnostic(
        .type, "torch.\(name)(\(text)): whether these are the numbers or the lengths of dimensions cannot be told",
        suggestion: "torch.tensor(\(text)), or torch.zeros(\(text))")
    }
    if values.count == 1, values[0].elements != nil || values[0].asTensor != nil {
      let x = try values[0].tensor(for: "torch.\(name)")
      // Of a list's numbers it is a tensor by itself.
      return values[0].elements == nil ? x : .detach(x)
    }
    // Without lengths there is nothing in it, and not one number.
    return values.isEmpty ? Variable(try .full([0], 0)) : try filled(values)
  }

  /// What is to be filled: here it begins with zeros.
  private func filled(_ values: [Value]) throws -> Variable {
    let lengths = values.compactMap(\.wholeNumber)
    guard lengths.count == values.count else {
      throw Diagnostic(.type, "torch.\(name) takes lengths of dimensions, or a list of numbers")
    }
    return Variable(try .full(Shape(lengths: lengths, for: "torch.\(name)"), 0))
  }

  private func converted(_ x: Variable) throws -> Variable {
    guard let type, case .object(let object)? = NumberKindValue.all[type], let number = object as? NumberKindValue
    else { return try NumberKindValue.converted(x, to: .real) }
    return try NumberKindValue.converted(name == "FloatTensor" ? x : .detach(x), to: number.kind)
  }
}
