import Glibc
import JupyterKernel
import JupyterWire

/// A language of one word: a cell says what to do in its first word, and everything else is echoed.
final class Echo: KernelLanguage {
  static let words = ["ask", "clear", "deaf", "fail", "help", "result", "show", "sleep", "slider", "warn"]

  let description = KernelDescription(
    implementation: "echo", version: "1.0",
    language: LanguageInfo(name: "echo", version: "1.0", mimeType: "text/plain", fileExtension: ".txt"),
    banner: "Echo: says what you say")

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    let parts = code.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case "ask": context.write(try context.readLine(prompt: rest))
    case "clear": context.clearOutput()
    case "deaf": sleep(60)
    case "fail": throw ExecutionError("EchoError", rest)
    case "help": context.page(MimeBundle(plain: "Words: \(Self.words.joined(separator: " "))"))
    case "result": return MimeBundle(plain: rest)
    case "show":
      context.display(MimeBundle(data: ["text/plain": .string(rest), "text/html": .string("<b>\(rest)</b>")]))
    case "sleep":
      for _ in 0..<100 * max(0, min(Int(rest) ?? 1, 3600)) {
        usleep(10_000)
        try context.cancellation.check()
      }
    case "slider":
      let slider = context.widgets.open(Self.slider(at: Int(rest) ?? 0), parent: context.parent)
      context.display(
        MimeBundle(data: ["text/plain": "a slider", slider.view.mimeType: slider.view.content]))
    case "warn": context.write(rest + "\n", to: .stderr)
    default: context.write(code + "\n")
    }
    return nil
  }

  /// Where a slider was moved to is echoed too: frontends show it in their log.
  func handle(_ event: WidgetEvent, in context: ExecutionContext) {
    guard case .changed = event.kind, let value = event.widget.state.values["value"]?.integerValue else { return }
    context.write("slider \(value)\n")
  }

  /// What the frontends of ipywidgets need to draw one; what is not said is as they have it.
  private static func slider(at value: Int) -> WidgetState {
    WidgetState([
      "_model_module": "@jupyter-widgets/controls", "_model_module_version": "2.0.0",
      "_model_name": "IntSliderModel", "_view_module": "@jupyter-widgets/controls", "_view_module_version": "2.0.0",
      "_view_name": "IntSliderView", "value": .integer(value),
    ])
  }

  func complete(_ code: String, at cursor: Int) -> CompleteReply {
    let start = code.unicodeScalars.prefix(cursor).lastIndex(of: " ").map { code.scalarOffset(of: $0) + 1 } ?? 0
    let word = code[code.index(atScalar: start)..<code.index(atScalar: cursor)]
    let matches = Self.words.filter { $0.hasPrefix(word) }
    return CompleteReply(matches: matches.map { CompleteReply.Match($0, type: "keyword") }, replacing: start..<cursor)
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    Self.words.first { code.hasPrefix($0) }.map { MimeBundle(plain: "\($0): a word of the echo language") }
  }

  func isComplete(_ code: String) -> IsCompleteReply {
    code.hasSuffix("\\") ? .incomplete(indent: "") : code.hasPrefix(")") ? .invalid : .complete
  }
}

// `jupyter run` appends arguments of its own, which mean nothing to us.
exit(Kernel.launch(connectionFile: CommandLine.arguments.dropFirst().first ?? "", language: Echo()))
