import FoundationEssentials
import Tensors

/// Puts tensors together into a safetensors file.
package struct SafetensorsWriter: Sendable {
  /// Remarks about the file, for whoever reads it.
  package var metadata: [String: String] = [:]
  private var tensors: [(name: String, type: StoredNumber, shape: Shape, numbers: Numbers)] = []

  /// The numbers of a tensor: copied, or those of a tensor that never changes.
  private enum Numbers {
    case copied([UInt8])
    case held(Tensor)
  }

  package init() {}

  /// Adds a tensor as float32, a mask as bools, whole numbers as int64 or uint8. Its numbers are copied: it may change afterwards.
  package mutating func add(_ name: String, _ tensor: Tensor) {
    tensors.append((name, StoredNumber(of: tensor), tensor.shape, .copied(StoredNumber.bytes(of: tensor))))
  }

  /// Adds a tensor that nobody writes to. Its numbers are copied when the file is put together, on whichever thread that is.
  package mutating func addConstant(_ name: String, _ tensor: Tensor) {
    tensors.append((name, StoredNumber(of: tensor), tensor.shape, .held(tensor)))
  }

  /// Adds whole numbers.
  package mutating func add(_ name: String, _ numbers: [Int64]) {
    tensors.append((name, .int64, [numbers.count], .copied(numbers.withUnsafeBytes { [UInt8]($0) })))
  }

  /// Adds numbers in double precision.
  ///
  /// - Parameter shape: one of as many elements.
  package mutating func add(_ name: String, _ numbers: [Double], _ shape: Shape) {
    tensors.append((name, .float64, shape, .copied(numbers.withUnsafeBytes { [UInt8]($0) })))
  }

  /// The whole file. Equal contents give equal bytes.
  ///
  /// - Throws: ``SafetensorsError`` where two tensors have one name, or the metadata exceed what a header may hold.
  package func encoded() throws -> [UInt8] {
    var header = SafetensorsHeader()
    header.metadata = metadata
    // Larger numbers first, so that all lie at multiples of their size.
    let ordered = [8, 4, 1].flatMap { size in tensors.filter { $0.type.size == size } }
    var end = 0
    for tensor in ordered {
      guard tensor.name != "__metadata__" else {
        throw SafetensorsError("a tensor cannot be called __metadata__ in such a file: give it another name")
      }
      let size = tensor.shape.count * tensor.type.size
      let place = SafetensorsHeader.Place(
        dtype: tensor.type.rawValue, shape: tensor.shape.dimensions, data_offsets: [end, end + size])
      guard header.places.updateValue(place, forKey: tensor.name) == nil else {
        throw SafetensorsError("two tensors would have the name \(tensor.name)")
      }
      end += size
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = [UInt8](try encoder.encode(header))
    json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
    guard json.count <= SafetensorsHeader.longest else {
      throw SafetensorsError("the header would have \(json.count) bytes, and \(SafetensorsHeader.longest) are allowed")
    }
    var file: [UInt8] = []
    file.reserveCapacity(8 + json.count + end)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { file += $0 }
    file += json
    for tensor in ordered {
      switch tensor.numbers {
      case .copied(let bytes): file += bytes
      case .held(let held):
        withExtendedLifetime(held.storage) {
          if held.kind == .real {
            file += UnsafeRawBufferPointer(held.elements)
          } else {
            file += StoredNumber.bytes(of: held)
          }
        }
      }
    }
    return file
  }
}
