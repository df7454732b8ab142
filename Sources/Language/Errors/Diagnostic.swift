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
    case busy = "SessionBusy"
    case interrupted = "Interrupted"
    case `internal` = "InternalError"
  }

  package var kind: Kind
  package var message: String
  /// Lines that explain further: "z is 64×30, made in line 2 by reparam(mean, var)".
  package var notes: [String]
  /// What to do, as `try: …` prints it.
  package var suggestion: String?
  /// How what failed is used, where nobody can tell what was meant: a line of the table, as `example: …` prints it.
  package var example: String?
  /// The change that mends the cell, whose line ``suggestion`` is unless it says something else.
  package internal(set) var correction: Correction?
  /// The part of the cell that the caret line marks.
  package var span: SourceSpan?
  /// The name of the parameter whose argument is to blame: the caret points at that argument.
  package var parameter: String?
  /// The part of ``span`` that the caret itself points at, the rest being underlined with `~`.
  package var focus: SourceSpan?
  /// The cell that ``span`` lies in.
  package internal(set) var source: SourceText?
  /// The calls of the user's functions that led to the place, the innermost first.
  package internal(set) var calls: [CallSite] = []
  /// The number of the argument to blame, where it has no parameter: one too many.
  var argument: Int?
  /// What mends the call that failed, for whoever knows its text to make a ``correction`` of it.
  var fixIt: FixIt?
  /// Whether more lines could make the text a whole program: a bracket or a block is still open.
  var isIncomplete = false

  package init(
    _ kind: Kind, _ message: String, notes: [String] = [], suggestion: String? = nil, example: String? = nil,
    correction: Correction? = nil, span: SourceSpan? = nil, parameter: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.notes = notes
    self.suggestion = suggestion
    self.example = example
    self.correction = correction
    self.span = span
    self.parameter = parameter
  }

  /// Where a function of the user's was called from.
  package struct CallSite: Sendable {
    package let function: String
    package let source: SourceText
    package let span: SourceSpan
  }

  /// Any error as a diagnostic: one that can say itself says itself, any other is an InternalError.
  package init(_ error: any Error) {
    switch error {
    case let diagnostic as Diagnostic: self = diagnostic
    case let convertible as any DiagnosticConvertible: self = convertible.diagnostic
    default:
      self.init(
        .internal, "something went wrong inside Elbow: \(error)",
        suggestion: "save your work, and report this message with the cell that caused it")
    }
  }
}

/// An error of a library below the language that can say itself as a ``Diagnostic``.
package protocol DiagnosticConvertible: Error {
  var diagnostic: Diagnostic { get }
}
