import Threads
import JupyterKernel
import JupyterWire
import Language

/// The output of a cell that runs in the kernel.
final class KernelOutput: Output {
  private let context: ExecutionContext
  /// Who may copy the session while the cell waits for input; nil where the session is nobody else's.
  private let snapshots: SessionSnapshots?

  init(_ context: ExecutionContext, _ snapshots: SessionSnapshots? = nil) {
    self.context = context
    self.snapshots = snapshots
  }

  func write(_ text: String, to stream: OutputStream) {
    context.write(text, to: stream == .standardOutput ? .stdout : .stderr)
  }

  func display(_ display: Display, id: String?) { context.display(MimeBundle(display), id: id) }

  func update(_ display: Display, id: String) { context.update(MimeBundle(display), id: id) }

  func clear(wait: Bool) { context.clearOutput(wait: wait) }

  func page(_ display: Display) { context.page(MimeBundle(display)) }

  func nextCell(_ text: String) { context.setNextInput(text) }

  func input(prompt: String) throws -> String {
    do {
      guard let snapshots else { return try context.readLine(prompt: prompt) }
      return try snapshots.whileWaiting { try context.readLine(prompt: prompt) }
    } catch let error as ExecutionError {
      throw Diagnostic(.input, error.value)
    }
  }
}

extension MimeBundle {
  init(_ display: Display) {
    self.init()
    for (mimeType, content) in display.forms {
      switch content {
      case .text(let text): add(text, as: mimeType)
      case .json(let text): data[mimeType] = try? JSON(parsing: Array(text.utf8))
      case .data(let bytes) where mimeType == "image/png":
        add(bytes, as: mimeType, size: display.size, alternative: display.plain)
      case .data(let bytes): add(bytes, as: mimeType)
      }
    }
  }
}
