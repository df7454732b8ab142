import ArgumentParser

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
}
