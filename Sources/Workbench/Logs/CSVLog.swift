import Glibc
import Language
import VAE

/// A CSV file with a line for every epoch. What it holds already stays: training goes on, and so does its log.
struct CSVLog: TrainingLog {
  private let path: String

  private static let header =
    "epoch,steps,loss,reconstruction,kl,kl_weight,learning_rate,validation,seconds\n"

  /// - Throws: ``Diagnostic`` where the file cannot be written, or is something else.
  init(_ path: String) throws {
    self.path = path
    let begins = try Self.beginning(of: path, count: Self.header.utf8.count)
    guard begins.isEmpty || begins == Array(Self.header.utf8) else {
      throw Diagnostic(
        .file, "\(path) is no log of training, and stays as it is", suggestion: "another name, as log=\"run.csv\"",
        parameter: "log")
    }
    try append(begins.isEmpty ? Self.header : "")
  }

  func add(_ epoch: TrainingHistory.Epoch, steps: Int) throws {
    let losses = epoch.losses.perImage
    let numbers = [
      losses.total, losses.reconstruction, losses.kl, epoch.klWeight, epoch.learningRate,
    ].map { Value.real($0).repr }
    let validation = epoch.validation.map { Value.real($0.total).repr } ?? ""
    try append(
      "\(epoch.number),\(steps),\(numbers.joined(separator: ",")),\(validation),\(fixed(epoch.seconds, 3))\n")
  }

  private func append(_ text: String) throws { try TrainingLogs.append(Array(text.utf8), to: path) }

  /// The first bytes of a file; none where there is no file.
  private static func beginning(of path: String, count: Int) throws -> [UInt8] {
    guard let file = fopen(path, "r") else {
      guard errno == ENOENT else { throw TrainingLogs.failure(path) }
      return []
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let read = fread(&bytes, 1, count, file)
    guard ferror(file) == 0 else { throw TrainingLogs.failure(path) }
    return Array(bytes.prefix(read))
  }
}
