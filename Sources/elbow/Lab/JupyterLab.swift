import Files
import FoundationEssentials
import Glibc
import JupyterKernel
import Language

/// The JupyterLab that a learner has.
struct JupyterLab {
  /// The path of `jupyter-lab`.
  let program: String

  /// The one of the program's own environment, of the one that is active, or of the search path; nil where there is none.
  static var found: JupyterLab? {
    var folders = [
      ProgramPlace.folder, ProgramPlace.projectRoot.map { "\($0)/.venv/bin" },
      KernelSpecLocation.activePrefix().map { "\($0)/bin" },
    ].compactMap { $0 }
    folders += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let programs = folders.lazy.map { Paths.join($0, "jupyter-lab") }
    return programs.first { access($0, X_OK) == 0 }.map(JupyterLab.init)
  }

  /// Whether a prebuilt extension of that name is where this JupyterLab looks: in its own environment, the user's folder, the system's.
  func hasExtension(_ name: String) -> Bool {
    dataFolders.contains { access(Paths.join($0, "labextensions/\(name)/package.json"), R_OK) == 0 }
  }

  private var dataFolders: [String] {
    let environment = Paths.parent(Paths.parent(program))
    let places: [KernelSpecLocation] = [.prefix(environment), .user, .prefix("/usr/local"), .prefix("/usr")]
    return places.compactMap { try? $0.dataFolder() }
  }

  /// Elbow's own kernels: the usual one, and those of several processes that `elbow install --processes` has made known.
  private func ownKernels(_ environment: [String: String]) -> [String] {
    let others = (environment["JUPYTER_PATH"] ?? "").split(separator: ":").map(String.init)
    let names = Set((dataFolders + others).flatMap { Paths.names(in: Paths.join($0, "kernels")) })
    let several = names.filter { $0.hasPrefix("elbow-") && Int($0.dropFirst("elbow-".count)) != nil }
    return ["elbow"] + several.sorted()
  }

  /// The line that brings JupyterLab to where the program is.
  static var installation: String {
    let own = ProgramPlace.folder.map { Paths.join($0, "python") }
    let python = own.map { access($0, X_OK) == 0 } ?? false ? own : nil
    return "\(ShellWord.quoted(python ?? "python3")) -m pip install 'elbow-kernel[lab]'"
  }

  /// Becomes JupyterLab on a learner's folder.
  ///
  /// - Parameter showsAllKernels: whether the launcher has other kernels of the user's beside Elbow.
  /// - Throws: ``CommandFailure`` where it cannot be started.
  func open(_ folder: String, _ arguments: [String], showsAllKernels: Bool) throws {
    var options = [
      "--ServerApp.root_dir=\(folder)",
      "--FileContentsManager.preferred_dir=\(Paths.join(folder, Lessons.notebooks))",
      // The address is printed all the same; warnings are about what no learner can change.
      "--Application.log_level=ERROR",
      // It would look through the user's Node packages.
      "--LanguageServerManager.autodetect=False",
      "--MultiKernelManager.default_kernel_name=elbow",
    ]
    // Pictures follow the pointer: see the module itself.
    if let connection = Companion.connection(in: PythonEnvironment(Paths.parent(Paths.parent(program)))) {
      options.append("--ServerApp.kernel_websocket_connection_class=\(connection)")
    }
    let environment = ProcessInfo.processInfo.environment
    if !showsAllKernels {
      options += ownKernels(environment).map { "--KernelSpecManager.allowed_kernelspecs=\($0)" }
      options.append("--KernelSpecManager.ensure_native_kernel=False")
    }
    if getuid() == 0 { options.append("--allow-root") }
    if !Self.hasScreen { options.append("--no-browser") }
    showKernel(environment)
    print(
      "JupyterLab opens \(folder.showingControls); Ctrl-C, twice, ends it. Its address follows, marked [C], which is no fault."
    )
    // What is ignored here is not to be ignored there.
    signal(SIGXFSZ, SIG_DFL)
    fflush(nil)
    var words = ([program] + options + arguments).map { strdup($0) } + [nil]
    execv(program, &words)
    throw CommandFailure("\(program) cannot be started: \(String(cString: strerror(errno)))")
  }

  /// Whether a browser can show anything.
  private static var hasScreen: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
  }

  /// Shows a server that runs already, in the user's browser where there is one.
  static func show(_ server: RunningServer, folder: String) {
    print("JupyterLab is open on \(folder.showingControls) already:\n  \(server.address)")
    if hasScreen { ChildProcess.run("xdg-open", [server.address]) }
  }

  /// Tells Jupyter that these notebooks are trusted, as what one has run oneself is: their stored tables are shown as they are, and
  /// no sign says otherwise.
  func trust(_ notebooks: [String]) {
    let program = Paths.join(Paths.parent(program), "jupyter-trust")
    guard !notebooks.isEmpty, access(program, X_OK) == 0 else { return }
    ChildProcess.run(program, notebooks)
  }

  /// Jupyter of another environment finds the kernel that lies beside the program too.
  private func showKernel(_ environment: [String: String]) {
    guard let own = ProgramPlace.environment.map({ Paths.join($0, "share/jupyter") }) else { return }
    setenv("JUPYTER_PATH", ([own] + [environment["JUPYTER_PATH"]].compactMap { $0 }).joined(separator: ":"), 1)
  }
}
