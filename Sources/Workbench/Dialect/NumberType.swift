/// Types of numbers by their names elsewhere: all tensors here are float32.
enum NumberType {
  /// Whether the text names a type of floating-point numbers, for which float32 stands.
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
