/// Sentences and examples of the language's own that a field says in its words.
package struct Phrases: Sendable {
  /// In place of arithmetic with lists.
  package var arithmeticOfLists = "a loop computes with each item"
  /// In place of `x[i] = …` where `x` is an object that does not change.
  package var assignmentOfItems = "make a new one of its parts"
  /// A command that stands for any.
  package var command = "print"
  /// What to do instead of opening a file.
  package var files = "print what is to be kept"
  /// The lines that a beginner runs first, one after the other.
  package var firstLines: [String] = []
  /// The subjects of `help` in the order in which one meets them; others follow.
  package var subjects: [String] = []
  /// A term that stands for any; empty: the first of the glossary does.
  package var term = ""
  /// Examples of the language's own entries, by their name, in place of those they have.
  package var examples: [String: String] = [:]

  package init() {}

  /// Phrases that an error asks for where it does not know the dialect.
  enum Topic: Sendable {
    case arithmeticOfLists, assignmentOfItems
  }

  subscript(topic: Topic) -> String {
    switch topic {
    case .arithmeticOfLists: arithmeticOfLists
    case .assignmentOfItems: assignmentOfItems
    }
  }
}
