import Autodiff
import Language
import Tensors

/// Indexing and slicing as in NumPy: whole numbers drop a dimension, slices keep it, a mask or a tensor (or list) of
/// indices chooses from it.
enum TensorIndexing {
  static func subscripted(_ x: Variable, _ indices: [Index]) throws -> Variable {
    guard indices.count <= x.shape.rank else {
      throw Diagnostic(
        .index,
        "a tensor of shape \(x.shape) has \(x.shape.rank) dimension\(x.shape.rank == 1 ? "" : "s"), and "
          + "\(indices.count) indices were given")
    }
    var result = x
    var dimension = 0
    for index in indices {
      switch index {
      case .slice(let start, let stop, let step):
        result = try slice(result, dimension, start, stop, step ?? 1)
        dimension += 1
      case .value(let value):
        if let place = wholeNumber(value) {
          result = try drop(result, dimension, place)
        } else {
          result = try .select(result, dimension, try places(value, in: result.shape[dimension]))
          dimension += 1
        }
      }
    }
    return result
  }

  static func row(_ x: Variable, _ index: Int) throws -> Variable { try drop(x, 0, index) }

  private static func wholeNumber(_ value: Value) -> Int? {
    guard let number = value.number, !(value.asTensor?.isMask ?? false) else { return nil }
    if let tensor = value.asTensor, tensor.variable.shape.rank > 0 { return nil }
    return Int(exactly: number)
  }

  private static func drop(_ x: Variable, _ dimension: Int, _ index: Int) throws -> Variable {
    let place = try checked(index, x.shape[dimension], dimension)
    let slice = try Variable.slice(x, dimension, start: place, count: 1, step: 1)
    return try .reshape(slice, x.shape.removing(dimension))
  }

  /// Python's rules: bounds are counted from the end where negative, and held to the range.
  private static func slice(
    _ x: Variable, _ dimension: Int, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws -> Variable {
    guard step != 0 else { throw Diagnostic(.value, "the step of a slice cannot be 0") }
    let length = x.shape[dimension]
    func bound(_ value: Int, _ low: Int, _ high: Int) -> Int {
      let fromStart = value < 0 ? value.addingReportingOverflow(length).partialValue : value
      return min(max(fromStart, low), high)
    }
    let (first, last) =
      step > 0
      ? (bound(start ?? 0, 0, length), bound(stop ?? length, 0, length))
      : (bound(start ?? length - 1, -1, length - 1), stop.map { bound($0, -1, length - 1) } ?? -1)
    // Steps beyond the length take the first element only, however large they are.
    let pace = min(max(step, -max(1, length)), max(1, length))
    let count = pace > 0 ? max(0, (last - first + pace - 1) / pace) : max(0, (first - last - pace - 1) / -pace)
    return try .slice(x, dimension, start: count > 0 ? first : 0, count: count, step: pace)
  }

  private static func places(_ value: Value, in length: Int) throws -> [Int] {
    let tensor = try value.tensor(for: "an index")
    guard tensor.shape.rank == 1 else {
      throw Diagnostic(.index, "an index is a number, a slice, or a row of numbers, and this is \(value.phrase)")
    }
    if value.asTensor?.isMask ?? false {
      guard tensor.value.count == length else {
        throw Diagnostic(
          .index, "the mask has \(tensor.value.count) elements, and the dimension it chooses from has \(length)")
      }
      return tensor.value.array.indices.filter { tensor.value.pointer[$0] != 0 }
    }
    return try tensor.value.array.map { number in
      guard let index = Int(exactly: number) else {
        throw Diagnostic(.index, "indices are whole numbers, and one of these is \(number)")
      }
      return try checked(index, length, 0)
    }
  }

  private static func checked(_ index: Int, _ length: Int, _ dimension: Int) throws -> Int {
    guard index >= -length, index < length else {
      throw Diagnostic(
        .index, "index \(index) is outside of dimension \(dimension), which has \(length) elements",
        suggestion: length == 0 ? nil : "use \(-length) to \(length - 1)")
    }
    return index < 0 ? index + length : index
  }
}

extension Value {
  var asTensor: TensorValue? { if case .object(let object) = self { object as? TensorValue } else { nil } }
}
