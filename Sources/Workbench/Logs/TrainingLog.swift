import Files
import Language
import VAE

/// What `train log=…` writes: the figures of every epoch, for other programs.
protocol TrainingLog {
  /// - Throws: ``Diagnostic`` where the file cannot be written.
  func add(_ epoch: TrainingHistory.Epoch, steps: Int) throws
}

/// The log of a run of training.
final class TrainingLogs {
  private let log: any TrainingLog
  private var hasWarned = false

  /// The log of a path: a folder is for TensorBoard, any other name that of a CSV file.
  ///
  /// - Throws: ``Diagnostic`` where nothing can be written there.
  init(_ path: String) throws {
    guard !path.isEmpty, !Paths.hasNull(path) else {
      throw Diagnostic(
        .value, "a log has a name, and this path has none: '\(path)'", suggestion: "log=\"run.csv\"", parameter: "log")
    }
    log = Paths.hasEnding(path, "/") || Paths.isFolder(path) ? try TensorBoardLog(path) : try CSVLog(path)
  }

  /// After an epoch. What goes wrong is said once, and training goes on.
  func add(_ epoch: TrainingHistory.Epoch, steps: Int, _ context: Context) {
    do { try log.add(epoch, steps: steps) } catch {
      if !hasWarned {
        context.output.write("log: \(Diagnostic(error).message); training goes on\n", to: .standardError)
      }
      hasWarned = true
    }
  }

  /// Writes at the end of a file.
  static func append(_ bytes: [UInt8], to path: String) throws {
    do { try AppendedFile.append(bytes, to: path) } catch { throw failure(error) }
  }

  /// - Parameter error: on a file that is read or written for a log.
  static func failure(_ error: FileError) -> Diagnostic {
    Diagnostic(
      .file, error.description, suggestion: "a file in a folder that you may write to, as log=\"run.csv\"",
      parameter: "log")
  }
}
