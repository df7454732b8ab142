import Threads

/// An error of the user's program: what kind, what happened, where, and what to do.
///
/// Libraries throw it with kind, message and suggestion; the interpreter adds the place and the provenance notes.
package struct Diagnostic: Error {
  /// The stable names that a notebook's `ename` carries. A library adds those of its own in an extension.
  package struct Kind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let syntax = Kind(rawValue: "SyntaxError")
    package static let name = Kind(rawValue: "NameError")
    package static let type = Kind(rawValue: "TypeError")
    package static let value = Kind(rawValue: "ValueError")
    package static let shape = Kind(rawValue: "ShapeError")
    package static let index = Kind(rawValue: "IndexError")
    package static let key = Kind(rawValue: "KeyError")
    package static let attribute = Kind(rawValue: "AttributeError")
    package static let argument = Kind(rawValue: "ArgumentError")
    package static let imports = Kind(rawValue: "ImportError")
    package static let runtime = Kind(rawValue: "RuntimeError")
    package static let unbound = Kind(rawValue: "UnboundLocalError")
    package static let assertion = Kind(rawValue: "AssertionError")
    package static let stop = Kind(rawValue: "StopIteration")
    package static let zeroDivision = Kind(rawValue: "ZeroDivisionError")
    package static let overflow = Kind(rawValue: "OverflowError")
    package static let recursion = Kind(rawValue: "RecursionError")
    package static let memory = Kind(rawValue: "MemoryError")
    package static let input = Kind(rawValue: "InputError")
    package static let busy = Kind(rawValue: "SessionBusy")
    package static let interrupted = Kind(rawValue: "Interrupted")
    package static let `internal` = Kind(rawValue: "InternalError")

    /// Kinds that come of a program, and those that come of what is around it.
    static let ofPrograms: [Kind] = [
      .syntax, .name, .type, .value, .shape, .index, .key, .attribute, .argument, .imports, .assertion, .stop,
      .zeroDivision, .overflow, .runtime, .unbound, .recursion, .memory,
    ]
    static let ofSessions: [Kind] = [.input, .busy, .interrupted, .internal]
  }

  package var kind: Kind
  package var message: String
  /// Lines that explain further: "dough is 500 g, made in line 2 by mix(flour, water)".
  package var notes: [String]
  /// The way out, as `try: …` prints it.
  package var suggestion: String?
  /// The ``suggestion`` by the name of the variable that is the argument to blame, or the only one, which whoever made it did not
  /// know.
  package var suggestionForArgument: (@Sendable (_ name: String) -> String)?
  /// How what failed is used, where nobody can tell what was meant: a line of the table, as `example: …` prints it.
  package var example: String?
  /// The change that mends the cell, whose line ``suggestion`` is unless it says something else.
  package internal(set) var correction: Correction?
  /// The part of the cell that the caret line marks.
  package var span: SourceSpan?
  /// The name of the parameter whose argument is to blame: the caret points at that argument.
  package var parameter: String?
  /// The part of that argument's text to blame, in Unicode scalars, where the argument is a text with a grammar of its own.
  package var place: Range<Int>?
  /// Whether notes tell where the variables of the argument to blame were made, and keep quiet about the others.
  package var tellsOfArgumentOnly = false
  /// The part of ``span`` that the caret itself points at, the rest being underlined with `~`.
  package var focus: SourceSpan?
  /// The cell that ``span`` lies in.
  package internal(set) var source: SourceText?
  /// The calls of the user's functions that led to the place, the innermost first.
  package internal(set) var calls: [CallSite] = []
  /// The number of the argument to blame, where it has no parameter: one too many.
  var argument: Int?
  /// The way to mend the call that failed, for whoever knows its text to make a ``correction`` of it.
  var fixIt: FixIt?
  /// The phrase that the dialect is to suggest, where it is not known when the error is made.
  var topic: Phrases.Topic?
  /// The object that was raised, where the program did it itself.
  // An error is told on the thread that ran the cell, where its objects are at home.
  nonisolated(unsafe) var exception: InstanceValue?
  /// The name of the class that `except` knows the error by, where its kind's says too little: a file that is not there.
  package var caughtAs: String?
  /// The class that `except` takes it for, where a library brings that.
  package nonisolated(unsafe) var libraryType: ClassValue?
  /// The text of an error that cannot say itself.
  private var unforeseen: String?
  /// Whether somebody who steps through the program has been shown it.
  var wasSeen = false
  /// Whether more lines could make the text a whole program: a bracket or a block is still open.
  var isIncomplete = false

  package init(
    _ kind: Kind, _ message: String, notes: [String] = [], suggestion: String? = nil, example: String? = nil,
    correction: Correction? = nil, span: SourceSpan? = nil, parameter: String? = nil, caughtAs: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.notes = notes
    self.suggestion = suggestion
    self.example = example
    self.correction = correction
    self.span = span
    self.parameter = parameter
    self.caughtAs = caughtAs
  }

  /// Takes what is to be suggested from the dialect's phrases.
  mutating func complete(with phrases: @autoclosure () -> Phrases) {
    guard let topic else { return }
    suggestion = phrases()[topic]
    self.topic = nil
  }

  /// Says whose fault an unforeseen error is.
  mutating func name(_ dialect: any Dialect) {
    if let unforeseen { message = "something went wrong inside \(dialect.languageName): \(unforeseen)" }
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
        .internal, "something went wrong inside: \(error)",
        suggestion: "save your work, and report this message with the cell that caused it")
      unforeseen = "\(error)"
    }
  }
}

/// An error of a library below the language that can say itself as a ``Diagnostic``.
package protocol DiagnosticConvertible: Error {
  var diagnostic: Diagnostic { get }
}

extension Cancelled: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    guard lacksMemory else { return Diagnostic(.interrupted, "the cell was interrupted") }
    return Diagnostic(
      .memory, "the cell takes more memory than there is, and was stopped before the system would have ended all of it",
      suggestion: "keep less at a time: of what a variable x holds, x = None frees the memory")
  }
}
