/// The texts that may stand at a place of a cell.
package struct Completion {
  /// One thing that fits.
  package struct Match: Equatable {
    /// The whole text to put in place of what was begun: `minutes=`, `weigh`.
    package var text: String
    /// The kind of thing, in Jupyter's words: `function`, `instance`, `param`, `keyword`, `word`, `attribute`.
    package var type: String
    /// A function's parameters, or a variable's type and detail: `dough 500 g`.
    package var signature: String

    package init(_ text: String, type: String, signature: String = "") {
      self.text = text
      self.type = type
      self.signature = signature
    }
  }

  /// The best first.
  package var matches: [Match]
  /// The part of the cell, in Unicode scalars, that a match replaces.
  package var start: Int
  package var end: Int
}

extension Interpreter {
  /// The texts that may stand at the cursor, a number of Unicode scalars from the start of the cell.
  package func complete(_ code: String, cursor: Int) -> Completion {
    Completer(code, cursor: cursor, interpreter: self).completion
  }
}
