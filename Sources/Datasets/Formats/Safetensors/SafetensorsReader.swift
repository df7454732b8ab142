import FoundationEssentials
import Tensors

/// The tensors of a safetensors file.
///
/// The format (https://huggingface.co/docs/safetensors): eight bytes with the length of the header, the least significant
/// first; the header in JSON; the numbers of all tensors one after another, without gaps or overlaps.
package struct SafetensorsReader: Sendable {
  package struct Entry: Sendable {
    package let type: StoredNumber
    package let shape: Shape
    /// Where its numbers lie in the file.
    let bytes: Range<Int>
  }

  /// The writer's remarks about the file.
  package let metadata: [String: String]
  package let entries: [String: Entry]
  let bytes: [UInt8]

  /// - Throws: ``SafetensorsError`` where the bytes are anything but a whole safetensors file.
  package init(_ bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else {
      throw SafetensorsError("expected the 8 bytes of a header's length, found \(bytes.count) in all")
    }
    let stated = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard stated <= UInt64(SafetensorsHeader.longest) else {
      throw SafetensorsError(
        "its first 8 bytes state a header of \(stated) bytes, and the most there may be is "
          + "\(SafetensorsHeader.longest): this is no safetensors file")
    }
    let start = 8 + Int(stated)
    guard start <= bytes.count else {
      throw SafetensorsError("expected a header of \(stated) bytes, found \(bytes.count - 8): the file was cut off")
    }
    guard start > 8, bytes[8] == UInt8(ascii: "{") else {
      throw SafetensorsError("its header does not begin with {: this is no safetensors file")
    }
    let header: SafetensorsHeader
    do { header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(bytes[8..<start])) } catch {
      throw SafetensorsError("its header is not the JSON that safetensors files have")
    }
    var entries: [String: Entry] = [:]
    for (name, place) in header.places { entries[name] = try Self.entry(name, place, start, bytes.count) }
    try Self.checkCoverage(entries, from: start, to: bytes.count)
    (metadata, self.entries, self.bytes) = (header.metadata, entries, bytes)
  }

  private static func entry(
    _ name: String, _ place: SafetensorsHeader.Place, _ start: Int, _ end: Int
  ) throws(SafetensorsError) -> Entry {
    let shown = name.inMessage
    guard let type = StoredNumber(rawValue: place.dtype) else {
      throw SafetensorsError("the numbers of \(shown) are of the unknown type \(place.dtype.inMessage)")
    }
    let shape = Shape(place.shape)
    guard place.shape.allSatisfy({ $0 >= 0 }), place.data_offsets.count == 2 else {
      throw SafetensorsError("the header's entry for \(shown) has a negative length, or not two offsets")
    }
    let (first, last) = (place.data_offsets[0], place.data_offsets[1])
    guard first >= 0, first <= last, last <= end - start else {
      throw SafetensorsError(
        "\(shown) is said to lie in bytes \(first) to \(last), and there are \(end - start): the file was cut off")
    }
    let (size, overflow) = shape.count.multipliedReportingOverflow(by: type.size)
    guard !overflow, last - first == size else {
      throw SafetensorsError(
        "\(shown) has \(last - first) bytes, and \(type.rawValue) of shape \(shape.description.inMessage) takes "
          + (overflow ? "more than there are" : "\(size)"))
    }
    return Entry(type: type, shape: shape, bytes: start + first..<start + last)
  }

  /// Every byte after the header belongs to one tensor.
  private static func checkCoverage(
    _ entries: [String: Entry], from start: Int, to end: Int
  ) throws(SafetensorsError) {
    var position = start
    for entry in entries.values.map(\.bytes).sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard entry.lowerBound == position else {
        throw SafetensorsError("its tensors overlap, or leave bytes between them, at byte \(position - start)")
      }
      position = entry.upperBound
    }
    guard position == end else {
      throw SafetensorsError("its tensors end at byte \(position - start), and the file \(end - position) later")
    }
  }

  /// The names, those of a network's layers in their order: `encoder.2.weight` before `encoder.10.weight`.
  package var names: [String] { entries.keys.sorted { NaturalOrder.precedes($0, $1) } }

  /// Where in the file a tensor's numbers begin; nil where there is none of this name.
  package func start(of name: String) -> Int? { entries[name]?.bytes.lowerBound }

  /// A tensor's numbers as float32; nil where there is none of this name.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  package func tensor(_ name: String) throws -> Tensor? {
    guard let entry = entries[name] else { return nil }
    let result = try Tensor(uninitialized: entry.shape, for: "load")
    let numbers = UnsafeMutableBufferPointer(start: result.mutablePointer, count: result.count)
    bytes.withUnsafeBytes { entry.type.convert(UnsafeRawBufferPointer(rebasing: $0[entry.bytes]), into: numbers) }
    return result
  }

  /// A tensor's numbers in double precision, row by row; nil where there is none of this name.
  package func doubles(_ name: String) -> [Double]? {
    guard let entry = entries[name] else { return nil }
    return bytes.withUnsafeBytes { bytes in
      (0..<entry.shape.count).map { entry.type.number(in: bytes, at: entry.bytes.lowerBound + $0 * entry.type.size) }
    }
  }
}

extension String {
  /// A name that stands in a file as a message shows it: not longer than a line, and without what moves a terminal's
  /// cursor.
  package var inMessage: String {
    let scalars = unicodeScalars.prefix(100).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(scalars)) + (unicodeScalars.dropFirst(100).isEmpty ? "" : "…")
  }
}
