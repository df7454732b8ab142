/// An error of the user's program: what kind, what happened, where, and what to do.
///
/// Libraries throw it with kind, message and suggestion; the interpreter adds the place and the provenance notes.
package struct Diagnostic: Error {
  /// The stable names that a notebook's `ename` carries.
  package enum Kind: String, Sendable, CaseIterable {
    case syntax = "SyntaxError"
    case name = "NameError"
    case type = "TypeError"
    case value = "ValueError"
    case shape = "ShapeError"
    case index = "IndexError"
    case key = "KeyError"
    case attribute = "AttributeError"
    case argument = "ArgumentError"
    case zeroDivision = "ZeroDivisionError"
    case recursion = "RecursionError"
    case memory = "MemoryError"
    case data = "DataError"
    case file = "FileError"
    case model = "ModelError"
    case gradient = "GradientError"
    case divergence = "DivergenceError"
    case input = "InputError"
    case interrupted = "Interrupted"
    case `internal` = "InternalError"
  }

  package var kind: Kind
  package var message: String
  /// Lines that explain further: "z is 64×30, made in line 2 by reparam(mean, var)".
  package var notes: [String]
  /// What to do, as `try: …` prints it.
  package var suggestion: String?
  /// The part of the cell that the caret line marks.
  package var span: SourceSpan?

  package init(
    _ kind: Kind, _ message: String, notes: [String] = [], suggestion: String? = nil, span: SourceSpan? = nil
  ) {
    self.kind = kind
    self.message = message
    self.notes = notes
    self.suggestion = suggestion
    self.span = span
  }
}

/// An error of a library below the language that can say itself as a ``Diagnostic``.
package protocol DiagnosticConvertible: Error {
  var diagnostic: Diagnostic { get }
}
