import ArgumentParser
import Datasets
import JupyterKernel

/// `elbow install`: makes the kernel known to Jupyter.
struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Make the kernel known to Jupyter.")

  @OptionGroup var place: KernelPlace

  func run() throws {
    let program = DatasetCatalog.runningProgram ?? CommandLine.arguments[0]
    let spec = KernelSpec(
      name: ElbowKernel.name, displayName: "Elbow", language: ElbowKernel.name,
      command: [program, "kernel", "-f", "{connection_file}"],
      // The threads are ours: without this OpenBLAS starts as many of its own, which never work.
      environment: ["OPENBLAS_NUM_THREADS": "1"],
      resources: [
        "logo-svg.svg": PackageResources.logo_svg_svg, "logo-32x32.png": PackageResources.logo_32x32_png,
        "logo-64x64.png": PackageResources.logo_64x64_png,
      ])
    print("installed the kernel in \(try spec.install(in: place.location))")
  }
}

/// `elbow uninstall`
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the kernel from Jupyter.")

  @OptionGroup var place: KernelPlace

  func run() throws {
    guard let folder = try KernelSpec.uninstall(name: ElbowKernel.name, from: place.location) else {
      throw CleanExit.message("the kernel was not installed there")
    }
    print("removed \(folder)")
  }
}

/// Which of Jupyter's places is meant.
struct KernelPlace: ParsableArguments {
  @Flag(name: .customLong("user"), help: "Your own Jupyter folder. (This is the default.)")
  var isUser = false

  @Flag(name: .customLong("sys-prefix"), help: "The active Python environment.")
  var isSysPrefix = false

  @Option(help: "An environment by its path, such as /usr/local or .venv.")
  var prefix: String?

  var location: KernelSpecLocation {
    if let prefix { .prefix(prefix) } else if isSysPrefix { .activeEnvironment } else { .user }
  }

  func validate() throws {
    guard [isUser, isSysPrefix, prefix != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("--user, --sys-prefix and --prefix exclude each other")
    }
  }
}
