import ArgumentParser
import Datasets
import FoundationEssentials
import Graphics
import JupyterKernel
import Tensors

/// `elbow doctor`: whether everything is in place, and what to do where it is not.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check libraries, data and the Jupyter installation.")

  /// How one thing stands. A warning costs speed or comfort; what is broken makes the exit code 1.
  private enum Finding {
    case good(String)
    case warning(String, remedy: String)
    case broken(String, remedy: String)
  }

  func run() throws {
    var isBroken = false
    for (name, finding) in [
      ("processor", processor), ("threads", threads), ("drawing", drawing), ("MNIST", data("mnist")),
      ("Fashion-MNIST", data("fashion_mnist")), ("downloads", downloads), ("Jupyter", jupyter),
    ] {
      switch finding {
      case .good(let text): print("✓ \(name): \(text)")
      case .warning(let text, let remedy): print("! \(name): \(text)\n    \(remedy)")
      case .broken(let text, let remedy):
        print("✗ \(name): \(text)\n    \(remedy)")
        isBroken = true
      }
    }
    if isBroken { throw ExitCode.failure }
  }

  private var processor: Finding {
    let text = "OpenBLAS with kernels for \(BLAS.coreName)"
    guard let handicap = BLAS.handicap else { return .good(text) }
    return .warning(
      "\(text): \(handicap)", remedy: "OpenBLAS chooses the fastest kernels of this processor by itself")
  }

  private var threads: Finding { .good("\(ThreadPool.shared.threadCount)") }

  private var drawing: Finding {
    do {
      let picture = try Plot([Series(.line(.init(x: [0, 1], y: [0, 1])))], title: "test").picture()
      return .good("a plot of \(picture.png.count) bytes")
    } catch {
      return .broken("\(error)", remedy: "reinstall libcairo2 and libpng16-16")
    }
  }

  private func data(_ name: String) -> Finding {
    do {
      let dataset = try DatasetCatalog().load(name)
      return .good("\(dataset.train.count) + \(dataset.test.count) images in \(dataset.source.path)")
    } catch let error as DatasetError {
      let remedy = error.suggestion ?? "make setup"
      return error.code == .notFound
        ? .warning(error.message, remedy: remedy) : .broken(error.description, remedy: remedy)
    } catch {
      return .broken("\(error)", remedy: "make setup")
    }
  }

  private var downloads: Finding {
    guard let program = Curl.program else {
      return .warning("there is no curl to fetch data with", remedy: Curl.remedy)
    }
    return .good("\(program), where a cell asks for them")
  }

  /// The kernel may be installed in any of several places; one is enough.
  private var jupyter: Finding {
    var places: [KernelSpecLocation] = [.user, .activeEnvironment, .prefix("/usr/local"), .prefix("/usr")]
    if let root = projectRoot { places.insert(.prefix("\(root)/.venv"), at: 0) }
    let folders = places.compactMap { try? $0.folder(of: ElbowKernel.name) }
    guard let folder = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/kernel.json") }) else {
      return .warning("the kernel is not installed", remedy: "elbow install")
    }
    return .good("the kernel is installed in \(folder)")
  }

  /// The folder that holds `.build`, where the program runs from there.
  private var projectRoot: String? {
    guard let parts = DatasetCatalog.runningProgram?.split(separator: "/"), let build = parts.firstIndex(of: ".build")
    else { return nil }
    return "/" + parts[..<build].joined(separator: "/")
  }
}
