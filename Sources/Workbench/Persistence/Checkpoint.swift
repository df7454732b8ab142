import Files
import Glibc
import Language
import Processes

/// The files that `train checkpoint=…` writes: the session after every few epochs and at the end of the run, and, where
/// held-out images are looked at, the session after the epoch that was best on them. Each is replaced whole, so that there
/// are two at most.
final class Checkpoint {
  private let path, bestPath: String
  /// Epochs from one to the next.
  private let interval: Int
  private let files: any FileSystem
  private var hasWarned = false
  /// The steps of training after which each was last written.
  private var written, best: Int?

  /// - Throws: ``Diagnostic`` where no file can be made there.
  init(_ path: String, every interval: Int, _ files: any FileSystem = SystemFiles()) throws {
    (self.path, self.interval, self.files) = (path, interval, files)
    bestPath = path.dropLast(".safetensors".count) + "-best.safetensors"
    let folder = path.contains("/") ? Paths.parent(path) : "."
    guard Paths.isFolder(folder), ProcessGroup.told({ access(folder, W_OK | X_OK) == 0 }) else {
      throw Diagnostic(
        .file, "no checkpoint can be written to \(path)", notes: ["\(folder) is no folder that one may write to"],
        suggestion: "make the folder first, or name another", parameter: "checkpoint")
    }
    for path in [path, bestPath] { AtomicFile.removeLeftovers(of: path) }
  }

  /// After an epoch. What goes wrong is said once, and training goes on: the next one may succeed.
  func keep(
    epoch: Int, steps: Int, isBest: Bool, _ context: Context, _ session: () throws -> [UInt8]
  ) {
    let isDue = epoch.isMultiple(of: interval)
    guard isDue || isBest else { return }
    do {
      let bytes = try session()
      if isDue { try write(bytes, steps) }
      if isBest {
        try AtomicFile.write(bytes, to: bestPath, files)
        best = steps
      }
    } catch {
      if !hasWarned {
        context.output.write("checkpoint: \(Diagnostic(error).message); training goes on\n", to: .standardError)
      }
      hasWarned = true
    }
  }

  /// At the end of a run.
  ///
  /// - Parameter isChanged: whether the model is another than after the last step, as after an early stop.
  /// - Throws: why the file cannot be written.
  func finish(steps: Int, isChanged: Bool, _ session: () throws -> [UInt8]) throws {
    if written != steps || isChanged { try write(try session(), steps) }
  }

  private func write(_ bytes: [UInt8], _ steps: Int) throws {
    try AtomicFile.write(bytes, to: path, files)
    written = steps
  }

  /// The files that there are, in words.
  var words: String { "checkpoint: \(path)" + (best == nil ? "" : ", and after the best epoch \(bestPath)") }
}
