import Language
import Threads

/// A session with a library, by default the fake one, whose cells run one after another.
final class Session {
  let library = FakeLibrary()
  let output = RecordedOutput()
  let interpreter: Interpreter
  private var cellCount = 0

  init() { interpreter = Interpreter(table: library.entries, host: library) }

  /// A session with another library.
  init(table entries: [Entry], host: any Host) { interpreter = Interpreter(table: entries, host: host) }

  /// Runs a cell here, on the calling thread.
  func run(_ cell: String, cancellation: Cancellation = Cancellation()) -> CellResult {
    cellCount += 1
    return interpreter.run(cell, named: "cell \(cellCount)", output: output, cancellation: cancellation)
  }

  /// The text of the last cell's value, or of its error.
  func show(_ cells: String...) -> String {
    var text = ""
    for cell in cells {
      let result = run(cell)
      if result.error != nil { return result.errorText(.plain) }
      text = result.display?.plain ?? ""
    }
    return text
  }

  /// What a cell writes, or its error.
  func written(_ cell: String) -> String {
    output.standardOutput = ""
    let result = run(cell)
    return result.error == nil ? output.standardOutput : result.errorText(.plain)
  }
}

/// The text that a cell shows in a new session.
func shown(_ cell: String) -> String { Session().show(cell) }

/// The kind of a cell's error in a new session.
func kind(_ cell: String) -> Diagnostic.Kind? { Session().run(cell).error?.kind }
