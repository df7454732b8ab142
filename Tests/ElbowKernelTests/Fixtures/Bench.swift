import ElbowKernel
import JupyterKernel
import Language
import TestSupport
import Threads
import Workbench

/// A session with threads as a kernel has them: one that runs cells, and readers beside it.
final class Bench: Sendable {
  let snapshots = SessionSnapshots(of: Session(catalog: SmallDataset.catalog))

  /// Runs a cell to its end; returns its value's text, or its error's.
  @discardableResult
  func run(_ cell: String, input: @escaping @Sendable () -> String = { "" }) throws -> String {
    try RunningCell(cell, on: snapshots, input: input).end()
  }

  func start(_ cell: String, input: @escaping @Sendable () -> String = { "" }) throws -> RunningCell {
    try RunningCell(cell, on: snapshots, input: input)
  }

  /// Takes the session and lets nobody look until `body` has returned, as a long step of a training does.
  func holdingSession<Result>(_ body: () throws -> Result) throws -> Result {
    let phase = Monitor(0)
    let thread = try Thread(name: "cell", stackSize: 64 << 20) { [snapshots] in
      snapshots.work { _, _ in
        phase.update { $0 = 1 }
        phase.wait { $0 == 2 ? () : nil }
      }
    }
    phase.wait { $0 == 1 ? () : nil }
    defer {
      phase.update { $0 = 2 }
      thread.join()
    }
    return try body()
  }
}

/// A cell on a thread of its own.
final class RunningCell: Sendable {
  private let cancellation = Monitor<Cancellation?>(nil)
  private let text = Monitor<String?>(nil)
  private let thread: Thread

  init(_ cell: String, on snapshots: SessionSnapshots, input: @escaping @Sendable () -> String) throws {
    thread = try Thread(name: "cell", stackSize: 64 << 20) { [cancellation, text] in
      let shown = snapshots.work { original, own in
        cancellation.update { $0 = own }
        let output = QuietOutput { snapshots.whileWaiting(input) }
        return output.shown(original.interpreter.run(cell, named: "cell", output: output, cancellation: own))
      }
      text.update { $0 = shown }
    }
    cancellation.wait { $0 == nil ? nil : () }
  }

  /// Its value's text, or its error's; nil while it runs.
  var result: String? { text.withLock { $0 } }

  /// Waits for its end; returns its value's text, or its error's.
  func end() -> String {
    thread.join()
    return text.withLock { $0 ?? "" }
  }

  func interrupt() -> String {
    cancellation.withLock { $0?.cancel() }
    return end()
  }
}

extension SnapshotReader {
  /// The value of a subshell's code, its error, or why it does not run here.
  func see(_ code: String) -> String {
    switch admit(code) {
    case .here:
      reading(code) { interpreter in
        let output = QuietOutput { "" }
        return output.shown(interpreter.run(code, named: "code", output: output))
      }
    case .refused(let error): "refused: \(error)"
    case .mainShell(ifBusy: let error): "not here: \(error)"
    }
  }
}

/// Shows nothing, and remembers whether there was a picture.
private final class QuietOutput: Output {
  private let answer: () -> String
  private var hasPicture = false

  init(_ answer: @escaping () -> String) { self.answer = answer }

  func write(_ text: String, to stream: OutputStream) {}
  func display(_ display: Display, id: String?) { if display.forms["image/png"] != nil { hasPicture = true } }
  func update(_ display: Display, id: String) {}
  func clear(wait: Bool) {}
  func page(_ display: Display) {}
  func input(prompt: String) -> String { answer() }

  /// The value of a cell that wrote to this as text, or its error, or that it showed a picture.
  func shown(_ result: CellResult) -> String {
    if let error = result.error { return "\(error.kind.rawValue): \(error.message)" }
    return result.display?.plain ?? (hasPicture ? "a picture" : "")
  }
}
