/// A data set that cannot be found or read: which file, what was expected there, and what was found.
package struct DatasetError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable {
    /// No such data set, folder or file.
    case notFound
    /// A file that the system does not let us read.
    case unreadable
    /// A file that ends too early, goes on too long, or whose compressed data are damaged.
    case damaged
    /// A file that is whole, but of another kind or version.
    case format
    /// Files, each right in itself, that do not belong together.
    case mismatch
    /// An index or a size outside of a set.
    case range
    /// A file that could not be downloaded.
    case unreachable
  }

  package var code: Code
  /// The file or folder, where one is to blame.
  package var path: String?
  /// The fault, with what was expected and what was found.
  package var message: String
  /// Lines that explain further, such as the places that were looked at.
  package var notes: [String]
  /// The way out.
  package var suggestion: String?

  package init(
    _ code: Code, path: String? = nil, _ message: String, notes: [String] = [], suggestion: String? = nil
  ) {
    self.code = code
    self.path = path
    self.message = message
    self.notes = notes
    self.suggestion = suggestion
  }

  /// A file that holds something else than it should.
  static func wrong(_ code: Code, path: String, expected: String, found: String) -> DatasetError {
    DatasetError(code, path: path, "expected \(expected), found \(found)")
  }

  package var description: String {
    let head = path.map { "\($0): \(message)" } ?? message
    return ([head] + notes.map { "  " + $0 } + (suggestion.map { [$0] } ?? [])).joined(separator: "\n")
  }
}
