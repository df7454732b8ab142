import ArgumentParser
import Language
import Workbench

/// `elbow run FILE|-`: runs cells, prints their output, writes their pictures as files.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the cells of a file, of a notebook, or of standard input.",
    discussion: "In a file, a line that begins with `# %%` begins a new cell.")

  @Argument(help: "A file of cells, a notebook (.ipynb), or - for standard input.")
  var file: String

  @Option(name: [.short, .customLong("output")], help: "The folder that pictures are written to.")
  var outputFolder = "."

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A value for a parameter, as epochs=2. It takes effect after the cell of parameters, or before all.",
      valueName: "name=value"))
  var settings: [String] = []

  func run() throws {
    var source = try CellSource(file)
    let warnings = try source.set(settings)
    let cells = source.cells
    let succeeded = try LargeStack.run {
      let session = Session(autosave: .standard())
      let interpreter = Interpreter(table: session.entries(), host: session)
      let output = TerminalOutput(pictures: outputFolder)
      for warning in warnings { output.write(warning + "\n", to: .standardError) }
      let isThrough = cells.allSatisfy { cell in
        let result = interpreter.run(cell.text, named: cell.name, output: output)
        if let display = result.display { output.display(display, id: nil) }
        guard result.error != nil else { return true }
        let place = cells.count == 1 ? "" : "in \(cell.name)\n"
        output.write(result.errorText(.plain) + "\n" + place, to: .standardError)
        return cell.mayFail
      }
      return isThrough && !output.hasLostPictures
    }
    if !succeeded { throw ExitCode.failure }
  }
}
