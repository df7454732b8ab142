import Datasets
import Files
import Glibc
import Graphics
import Language
import Networks
import Tensors
import VAE

// How the errors of the rooms below are said in the language.

extension TensorError: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    let kind: Diagnostic.Kind =
      switch code {
      case .shape: .shape
      case .index: .index
      case .value: .value
      case .matrix: .matrix
      case .memory: .memory
      case .gradient: .gradient
      }
    var diagnostic = Diagnostic(kind, description, suggestion: suggestion)
    if code == .matrix { diagnostic.libraryType = Self.matrixErrors }
    return diagnostic
  }

  /// `torch.linalg.LinAlgError`, NumPy's too. Never changed once made.
  nonisolated(unsafe) static let matrixErrors = Exceptions.library("LinAlgError")
}

extension TensorError {
  /// Runs `body`, whose errors are those of an operation that an entry makes use of, and says them in the entry's name.
  static func named<Result>(_ entry: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as TensorError where error.message.hasPrefix("\(error.operation): ") {
      let message = "\(entry): \(error.message.dropFirst(error.operation.count + 2))"
      throw TensorError(error.code, entry, message, suggestion: error.suggestion)
    }
  }
}

extension ModelError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.model, message, suggestion: suggestion) }
}

extension DatasetError: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    Diagnostic(
      .data, path.map { "\($0): \(message)" } ?? message, notes: notes, suggestion: suggestion,
      caughtAs: code == .notFound && path != nil ? "FileNotFoundError" : nil)
  }
}

extension FileError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.data, description, suggestion: suggestion, caughtAs: className) }

  /// Python's class of it.
  private var className: String {
    switch code {
    case ENOENT: "FileNotFoundError"
    case ENOTDIR: "NotADirectoryError"
    case EISDIR: "IsADirectoryError"
    case EEXIST: "FileExistsError"
    case EACCES, EPERM: "PermissionError"
    default: "OSError"
    }
  }
}

extension GraphicsError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.value, message) }
}

extension Divergence: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    guard let step else { return Diagnostic(.divergence, "\(words), and no step is taken from there", suggestion: way) }
    return Diagnostic(
      .divergence, "\(words(ofStep: step)); the model is as it was after step \(step - 1)",
      suggestion: "train again with a smaller learning rate, as lr=0.0003")
  }

  private var words: String {
    switch cause {
    case .loss(let number): "the loss is \(number)"
    case .gradient: "a gradient of the loss is not a finite number"
    case .length(let length): "the gradient of the loss is over 1e\(Int(log10(length))) long, too long for a step"
    }
  }

  private func words(ofStep step: Int) -> String {
    switch cause {
    case .loss: "the loss of step \(step) is not a finite number"
    case .gradient: "the gradient of step \(step) is not a finite number"
    case .length(let length): "the gradient of step \(step) is over 1e\(Int(log10(length))) long, too long for a step"
    }
  }

  private var way: String {
    switch cause {
    case .loss: "begin again with a smaller lr"
    case .gradient: "a smaller lr; or look in the loss for a root, a logarithm or a division at 0"
    case .length: "hold the gradient's length, as step(optimizer, loss, clip=1)"
    }
  }
}
