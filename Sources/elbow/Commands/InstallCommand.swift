import ArgumentParser
import ElbowKernel
import Files
import JupyterKernel
import Language

/// `elbow install`: makes the kernel known to Jupyter.
struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Make the kernel known to Jupyter.",
    discussion: """
      In a Python environment (--sys-prefix, --prefix, or one that is active) the package elbow-jupyter goes with it, from \
      which papermill and Pygments learn the language. No network is needed.
      """)

  @OptionGroup var place: KernelPlace

  func run() throws {
    let program = Paths.runningProgram ?? CommandLine.arguments[0]
    let spec = KernelSpec(
      name: ElbowLanguage.name, displayName: "Elbow", language: ElbowLanguage.name,
      command: [program, "kernel", "-f", "{connection_file}"],
      // The threads are ours: without this OpenBLAS starts as many of its own, which never work.
      environment: ["OPENBLAS_NUM_THREADS": "1"],
      resources: [
        "logo-svg.svg": PackageResources.logo_svg_svg, "logo-32x32.png": PackageResources.logo_32x32_png,
        "logo-64x64.png": PackageResources.logo_64x64_png,
      ])
    print("installed the kernel in \(try spec.install(in: place.location).showingControls)")
    installCompanion()
  }

  /// The kernel works without: what goes wrong here is said, and no failure.
  private func installCompanion() {
    let environment = PythonEnvironment(of: place.location)
    if let environment, Companion.isOfWheel(in: environment) { return }
    do {
      let folders = try environment.map(Companion.install) ?? []
      for folder in folders { print("installed the package elbow-jupyter in \(folder.showingControls)") }
      if !folders.isEmpty { return }
    } catch {
      print("the package elbow-jupyter could not be installed: \("\(error)".showingControls)")
    }
    let program = ShellWord.quoted(CommandLine.arguments[0])
    let missing = "`papermill -p` needs the package elbow-jupyter in papermill's Python environment"
    if let papermill = PythonEnvironment.ofPapermill, papermill.folder != environment?.folder {
      print("\(missing). To bring it there:\n  \(program) install --prefix \(ShellWord.quoted(papermill.folder))")
    } else {
      print("\(missing), a virtual one, say. To bring it there:\n  \(program) install --prefix ENVIRONMENT")
    }
  }
}

/// `elbow uninstall`
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the kernel from Jupyter.")

  @OptionGroup var place: KernelPlace

  func run() throws {
    let folder = try KernelSpec.uninstall(name: ElbowLanguage.name, from: place.location)
    print(folder.map { "removed \($0.showingControls)" } ?? "the kernel was not installed there")
    removeCompanion()
  }

  /// The package goes with the last kernel that its environment has: the user's own may go, and the environment's stay.
  private func removeCompanion() {
    guard let environment = PythonEnvironment(of: place.location), !Companion.isOfWheel(in: environment),
      let spec = try? KernelSpecLocation.prefix(environment.folder).folder(of: ElbowLanguage.name),
      !Paths.isFolder(spec)
    else { return }
    do {
      for folder in try Companion.remove(from: environment) {
        print("removed the package elbow-jupyter from \(folder.showingControls)")
      }
    } catch {
      print("the package elbow-jupyter could not be removed: \("\(error)".showingControls)")
    }
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
    guard prefix != "" else { throw ValidationError("--prefix names an environment, and this is empty") }
  }
}
