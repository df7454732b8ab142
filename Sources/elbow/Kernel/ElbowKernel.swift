import JupyterKernel
import JupyterWire
import Tensors
import Workbench

/// The language and its session, as the kernel drives them.
final class ElbowKernel: JupyterKernel.Interpreter {
  static let name = "elbow"

  let description = KernelDescription(
    implementation: name, version: Elbow.version,
    language: LanguageInfo(
      name: name, version: Elbow.version, mimeType: "text/x-elbow", fileExtension: ".elbow",
      pygmentsLexer: "ipython3", codeMirrorMode: "python"),
    banner: """
      Elbow \(Elbow.version): learn variational autoencoders by doing. Begin with `data mnist`, or `help`.
      \(BLAS.summary)
      """)

  private let desk = SessionDesk()

  var sessionReader: (any SessionReader)? { ElbowReader(desk: desk) }

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    try desk.work { source, cancellation in
      try source.interpreter.execute(code, in: context, cancellation, desk: desk)
    }
  }

  func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    try desk.work { source, _ in try source.interpreter.evaluate(expression, in: context) }
  }

  func complete(_ code: String, at cursor: Int) -> CompleteReply {
    desk.work { source, _ in source.interpreter.completeReply(code, at: cursor) }
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    desk.work { source, _ in
      source.interpreter.inspect(code, cursor: cursor, detail: detail.rawValue).map(MimeBundle.init)
    }
  }

  func isComplete(_ code: String) -> IsCompleteReply {
    desk.work { source, _ in source.interpreter.completeness(of: code) }
  }
}
