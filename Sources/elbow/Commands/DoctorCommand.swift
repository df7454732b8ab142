import ArgumentParser
import Datasets
import ElbowKernel
import Files
import FoundationEssentials
import Glibc
import Graphics
import JupyterKernel
import JupyterWire
import Language
import Tensors
import Workbench

/// `elbow doctor`: whether everything is in place, and what to do where it is not.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check libraries, data and the Jupyter installation.")

  /// How one thing stands. A warning costs speed or comfort; what is broken makes the exit code 1.
  private enum Finding {
    case good(String)
    case warning(String, suggestion: String)
    case broken(String, suggestion: String)
  }

  func run() throws {
    if let problem = ScarceSpace.problem {
      // Much of what follows would want that room: libraries wait for it, and the runtime ends the process.
      print("✗ memory: \(problem.text)\n    \(problem.suggestion), and call elbow doctor again for what else there is")
      throw ExitCode.failure
    }
    var isBroken = false
    for (name, finding) in [
      ("processor", processor), ("threads", threads), ("memory", memory), ("drawing", drawing),
      ("MNIST", data("mnist")), ("Fashion-MNIST", data("fashion_mnist")), ("ELBOW_DATA", ownData),
      ("downloads", downloads), ("autosaves", autosaves), ("judge", judge), ("processes", processes),
      ("Jupyter", jupyter),
      ("JupyterLab", jupyterLab), ("controls", controls), ("colours", colours),
      ("libraries", .good(Libraries.versions.joined(separator: ", "))),
    ] {
      guard let finding else { continue }
      switch finding {
      case .good(let text): print("✓ \(name): \(text)")
      case .warning(let text, let suggestion): print("! \(name): \(text)\n    \(suggestion)")
      case .broken(let text, let suggestion):
        print("✗ \(name): \(text)\n    \(suggestion)")
        isBroken = true
      }
    }
    if isBroken { throw ExitCode.failure }
  }

  private var processor: Finding {
    let text = "OpenBLAS with kernels for \(BLAS.coreName)"
    guard let handicap = BLAS.handicap else { return .good(text) }
    return .warning(
      "\(text): \(handicap)", suggestion: "OpenBLAS chooses the fastest kernels of this processor by itself")
  }

  private var threads: Finding {
    guard let ignored = ThreadCount.ignoredWish else { return .good(ThreadPool.shared.summary) }
    return .warning(
      "\(ThreadPool.shared.summary); ELBOW_THREADS=\(ignored) is no number of threads, and does not count",
      suggestion: "correct or unset ELBOW_THREADS")
  }

  private var memory: Finding {
    let bytes = Double(MemoryLimit.bytes)
    let text = "\(Int(bytes / 1e8) / 10).\(Int(bytes / 1e8) % 10) GB that this process may take"
    guard bytes < 1e9 else { return .good(text) }
    return .warning(text, suggestion: "trainings with small batches fit; a gigabyte or two is comfortable")
  }

  /// Whether several processes can run the same notebook; nil where nobody has begun to set that up.
  private var processes: Finding? {
    let mpirun = MPIRun.found
    let hasLibrary = JoinedProcesses.hasLibrary(for: mpirun?.kind ?? .unknown)
    guard let mpirun else {
      guard hasLibrary else { return nil }
      return .warning(
        "there is no mpirun, and a notebook runs in one process", suggestion: "apt-get install openmpi-bin")
    }
    guard hasLibrary else {
      return .warning(
        "\(mpirun.path) is there, and what speaks to it is not",
        suggestion: "`make mpi` builds it; a notebook in one process needs none")
    }
    return .good("\(mpirun.path) runs a notebook in several: elbow install --processes 2")
  }

  private var drawing: Finding {
    do {
      let picture = try Plot([Series(.line(.init(x: [0, 1], y: [0, 1])))], title: "test").picture()
      return .good("a plot of \(picture.png.count) bytes")
    } catch {
      return .broken("\(error)", suggestion: "reinstall libcairo2 and libpng16-16")
    }
  }

  private func data(_ name: String) -> Finding {
    do {
      let dataset = try DatasetCatalog().load(name)
      return .good(
        "\(dataset.train.count) + \(dataset.test.count) images in \(dataset.source.path)")
    } catch let error as DatasetError {
      let suggestion = error.suggestion ?? "make setup"
      return error.code == .notFound
        ? .warning(error.message, suggestion: suggestion) : .broken(error.description, suggestion: suggestion)
    } catch {
      return .broken("\(error)", suggestion: "make setup")
    }
  }

  /// Nil where the user names no folder.
  private var ownData: Finding? {
    guard let path = ProcessInfo.processInfo.environment["ELBOW_DATA"], !path.isEmpty else { return nil }
    guard Paths.isFolder(DatasetCatalog().expanded(path)) else {
      return .warning("\(path) is no folder, so it is not looked into", suggestion: "correct or unset ELBOW_DATA")
    }
    return .good(path)
  }

  private var autosaves: Finding {
    if Autosave.isOff(ProcessInfo.processInfo.environment) {
      return .good("none, as ELBOW_AUTOSAVE has it; `set autosave=on` in a cell turns them on")
    }
    guard let folder = Autosave.folder(ProcessInfo.processInfo.environment) else {
      return .warning(
        "neither XDG_STATE_HOME nor HOME names a folder for them",
        suggestion: "train checkpoint=\"run\" saves where you say")
    }
    // It is made with the first autosave: what counts is what is there of it.
    var place = folder
    while access(place, F_OK) != 0, place != Paths.parent(place) { place = Paths.parent(place) }
    guard Paths.isFolder(place), access(place, W_OK | X_OK) == 0 else {
      return .warning("\(place) may not be written", suggestion: "let XDG_STATE_HOME name a folder that is yours")
    }
    return .good(
      "the five newest sessions and those that live, after epochs and, with up to \(VariableCapture.mostBytes >> 20) MB of "
        + "variables, after cells, in \(folder)")
  }

  /// Nil where the environment leaves it to the cells.
  private var judge: Finding? {
    do {
      switch try Judging.demanded(by: ProcessInfo.processInfo.environment) {
      case nil: return nil
      case .lenient:
        return .good("a wrong answer is no error, as ELBOW_JUDGE has it, but where `set judge=strict` is said")
      case .strict: return .good("a wrong answer is an error of its cell, as ELBOW_JUDGE has it")
      }
    } catch {
      let problem = Diagnostic(error)
      return .broken(problem.message, suggestion: problem.suggestion ?? "unset ELBOW_JUDGE")
    }
  }

  private var downloads: Finding {
    guard let program = Curl.program else {
      return .warning("there is no curl to fetch data with", suggestion: Curl.suggestion)
    }
    return .good("\(program), where a cell asks for them")
  }

  /// The kernel may be installed in any of several places; one is enough.
  private var jupyter: Finding {
    var places: [KernelSpecLocation] = [.user, .activeEnvironment, .prefix("/usr/local"), .prefix("/usr")]
    if let root = ProgramPlace.projectRoot { places.insert(.prefix("\(root)/.venv"), at: 0) }
    if let environment = ProgramPlace.environment { places.insert(.prefix(environment), at: 0) }
    let folders = places.compactMap { try? $0.folder(of: ElbowLanguage.name) }
    guard let folder = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/kernel.json") }) else {
      return .warning("the kernel is not installed", suggestion: "elbow install")
    }
    let specification = FileManager.default.contents(atPath: "\(folder)/kernel.json").flatMap {
      try? JSON(parsing: [UInt8]($0))
    }
    let program = specification?["argv"]?.arrayValue?.first?.stringValue
    guard let program = program.map({ $0.replacing("{resource_dir}", with: folder) }),
      !program.hasPrefix("/") || access(program, X_OK) == 0
    else {
      return .broken(
        "the kernel in \(folder) starts a program that is not there, or its kernel.json is damaged",
        suggestion: "elbow install")
    }
    return .good("the kernel is installed in \(folder)")
  }

  private var jupyterLab: Finding {
    guard let lab = JupyterLab.found else {
      return .warning("`elbow lab` finds none", suggestion: JupyterLab.installation)
    }
    return .good(lab.program)
  }

  /// Whether JupyterLab draws sliders and the live explorer; nil where there is no JupyterLab.
  private var controls: Finding? {
    guard let lab = JupyterLab.found else { return nil }
    let missing = [("jupyterlab_widgets", "@jupyter-widgets/jupyterlab-manager"), ("anywidget", "anywidget")].filter {
      !lab.hasExtension($0.1)
    }
    guard !missing.isEmpty else { return .good("sliders and `explore` are live in JupyterLab") }
    return .warning(
      "JupyterLab has no \(missing.map(\.0).joined(separator: " and no ")): sliders are lines of text there, and `explore` blends images",
      suggestion: JupyterLab.installation)
  }

  /// Whether JupyterLab shows Elbow's own colours; nil where there is no JupyterLab.
  private var colours: Finding? {
    guard let lab = JupyterLab.found else { return nil }
    guard !lab.hasExtension(LabExtension.name) else { return .good("cells have Elbow's own in JupyterLab") }
    return .warning("cells have Python's in JupyterLab", suggestion: "elbow install")
  }
}
