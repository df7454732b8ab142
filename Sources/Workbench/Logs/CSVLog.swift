import Files
import Language
import Text
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

  /// The first bytes of a file; none where there is no file yet.
  private static func beginning(of path: String, count: Int) throws -> [UInt8] {
    // Of a device there is nothing to read first.
    guard Paths.isFile(path) else { return [] }
    do { return try FileReader(path).next(count) } catch { throw TrainingLogs.failure(error) }
  }
}
