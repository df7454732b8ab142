/// A type of numbers as NumPy's headers name it.
struct NPYType {
  let number: StoredNumber
  let isBigEndian: Bool

  /// Types that have one name for all orders of bytes: letters of one type each, and names.
  private static let names: [String: StoredNumber] = [
    "?": .bool, "b": .int8, "B": .uint8, "h": .int16, "H": .uint16, "i": .int32, "I": .uint32, "l": .int64,
    "L": .uint64,
    "q": .int64, "Q": .uint64, "e": .float16, "f": .float32, "d": .float64,
    "bool": .bool, "int8": .int8, "uint8": .uint8, "int16": .int16, "uint16": .uint16, "int32": .int32,
    "uint32": .uint32,
    "int64": .int64, "uint64": .uint64, "float16": .float16, "float32": .float32, "float64": .float64,
    // A letter for the kind, and the number of bytes.
    "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32,
    "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
  ]

  /// Contents of types that are no numbers, by the letter of their kind.
  private static let others: [Character: String] = [
    "U": "text", "S": "text", "a": "text", "O": "Python objects", "V": "records", "M": "dates", "m": "times",
    "c": "complex numbers", "F": "complex numbers", "D": "complex numbers", "G": "complex numbers",
    "f": "numbers of more than 64 bits", "g": "numbers of more than 64 bits",
  ]

  /// Nil where this names no numbers that are read.
  init?(_ literal: PythonLiteral) {
    guard case .text(let name) = literal else { return nil }
    let order = name.first.flatMap { "<>=|".contains($0) ? $0 : nil }
    guard let number = Self.names[order == nil ? name : String(name.dropFirst())] else { return nil }
    (self.number, isBigEndian) = (number, order == ">" && number.size > 1)
  }

  /// The contents of an array of a type that is not read, in words.
  static func contents(_ literal: PythonLiteral) -> String {
    switch literal {
    case .list: return "records"
    case .text(let name):
      let kind = name.first { !"<>=|".contains($0) }
      return (kind.flatMap { others[$0] } ?? "something else") + " (\(name.prefix(20)))"
    default: return "something else"
    }
  }
}
