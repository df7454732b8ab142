import ArgumentParser
import ElbowKernel
import JupyterKernel
import Tensors

/// `elbow kernel -f FILE`: what Jupyter starts.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Serve as a Jupyter kernel. (Jupyter starts this by itself.)")

  @Option(name: [.customShort("f"), .customLong("connection-file")], help: "The connection file Jupyter wrote.")
  var connectionFile: String

  /// Some launchers add arguments meant for a Python kernel; they are not ours to understand.
  @Argument(parsing: .allUnrecognized, help: .hidden)
  var others: [String] = []

  func run() throws {
    var options = KernelOptions()
    options.stackSize = LargeStack.size
    options.startNotice = BLAS.handicap
    throw ExitCode(
      Kernel.launch(connectionFile: connectionFile, language: ElbowLanguage(version: Elbow.version), options: options))
  }
}
