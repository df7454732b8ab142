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
      Elbow's colours for JupyterLab and Notebook go with it. In a Python environment (--sys-prefix, --prefix, or one that \
      is active) so does the package elbow-jupyter, from which papermill and Pygments learn the language. No network is \
      needed.
      """)

  @OptionGroup var place: KernelPlace

  @OptionGroup var processes: KernelProcesses

  func run() throws {
    let program = Paths.runningProgram ?? CommandLine.arguments[0]
    var command = try processes.command([program, "kernel", "-f", "{connection_file}"])
    let companion = Result { try CompanionPlace(place.location) }
    // Where the package lies beside the kernel, notebooks may be exported in the package's colours.
    if (try? companion.get())?.hasKernel == true { command += ["--lexer", ElbowLanguage.name] }
    let spec = KernelSpec(
      name: processes.kernelName, displayName: processes.displayName, language: ElbowLanguage.name,
      command: command,
      // The threads are ours: without this OpenBLAS starts as many of its own, which never work.
      environment: ["OPENBLAS_NUM_THREADS": "1"],
      resources: [
        "logo-svg.svg": PackageResources.logo_svg_svg, "logo-32x32.png": PackageResources.logo_32x32_png,
        "logo-64x64.png": PackageResources.logo_64x64_png,
      ], hasDebugger: processes.processes == 1)
    print("installed the kernel in \(try spec.install(in: place.location).showingControls)")
    installColours()
    tell(companion)
  }

  /// The kernel works without, in Python's colours: what goes wrong here is said, and no failure.
  private func installColours() {
    if place.isOfWheel { return }
    do {
      print("installed the colours for JupyterLab in \(try LabExtension.install(in: place.location).showingControls)")
    } catch {
      print("the colours for JupyterLab could not be installed: \("\(error)".showingControls)")
    }
  }

  /// The kernel works without the package, too.
  private func tell(_ companion: Result<CompanionPlace, any Error>) {
    switch companion {
    case .success(let place):
      for folder in place.folders { print("installed the package elbow-jupyter in \(folder.showingControls)") }
      if place.isOfWheel || !place.folders.isEmpty { return }
    case .failure(let error):
      print("the package elbow-jupyter could not be installed: \("\(error)".showingControls)")
    }
    let environment = PythonEnvironment(of: place.location)
    let program = ShellWord.quoted(CommandLine.arguments[0])
    let missing = "`papermill -p` needs the package elbow-jupyter in papermill's Python environment"
    if let papermill = PythonEnvironment.ofPapermill, papermill.folder != environment?.folder {
      print("\(missing). To bring it there:\n  \(program) install --prefix \(ShellWord.quoted(papermill.folder))")
    } else {
      print("\(missing), a virtual one, say. To bring it there:\n  \(program) install --prefix ENVIRONMENT")
    }
  }
}

/// Where the package elbow-jupyter is, once it has been installed beside a kernel.
private struct CompanionPlace {
  /// The folders of packages that it was put into.
  let folders: [String]
  /// Whether the wheel has brought it.
  let isOfWheel: Bool
  /// Whether the environment that has it has the kernel too.
  let hasKernel: Bool

  /// Installs it, where there is an environment that takes it.
  ///
  /// - Throws: where that cannot be written.
  init(_ place: KernelSpecLocation) throws {
    let environment = PythonEnvironment(of: place)
    isOfWheel = environment.map(Companion.isOfWheel) ?? false
    folders = isOfWheel ? [] : try environment.map(Companion.install) ?? []
    hasKernel = place != .user && (isOfWheel || !folders.isEmpty)
  }
}

/// `elbow uninstall`
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the kernel from Jupyter.")

  @OptionGroup var place: KernelPlace

  @OptionGroup var processes: KernelProcesses

  func run() throws {
    let folder = try KernelSpec.uninstall(name: processes.kernelName, from: place.location)
    print(folder.map { "removed \($0.showingControls)" } ?? "the kernel was not installed there")
    removeColours()
    if processes.processes == 1 { removeCompanion() }
  }

  private func removeColours() {
    if place.isOfWheel { return }
    do {
      guard let folder = try LabExtension.removeWithLastKernel(from: place.location) else { return }
      print("removed the colours for JupyterLab from \(folder.showingControls)")
    } catch {
      print("the colours for JupyterLab could not be removed: \("\(error)".showingControls)")
    }
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

/// How many processes run a kernel's cells.
struct KernelProcesses: ParsableArguments {
  @Option(help: "A second kernel, whose cells so many processes run together, under MPI's mpirun.")
  var processes = 1

  @Option(help: "The machines that they run on: a file as mpirun takes it.")
  var hosts: String?

  static let most = 4096

  func validate() throws {
    guard (1...Self.most).contains(processes) else {
      throw ValidationError("--processes is from 1 to \(Self.most), and this is \(processes)")
    }
    guard hosts == nil || processes > 1 else {
      throw ValidationError("--hosts says where several processes run: give --processes too")
    }
  }

  var kernelName: String { ElbowLanguage.name + (processes > 1 ? "-\(processes)" : "") }

  var displayName: String { "Elbow" + (processes > 1 ? ", \(processes) processes" : "") }

  /// The command of a kernel, from that of one process.
  ///
  /// - Throws: ``CommandError`` where something that it needs is not there.
  func command(_ command: [String]) throws -> [String] {
    guard processes > 1 else { return command }
    guard let mpirun = MPIRun.found else {
      throw CommandError("there is no mpirun here: install Open MPI (apt-get install openmpi-bin), or `make mpi`")
    }
    guard JoinedProcesses.hasLibrary(for: mpirun.kind) else {
      throw CommandError(
        "\(mpirun.path) is there, and what speaks to it is not: `make mpi` builds it beside the program")
    }
    let hosts = try hosts.map { file in
      guard Paths.isFile(file) else { throw CommandError("there is no file \(file) that lists hosts") }
      return Paths.absolute(file)
    }
    return mpirun.command(processes, hosts: hosts, command)
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

  /// Whether it is an environment that the package `elbow-kernel` was installed into: pip has put the colours there, and takes
  /// them away.
  var isOfWheel: Bool {
    guard location != .user, let environment = PythonEnvironment(of: location) else { return false }
    return Companion.isOfWheel(in: environment)
  }

  func validate() throws {
    guard [isUser, isSysPrefix, prefix != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("--user, --sys-prefix and --prefix exclude each other")
    }
    guard prefix != "" else { throw ValidationError("--prefix names an environment, and this is empty") }
  }
}
