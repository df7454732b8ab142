import ArgumentParser
import ElbowKernel
import JupyterKernel
import Processes
import Tensors
import Workbench

/// `elbow kernel -f FILE`: what Jupyter starts.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Serve as a Jupyter kernel. (Jupyter starts this by itself.)")

  @Option(name: [.customShort("f"), .customLong("connection-file")], help: "The connection file Jupyter wrote.")
  var connectionFile: String

  /// `elbow install` gives it where Pygments has the language beside the kernel.
  @Option(help: ArgumentHelp("Pygments' lexer, which notebooks name to those who export them.", visibility: .hidden))
  var lexer = ElbowLanguage.pythonsLexer

  /// Some launchers add arguments meant for a Python kernel; they are not ours to understand.
  @Argument(parsing: .allUnrecognized, help: .hidden)
  var others: [String] = []

  func run() throws {
    let group = try JoinedProcesses.joined()
    if let group, !group.isFirst { return try JoinedProcesses.follow(group) }
    var options = KernelOptions()
    options.stackSize = LargeStack.size
    options.startNotice = BLAS.handicap
    options.shutDownTime = ElbowLanguage.savingTime
    let language = ElbowLanguage(
      version: Elbow.version, session: try Session.shared(by: group), group: group, lexer: lexer)
    let finishSaving = language.finishSaving
    // A cell that does not heed its interruption keeps nobody from writing what was captured before it.
    options.lastWork = { finishSaving(500) }
    if group != nil { options.whenEnding = { ProcessGroup.end() } }
    let code = Kernel.launch(connectionFile: connectionFile, language: language, options: options)
    JoinedProcesses.leave(group, code)
    throw ExitCode(code)
  }
}
