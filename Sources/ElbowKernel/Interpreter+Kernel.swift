import JupyterKernel
import JupyterWire
import Language
import Workbench
import Threads

// The language's answers in the kernel's words, for the session itself and for its copies.

/// What runs a cell: the interpreter of a copy, or that of the session, with the other processes where there are some.
protocol CellRunner {
  func run(_ cell: String, named name: String, output: any Output, cancellation: Cancellation) -> CellResult
}

extension Language.Interpreter: CellRunner {}
extension ProcessCells: CellRunner {}

extension CellRunner {
  func execute(
    _ code: String, in context: ExecutionContext, _ cancellation: Cancellation, _ snapshots: SessionSnapshots? = nil
  ) throws -> MimeBundle? {
    let result = context.cancellation.withHandler({ cancellation.cancel() }) {
      run(
        code, named: "cell \(context.executionCount)", output: KernelOutput(context, snapshots),
        cancellation: cancellation)
    }
    if let error = result.error {
      throw ExecutionError(
        error.kind.rawValue, error.message,
        traceback: result.errorText(.ansi).split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
    return result.display.map(MimeBundle.init)
  }

  func evaluate(
    _ expression: String, in context: ExecutionContext, _ cancellation: Cancellation
  ) throws -> MimeBundle {
    let result = context.cancellation.withHandler({ cancellation.cancel() }) {
      run(expression, named: "user expression", output: KernelOutput(context), cancellation: cancellation)
    }
    if let error = result.error { throw ExecutionError(error.kind.rawValue, error.message) }
    return result.display.map(MimeBundle.init) ?? MimeBundle(plain: "None")
  }
}

extension Language.Interpreter {
  func completeReply(_ code: String, at cursor: Int) -> CompleteReply {
    let completion = complete(code, cursor: cursor)
    return CompleteReply(
      matches: completion.matches.map {
        CompleteReply.Match($0.text, type: $0.type, signature: $0.signature.isEmpty ? nil : $0.signature)
      }, replacing: completion.start..<completion.end)
  }

  func inspection(of code: String, at cursor: Int, _ detail: InspectRequest.DetailLevel) -> MimeBundle? {
    inspect(code, cursor: cursor, detail: detail.rawValue).map(MimeBundle.init)
  }

  func completeness(of code: String) -> IsCompleteReply {
    switch isComplete(code) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }
}

extension Session {
  /// Answers what a frontend did to a control.
  func handle(_ event: WidgetEvent, in context: ExecutionContext, _ cancellation: Cancellation) throws {
    let result = context.cancellation.withHandler({ cancellation.cancel() }) {
      answer(
        ControlEvent(event), of: event.widget.id, output: KernelOutput(context), cancellation: cancellation)
    }
    guard let result, let error = result.error else { return }
    throw ExecutionError(
      error.kind.rawValue, error.message,
      traceback: result.errorText(.plain).split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}

extension ExecutionError {
  /// A diagnostic in one line, with what to do about it.
  init(_ diagnostic: Diagnostic) {
    let suggestion = diagnostic.suggestion.map { "; \($0)" } ?? ""
    self.init(diagnostic.kind.rawValue, diagnostic.message + suggestion)
  }
}
