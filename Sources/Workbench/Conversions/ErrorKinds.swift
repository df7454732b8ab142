import Language

extension Diagnostic.Kind {
  package static let answer = Diagnostic.Kind(rawValue: "AnswerError")
  package static let data = Diagnostic.Kind(rawValue: "DataError")
  package static let file = Diagnostic.Kind(rawValue: "FileError")
  package static let matrix = Diagnostic.Kind(rawValue: "LinAlgError")
  package static let model = Diagnostic.Kind(rawValue: "ModelError")
  package static let gradient = Diagnostic.Kind(rawValue: "GradientError")
  package static let divergence = Diagnostic.Kind(rawValue: "DivergenceError")
  /// Several processes do not work together any more.
  package static let processes = Diagnostic.Kind(rawValue: "ProcessError")
}
