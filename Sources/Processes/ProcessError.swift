/// What hinders several processes from working together.
package struct ProcessError: Error, CustomStringConvertible, Equatable {
  package let description: String
  package let suggestion: String?
  /// Whether all are there, and only not at the same.
  package let isApart: Bool

  package init(_ description: String, suggestion: String? = nil, isApart: Bool = false) {
    (self.description, self.suggestion, self.isApart) = (description, suggestion, isApart)
  }
}
