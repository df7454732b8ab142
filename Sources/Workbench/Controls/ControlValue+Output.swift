import Language

// An output: a control that shows what is printed within it, `with out:`.

extension ControlValue: ScopedValue {
  func enter(_ context: Context) throws {
    guard kind.name == "Output" else {
      throw Diagnostic(
        .type, "`with` takes an output among controls, and this is a \(typeName)",
        suggestion: "out = output(); with out:")
    }
    let before = context.output
    // Each time all of it is sent: ten times a second, and when the block ends.
    let clock = ContinuousClock()
    var last = clock.now.advanced(by: .seconds(-1))
    let capture = OutputCapture(shown, input: { try before.input(prompt: $0) }) { [weak self] capture in
      guard last.duration(to: clock.now) >= .milliseconds(100) else { return }
      last = clock.now
      self?.show(capture)
    }
    let end = context.redirect(to: capture)
    redirections.append { [weak self] in
      end()
      self?.show(capture)
    }
  }

  func exit() { redirections.popLast()?() }

  /// Shows what was captured on all pages.
  func show(_ capture: OutputCapture) {
    shown = capture.items
    link.set(["outputs": .list(capture.items.map(\.field))])
  }

  var outputMethods: [Entry] {
    [
      method(
        "clear_output", "empties it",
        [Parameter("wait", .bool, default: .bool(false), "whether the next output takes its place")]
      ) { [self] _, _ in show(OutputCapture()) },
      method("append_stdout", "writes a text into it", [Parameter("text", .string, "the text")]) {
        [self] arguments, _ in
        append { $0.write(arguments.string("text"), to: .standardOutput) }
      },
      method("append_stderr", "writes a text into it", [Parameter("text", .string, "the text")]) {
        [self] arguments, _ in
        append { $0.write(arguments.string("text"), to: .standardError) }
      },
      method("append_display_data", "shows a value in it", [Parameter("display_object", .any, "the value")]) {
        [self] arguments, _ in append { $0.display(arguments["display_object"].display, id: nil) }
      },
    ]
  }

  private func append(_ body: (OutputCapture) -> Void) {
    let capture = OutputCapture(shown)
    body(capture)
    show(capture)
  }
}
