import Files
import FoundationEssentials
import Glibc
import JupyterKernel

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

  /// The line that brings JupyterLab to where the program is.
  static var installation: String {
    let own = ProgramPlace.folder.map { Paths.join($0, "python") }
    let python = own.map { access($0, X_OK) == 0 } ?? false ? own : nil
    return "\(ShellWord.quoted(python ?? "python3")) -m pip install 'elbow-kernel[lab]'"
  }

  /// Becomes JupyterLab on a learner's folder.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be started.
  func open(_ folder: String, _ arguments: [String]) throws {
    var options = [
      "--ServerApp.root_dir=\(folder)",
      "--FileContentsManager.preferred_dir=\(Paths.join(folder, Lessons.notebooks))",
      // The address is printed all the same.
      "--Application.log_level=WARN",
      // It would look through the user's Node packages.
      "--LanguageServerManager.autodetect=False",
      "--KernelSpecManager.allowed_kernelspecs=elbow",
      "--KernelSpecManager.ensure_native_kernel=False",
      "--MultiKernelManager.default_kernel_name=elbow",
    ]
    let environment = ProcessInfo.processInfo.environment
    if getuid() == 0 { options.append("--allow-root") }
    if environment["DISPLAY"] == nil, environment["WAYLAND_DISPLAY"] == nil { options.append("--no-browser") }
    showKernel(environment)
    // What is ignored here is not to be ignored there.
    signal(SIGXFSZ, SIG_DFL)
    fflush(nil)
    var words = ([program] + options + arguments).map { strdup($0) } + [nil]
    execv(program, &words)
    throw CommandFailure("\(program) cannot be started: \(String(cString: strerror(errno)))")
  }

  /// Jupyter of another environment finds the kernel that lies beside the program too.
  private func showKernel(_ environment: [String: String]) {
    guard let own = ProgramPlace.environment.map({ Paths.join($0, "share/jupyter") }) else { return }
    setenv("JUPYTER_PATH", ([own] + [environment["JUPYTER_PATH"]].compactMap { $0 }).joined(separator: ":"), 1)
  }
}
