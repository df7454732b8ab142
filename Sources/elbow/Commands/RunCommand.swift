import ArgumentParser
import FoundationEssentials
import Language
import Workbench

/// `elbow run FILE|-`: runs cells, prints their output, writes their pictures as files.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the cells of a file, or of standard input.",
    discussion: "In a file, a line that begins with `# %%` begins a new cell.")

  @Argument(help: "A file of cells, or - for standard input.")
  var file: String

  @Option(name: [.short, .customLong("output")], help: "The folder that pictures are written to.")
  var outputFolder = "."

  func run() throws {
    let file = try cellFile()
    let failed = try LargeStack.run { () -> Bool in
      let session = Session()
      let interpreter = Interpreter(table: session.entries(), host: session)
      let output = TerminalOutput(pictures: outputFolder)
      for (number, cell) in file.cells.enumerated() {
        let name = file.cells.count == 1 ? "cell" : "cell \(number + 1)"
        let result = interpreter.run(cell.text, named: name, output: output)
        if let display = result.display { output.display(display, id: nil) }
        if result.error != nil {
          output.write(result.errorText(.plain) + "\n", to: .standardError)
          if cell.firstLine > 1 {
            output.write("  (\(name) begins in line \(cell.firstLine) of \(self.file))\n", to: .standardError)
          }
          return true
        }
      }
      return false
    }
    if failed { throw ExitCode.failure }
  }

  private func cellFile() throws -> CellFile {
    guard file != "-" else {
      var lines: [String] = []
      while let line = readLine(strippingNewline: true) { lines.append(line) }
      return CellFile(lines.joined(separator: "\n"))
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("cannot read \(file): there is no such file, or it may not be read")
    }
    return CellFile(String(decoding: data, as: UTF8.self))
  }
}
