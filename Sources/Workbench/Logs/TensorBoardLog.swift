import Datasets
import FoundationEssentials
import Glibc
import Language
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
    do { try Paths.makeFolder(folder) } catch { throw TrainingLogs.failure(folder) }
    var number = 0
    func name() -> String { Paths.join(folder, "events.out.tfevents.\(time(nil)).elbow.\(getpid()).\(number)") }
    while Paths.isFile(name()) { number += 1 }
    path = name()
    try write(Message().double(1, Self.now).text(3, "brain.Event:2"))
  }

  func add(_ epoch: History.Epoch, steps: Int) throws {
    let losses = epoch.losses.perImage
    var figures = [
      ("loss/train", losses.total), ("reconstruction/train", losses.reconstruction), ("kl/train", losses.kl),
      ("kl_weight", epoch.klWeight), ("learning_rate", epoch.learningRate),
    ]
    if let held = epoch.validation {
      figures += [
        ("loss/held_out", held.total), ("reconstruction/held_out", held.reconstruction), ("kl/held_out", held.kl),
      ]
    }
    let summary = figures.reduce(Message()) { $0.message(1, Message().text(1, $1.0).float(2, Float($1.1))) }
    try write(Message().double(1, Self.now).integer(2, UInt64(steps)).message(5, summary))
  }

  private static var now: Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  private func write(_ event: Message) throws {
    let length = Message.little(UInt64(event.bytes.count))
    try TrainingLogs.append(
      length + Message.little(Self.mask(length)) + event.bytes + Message.little(Self.mask(event.bytes)), to: path)
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

/// The fields of a message in protocol buffers, one after another.
private struct Message {
  private(set) var bytes: [UInt8] = []

  static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  func integer(_ field: Int, _ value: UInt64) -> Message { adding(field, 0, Self.varint(value)) }
  func double(_ field: Int, _ value: Double) -> Message { adding(field, 1, Self.little(value.bitPattern)) }
  func float(_ field: Int, _ value: Float) -> Message { adding(field, 5, Self.little(value.bitPattern)) }
  func text(_ field: Int, _ value: String) -> Message { adding(field, Array(value.utf8)) }
  func message(_ field: Int, _ value: Message) -> Message { adding(field, value.bytes) }

  private func adding(_ field: Int, _ value: [UInt8]) -> Message {
    adding(field, 2, Self.varint(UInt64(value.count)) + value)
  }

  private func adding(_ field: Int, _ wire: Int, _ value: [UInt8]) -> Message {
    var result = self
    result.bytes += Self.varint(UInt64(field << 3 | wire)) + value
    return result
  }

  private static func varint(_ number: UInt64) -> [UInt8] {
    var (bytes, rest): ([UInt8], UInt64) = ([], number)
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
