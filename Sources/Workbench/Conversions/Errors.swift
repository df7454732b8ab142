import Datasets
import Graphics
import Language
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
      case .memory: .memory
      case .gradient: .gradient
      case .cancelled: .interrupted
      }
    return Diagnostic(kind, code == .cancelled ? Cancellation.message : description, suggestion: suggestion)
  }
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
    Diagnostic(.data, path.map { "\($0): \(message)" } ?? message, notes: notes, suggestion: suggestion)
  }
}

extension FileError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.data, description, suggestion: suggestion) }
}

extension GraphicsError: DiagnosticConvertible {
  package var diagnostic: Diagnostic { Diagnostic(.value, message) }
}

extension Divergence: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    Diagnostic(
      .divergence, "the \(what) of step \(step) is not a finite number; the model is as it was after step \(step - 1)",
      suggestion: "train again with a smaller learning rate, as lr=0.0003")
  }
}
