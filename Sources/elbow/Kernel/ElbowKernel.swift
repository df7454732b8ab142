import JupyterKernel
import JupyterWire
import Language
import Workbench

/// The language and its session, as the kernel drives them.
final class ElbowKernel: JupyterKernel.Interpreter {
  static let name = "elbow"

  let description = KernelDescription(
    implementation: name, version: Elbow.version,
    language: LanguageInfo(
      name: name, version: Elbow.version, mimeType: "text/x-elbow", fileExtension: ".elbow",
      pygmentsLexer: "ipython3", codeMirrorMode: "python"),
    banner: "Elbow \(Elbow.version): learn variational autoencoders by doing. Begin with `data mnist`, or `help`.")

  private let session = Session()
  private lazy var interpreter = Language.Interpreter(table: session.entries(), host: session)

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    let cancellation = Cancellation()
    let result = context.interruption.withHandler({ cancellation.cancel() }) {
      interpreter.run(
        code, named: "cell \(context.executionCount)", output: KernelOutput(context), cancellation: cancellation)
    }
    if let error = result.error {
      throw ExecutionError(
        error.kind.rawValue, error.message,
        traceback: result.errorText(.ansi).split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
    return result.display.map(MimeBundle.init)
  }

  func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    let result = interpreter.run(expression, named: "user expression", output: KernelOutput(context))
    if let error = result.error { throw ExecutionError(error.kind.rawValue, error.message) }
    return result.display.map(MimeBundle.init) ?? MimeBundle(plain: "None")
  }

  func complete(_ code: String, at cursor: Int) -> CompleteReply {
    let completion = interpreter.complete(code, cursor: cursor)
    return CompleteReply(
      matches: completion.matches.map {
        CompleteReply.Match($0.text, type: $0.type, signature: $0.signature.isEmpty ? nil : $0.signature)
      }, replacing: completion.start..<completion.end)
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    interpreter.inspect(code, cursor: cursor, detail: detail.rawValue).map(MimeBundle.init)
  }

  func isComplete(_ code: String) -> IsCompleteReply {
    switch interpreter.isComplete(code) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }
}
