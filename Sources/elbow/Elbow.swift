import ArgumentParser
import Glibc

/// The program: each subcommand stands in a file of its own.
@main
struct Elbow: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "elbow",
    abstract: "Learn variational autoencoders by doing, in Jupyter or on the command line.",
    version: ([version] + Libraries.versions).joined(separator: "\n"),
    subcommands: [
      LabCommand.self, RunCommand.self, ReplCommand.self, KernelCommand.self, InstallCommand.self,
      UninstallCommand.self, DoctorCommand.self,
    ])

  static func main() {
    // A file that becomes too large (`ulimit -f`) is an error of what writes it, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    // Ctrl-\ ends it at once: the runtime would take it for a crash, and print where.
    signal(SIGQUIT, SIG_DFL)
    StandardStreams.occupy()
    ScarceSpace.prepare()
    main(nil)
  }
}
