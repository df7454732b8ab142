import Tensors
/// The types of numbers that files of tensors hold, by safetensors' names.
package enum StoredNumber: String, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint64 = "U64"
  case uint32 = "U32"
  case uint16 = "U16"
  case uint8 = "U8"
  case bool = "BOOL"

  /// The type that a tensor's numbers have in a file.
  package init(of tensor: Tensor) {
    self =
      switch tensor.kind {
      case .truth: .bool
      case .byte: .uint8
      case .whole: .int64
      case .real: .float32
      }
  }

  /// A tensor's numbers in that type, the least significant byte first.
  static func bytes(of tensor: Tensor) -> [UInt8] {
    withExtendedLifetime(tensor.storage) {
      switch tensor.kind {
      case .truth: tensor.elements.map { $0 == 0 ? 0 : 1 }
      case .byte: tensor.elements.map { UInt8(exactly: $0) ?? 0 }
      case .whole: tensor.elements.map { Int64($0).littleEndian }.withUnsafeBytes { [UInt8]($0) }
      case .real: [UInt8](UnsafeRawBufferPointer(tensor.elements))
      }
    }
  }

  /// Bytes of one number.
  package var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  package var isFloat: Bool {
    switch self {
    case .float64, .float32, .float16, .bfloat16: true
    default: false
    }
  }

  /// What a tensor of such numbers holds.
  package var kind: ElementKind {
    switch self {
    case .bool: .truth
    case .uint8: .byte
    default: isFloat ? .real : .whole
    }
  }

  /// Whether its large whole numbers are none that float32 holds.
  package var isRounded: Bool { !isFloat && size >= 4 }

  /// `float32`, as NumPy and PyTorch call it.
  package var name: String { "\(self)" }

  /// The number whose bytes begin at an offset, the least significant first.
  func number(in bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
    func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
      Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }
    return switch self {
    case .float64: Double(bitPattern: bits(UInt64.self))
    case .float32: Double(Float(bitPattern: bits(UInt32.self)))
    case .float16: Double(Float16(bitPattern: bits(UInt16.self)))
    case .bfloat16: Double(Float(bitPattern: UInt32(bits(UInt16.self)) << 16))
    case .int64: Double(bits(Int64.self))
    case .int32: Double(bits(Int32.self))
    case .int16: Double(bits(Int16.self))
    case .int8: Double(bits(Int8.self))
    case .uint64: Double(bits(UInt64.self))
    case .uint32: Double(bits(UInt32.self))
    case .uint16: Double(bits(UInt16.self))
    case .uint8: Double(bits(UInt8.self))
    case .bool: bits(UInt8.self) == 0 ? 0 : 1
    }
  }

  /// All numbers of a run of bytes, the least significant byte of each first.
  func convert(_ bytes: UnsafeRawBufferPointer, into numbers: UnsafeMutableBufferPointer<Float>) {
    guard self != .float32 else {
      // Copied bit by bit: a NaN keeps its payload too.
      UnsafeMutableRawBufferPointer(numbers).copyMemory(from: bytes)
      return
    }
    for index in numbers.indices { numbers[index] = Float(number(in: bytes, at: index * size)) }
  }

  /// Turns the bytes of each number around.
  static func reverseBytes(_ bytes: UnsafeMutableRawBufferPointer, size: Int) {
    for start in stride(from: 0, to: bytes.count, by: size) {
      for place in 0..<size / 2 { bytes.swapAt(start + place, start + size - 1 - place) }
    }
  }
}
