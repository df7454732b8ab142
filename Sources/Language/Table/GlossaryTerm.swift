/// A word of the field that a library explains: what `help proving` shows, and a section of its glossary.
package struct GlossaryTerm: Sendable {
  /// As `help` takes it, blanks as underscores: `slow_proving`.
  package var name: String
  /// Further names that lead here: other spellings, abbreviations, the full form.
  package var otherNames: [String]
  /// Two or three sentences.
  package var definition: String
  /// In plain text, as one would write it in a comment.
  package var formula: String?
  /// The formula in TeX, line by line, for whoever shows Markdown; where there is none, the plain text stands there too.
  package var typeset: [String] = []
  /// The lessons that teach it, by the names of their files.
  package var lessons: [String]
  /// Entries of the table that have to do with it.
  package var entries: [String]
  /// Other terms, by their names.
  package var related: [String]

  package init(
    _ name: String, also otherNames: [String] = [], _ definition: String, formula: String? = nil, lessons: [String],
    entries: [String] = [], related: [String] = []
  ) {
    self.name = name
    self.otherNames = otherNames
    self.definition = definition
    self.formula = formula
    self.lessons = lessons
    self.entries = entries
    self.related = related
  }

  /// The name as one writes it in a sentence.
  package var title: String { Self.spoken(name) }

  /// Names are found whatever their case, and whatever stands between their words.
  package func isCalled(_ word: String) -> Bool {
    let wanted = Self.key(word)
    return ([name] + otherNames).contains { Self.key($0) == wanted }
  }

  static func spoken(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }

  private static func key(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
