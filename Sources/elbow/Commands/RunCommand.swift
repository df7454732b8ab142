import ArgumentParser
import Glibc
import Language
import Processes
import Threads
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
      "A value for a parameter, as epochs=2 or name=shapes. It takes effect after the cell of parameters, or before all.",
      valueName: "name=value"))
  var settings: [String] = []

  func validate() throws {
    if outputFolder.isEmpty { throw ValidationError("--output names no folder") }
  }

  func run() throws {
    let group = try JoinedProcesses.joined()
    if let group, !group.isFirst { return try JoinedProcesses.follow(group) }
    do { try run(with: group) } catch let code as ExitCode { throw code } catch {
      guard let group else { throw error }
      // The others wait for a cell, and would wait on; what ends them ends this process before the error is printed.
      let text = "Error: \(error)\n"
      _ = write(STDERR_FILENO, text, text.utf8.count)
      group.abort(code: 1)
    }
  }

  private func run(with group: ProcessGroup?) throws {
    var source = try CellSource(file)
    let warnings = try source.set(settings)
    let cells = source.cells
    let succeeded = try LargeStack.run {
      let session = try Session.shared(by: group)
      let interpreter = Interpreter(table: session.entries(), host: session, now: ProcessClock.now)
      let processes = ProcessCells(group, session, interpreter)
      let output = TerminalOutput(pictures: outputFolder)
      for warning in warnings { output.write(warning + "\n", to: .standardError) }
      // So that what was begun ends as it does in a notebook: files are whole, and a download's helper is gone.
      InterruptSignal.listen()
      let isThrough = cells.allSatisfy { cell in
        let cancellation = Cancellation(agreement: group?.stopping)
        let result = InterruptSignal.interrupting(cancellation) {
          processes.run(cell.text, named: cell.name, output: output, cancellation: cancellation)
        }
        if let display = result.display { output.display(display, id: nil) }
        guard result.error != nil else { return true }
        let place = cells.count == 1 ? "" : "in \(cell.name)\n"
        output.write(result.errorText(.plain) + "\n" + place, to: .standardError)
        return cell.mayFail && !cancellation.isCancelled && !cancellation.isWished
      }
      group?.dismiss()
      if let reason = output.lostText {
        output.write("elbow run: the output could not be written: \(reason)\n", to: .standardError)
      }
      return isThrough && !output.hasLostPictures && output.lostText == nil
    }
    // As a shell tells of what a signal ended.
    if InterruptSignal.take() { throw ExitCode(128 + SIGINT) }
    if !succeeded { throw ExitCode.failure }
  }
}
