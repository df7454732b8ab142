import ArgumentParser
import Files
import Language
import Text

/// `elbow lab`: the lessons, in a folder of the learner's, in JupyterLab.
struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab", abstract: "Put the notebooks into a folder, and open JupyterLab there.",
    discussion: """
      A notebook that you have changed is never overwritten: a newer version is put beside it. Where a server shows the \
      folder already, that one is opened. JupyterLab's launcher has Elbow alone, unless --all-kernels is given. \
      Options for JupyterLab follow after --, as in `elbow lab lessons -- --port=9999`.
      """)

  @Argument(help: "The folder, which is made where it is not there.")
  var folder = "elbow-lessons"

  @Flag(name: .customLong("files-only"), help: "Put the notebooks there, and open nothing.")
  var isFilesOnly = false

  @Flag(name: .customLong("as-is"), help: "Open the folder as it is, and put nothing there.")
  var isAsIs = false

  @Flag(name: .customLong("all-kernels"), help: "Show the other kernels that Jupyter knows, too.")
  var showsAllKernels = false

  @Argument(parsing: .postTerminator, help: "Options for JupyterLab.")
  var options: [String] = []

  func validate() throws {
    guard !(isFilesOnly && isAsIs) else { throw ValidationError("--files-only and --as-is exclude each other") }
    guard !folder.isEmpty, !Paths.hasNull(folder) else { throw ValidationError("the folder's name is empty") }
  }

  func run() throws {
    let folder = Paths.resolved(Paths.absolute(folder))
    if !isAsIs { try layLessons(into: folder) }
    if isFilesOnly { return }

    // Who gives options wants a server that has them.
    if options.isEmpty, !showsAllKernels, let server = RunningServer.showing(folder) {
      return JupyterLab.show(server, folder: folder)
    }
    guard let lab = JupyterLab.found else {
      throw CommandFailure("JupyterLab is not here. To bring it:\n  \(JupyterLab.installation)")
    }
    try lab.open(folder, options, showsAllKernels: showsAllKernels)
  }

  private func layLessons(into folder: String) throws {
    guard let lessons = Lessons.besideProgram else {
      throw CommandFailure("there are no notebooks beside this program; they come with the package elbow-kernel")
    }
    let laid = try lessons.lay(into: folder)
    let notebooks = (laid.new + laid.updated + laid.beside.map(\.newer)).filter { $0.hasPrefix(Lessons.notebooks) }
    JupyterLab.found?.trust(notebooks.map { Paths.join(folder, $0) })
    if !laid.new.isEmpty {
      let count = laid.new.count { $0.hasPrefix(Lessons.notebooks) }
      print("put \(counted(count, "notebook")) into \(folder.showingControls)")
    }
    if !laid.updated.isEmpty { print("brought \(counted(laid.updated.count, "file")) there up to date") }
    for (file, newer) in laid.beside {
      print("\(file.showingControls) is as you changed it; the newer version is \(newer.showingControls)")
    }
  }
}
