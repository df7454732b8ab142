/// A protocol buffers message being written: fields one after another, each with its number and type.
///
/// ONNX files are such messages, and what TensorBoard reads. See https://protobuf.dev/programming-guides/encoding/.
package struct ProtobufMessage {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A whole number. Negative ones take ten bytes, as an int64 does.
  package mutating func add(_ field: Int, _ number: Int) {
    tag(field, type: 0)
    varint(UInt64(bitPattern: Int64(number)))
  }

  /// A float64.
  package mutating func add(_ field: Int, _ number: Double) {
    tag(field, type: 1)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  /// A float32.
  package mutating func add(_ field: Int, _ number: Float) {
    tag(field, type: 5)
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  package mutating func add(_ field: Int, _ text: String) { add(field, text.utf8) }

  package mutating func add(_ field: Int, _ message: ProtobufMessage) { add(field, message.bytes) }

  /// Bytes with their length before them.
  package mutating func add(_ field: Int, _ content: some Collection<UInt8>) {
    tag(field, type: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func tag(_ field: Int, type: UInt64) { varint(UInt64(field) << 3 | type) }

  /// Seven bits a byte, the least significant first; the upper bit says that more follow.
  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
