import ArgumentParser
import Files
import Language
import Workbench

/// `elbow repl`: cells at a prompt.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Type cells at a prompt, with history and completion.",
    discussion: """
      A cell runs when it is whole; an empty line ends a block. Tab completes, Ctrl-C interrupts a cell, Ctrl-D leaves.
      """)

  @Option(name: [.short, .customLong("output")], help: "The folder that pictures are written to.")
  var outputFolder = "."

  func run() throws {
    try LargeStack.run {
      let session = Session(autosave: .standard())
      let interpreter = Interpreter(table: session.entries(), host: session)
      Repl(interpreter, TerminalOutput(pictures: outputFolder), history: Self.history) { session.keepCell() }.run()
      session.saving.finish(withinMilliseconds: 10_000)
    }
  }

  private static var history: String? {
    UserFolders().state.map { Paths.join($0, "elbow/history") }
  }
}
