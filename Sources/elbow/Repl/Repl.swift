import Glibc
import Language
import Threads

/// Cells typed one after another, each run when it is whole.
struct Repl {
  let interpreter: Interpreter
  let output: any Output
  let editor: LineEditor
  /// Called after each cell.
  let cellEnded: () -> Void

  /// - Parameter history: the file that lines are remembered in.
  init(_ interpreter: Interpreter, _ output: any Output, history: String?, cellEnded: @escaping () -> Void = {}) {
    self.interpreter = interpreter
    self.output = output
    self.cellEnded = cellEnded
    editor = LineEditor(history: history) { line, cursor in
      let completion = interpreter.complete(line, cursor: cursor)
      return (completion.matches.map(\.text), completion.start)
    }
  }

  /// Words that end it beside the end of input, as Python's does.
  private static let farewells: Set<String> = ["exit", "quit", "exit()", "quit()"]

  /// Until the input ends.
  func run() {
    InterruptSignal.listen()
    var number = 0
    while true {
      switch cell() {
      case .text(let cell):
        editor.remember(cell)
        guard cell.contains(where: { !$0.isWhitespace }) else { continue }
        if Self.farewells.contains(cell) { return }
        number += 1
        run(cell, number)
        cellEnded()
      case .interrupted: output.write("\n", to: .standardOutput)
      case .end:
        if editor.isTerminal { output.write("\n", to: .standardOutput) }
        return
      }
    }
  }

  /// Lines until they make a whole cell; an empty one ends a block.
  private func cell() -> LineEditor.Line {
    var lines: [String] = []
    while true {
      switch editor.read(lines.isEmpty ? ">>> " : "... ") {
      case .text(let line):
        lines.append(line)
        let cell = lines.joined(separator: "\n")
        if case .incomplete = interpreter.isComplete(cell) { continue }
        return .text(cell)
      case .interrupted: return .interrupted
      // Lines typed before the end are run, as the last cell of a file is.
      case .end where !lines.isEmpty && !editor.isTerminal: return .text(lines.joined(separator: "\n"))
      case .end: return .end
      }
    }
  }

  private func run(_ cell: String, _ number: Int) {
    let cancellation = Cancellation()
    let result = InterruptSignal.interrupting(cancellation) {
      interpreter.run(cell, named: "cell \(number)", output: output, cancellation: cancellation)
    }
    _ = InterruptSignal.take()
    if let display = result.display { output.display(display, id: nil) }
    if result.error != nil {
      output.write(result.errorText(editor.isTerminal ? .ansi : .plain) + "\n", to: .standardError)
    }
  }
}
