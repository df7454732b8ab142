import ArgumentParser
import Glibc
import Tensors

/// The program: each subcommand stands in a file of its own.
@main
struct Elbow: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "elbow",
    abstract: "Learn variational autoencoders by doing, in Jupyter or on the command line.",
    version: version,
    subcommands: [
      RunCommand.self, ReplCommand.self, KernelCommand.self, InstallCommand.self, UninstallCommand.self,
      DoctorCommand.self,
    ])

  static func main() {
    // A file that becomes too large (`ulimit -f`) is an error of what writes it, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    // Ctrl-\ ends it at once: the runtime would take it for a crash, and print where.
    signal(SIGQUIT, SIG_DFL)
    // With less, libraries wait forever for memory as soon as they compute, some while they are unloaded.
    if let space = MemoryLimit.addressSpace, space < 1 << 30 {
      let words = "elbow: 1 GB of address space is the least, and `ulimit -v` leaves \(space >> 20) MB\n"
      _ = words.withCString { write(STDERR_FILENO, $0, strlen($0)) }
      _exit(1)
    }
    main(nil)
  }
}
