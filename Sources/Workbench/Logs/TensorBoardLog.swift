import Files
import FoundationEssentials
import Glibc
import Language
import Networks
import VAE

/// An event file of TensorBoard, in the folder of a run. Every call of `train` has a file of its own; TensorBoard joins
/// them.
///
/// The file is a row of records (TensorFlow's TFRecord): the length of the data, its checksum, the data, their checksum.
/// The data are an `Event` in protocol buffers (tensorflow/tensorboard: compat/proto/event.proto, summary.proto).
struct TensorBoardLog: TrainingLog {
  private let path: String

  /// - Throws: ``Diagnostic`` where the folder cannot be made, or no file in it.
  init(_ folder: String) throws {
    do { try Paths.makeFolder(folder) } catch { throw TrainingLogs.failure(error) }
    var number = 0
    func name() -> String { Paths.join(folder, "events.out.tfevents.\(time(nil)).elbow.\(getpid()).\(number)") }
    while Paths.isFile(name()) { number += 1 }
    path = name()
    try write { $0.add(3, "brain.Event:2") }
  }

  func add(_ epoch: TrainingHistory.Epoch, steps: Int) throws {
    let losses = epoch.losses.perImage
    var figures = [
      ("loss/train", losses.total), ("reconstruction/train", losses.reconstruction), ("kl/train", losses.kl),
      ("kl_weight", epoch.klWeight), ("learning_rate", epoch.learningRate),
    ]
    if losses.penalty != 0 { figures.append(("penalty/train", losses.penalty)) }
    if let held = epoch.validation {
      figures += [
        ("loss/held_out", held.total), ("reconstruction/held_out", held.reconstruction), ("kl/held_out", held.kl),
      ]
    }
    try add(
      figures.map { tag, figure in
        var value = ProtobufMessage()
        value.add(1, tag)
        value.add(2, Float(figure))
        return value
      }, step: steps)
  }

  /// Writes values, each with its tag, of one step.
  func add(_ values: [ProtobufMessage], step: Int) throws {
    var summary = ProtobufMessage()
    for value in values { summary.add(1, value) }
    try write { event in
      event.add(2, step)
      event.add(5, summary)
    }
  }

  private static var now: Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// Writes an event of now.
  private func write(_ fill: (inout ProtobufMessage) -> Void) throws {
    var event = ProtobufMessage()
    event.add(1, Self.now)
    fill(&event)
    let length = Self.littleEndian(UInt64(event.bytes.count))
    try TrainingLogs.append(
      length + Self.littleEndian(Self.mask(length)) + event.bytes + Self.littleEndian(Self.mask(event.bytes)), to: path)
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// A checksum as TFRecord writes it, turned and moved, so that checksums of checksums are none that occur by chance.
  private static func mask(_ bytes: [UInt8]) -> UInt32 {
    let sum = CRC32C.checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xa282_ead8
  }
}

/// The cyclic redundancy check of Castagnoli's polynomial (RFC 3720, B.4).
package enum CRC32C {
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0x82f6_3b78 : 0) }
    }
  }
}
