/// Objects that loops go through elsewhere, and that an entry gives here.
package struct ForeignLoops: Sendable {
  let names: Set<String>
  /// Functions around such an object that a loop here does without.
  let wrappers: Set<String>
  /// The parameter that tells how much comes in each round; the second argument is the same without a name.
  let size: String
  let entry: String
  let reason: String
  let written: @Sendable (Use) -> String

  /// A loop as it was written.
  package struct Use: Sendable {
    package let name: String
    /// The text of the argument that tells how much comes in each round; empty where there is none.
    package let size: String
    /// Whether each round binds several names.
    package let isUnpacked: Bool
    private let before: String
    private let behind: String

    init(name: String, size: String, isUnpacked: Bool, before: String, behind: String) {
      self.name = name
      self.size = size
      self.isUnpacked = isUnpacked
      self.before = before
      self.behind = behind
    }

    /// The head of the loop through something else.
    package func loop(through source: String) -> String { "for " + before + source + behind + ":" }
  }

  /// - Parameters:
  ///   - entry: the entry that gives it here, without which nothing is said.
  ///   - reason: what that entry does, in a sentence.
  ///   - written: an example in place of the loop.
  package init(
    _ names: Set<String>, wrappers: Set<String> = [], size: String, entry: String, because reason: String,
    written: @escaping @Sendable (Use) -> String
  ) {
    self.names = names
    self.wrappers = wrappers
    self.size = size
    self.entry = entry
    self.reason = reason
    self.written = written
  }
}
