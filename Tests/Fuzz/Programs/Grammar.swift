import Language

/// Cells made from the rules of the language and the entries of the table, most of them nearly right.
///
/// What is written here knows no entry by name: arguments follow from the types that the table declares.
struct Grammar {
  let functions: [Entry]
  let commands: [Entry]
  let methods: [Entry]
  /// What modules have, each with its path.
  let members: [Entry]
  /// The entries whose result is a tensor, a network …, by that word.
  let makers: [String: [Entry]]
  var random = SplitMix(0)
  /// How much more a rule may grow: every step down takes one.
  var fuel = 0
  /// Whether what is made is the body of a function that yields.
  var isGenerator = false

  /// Reads all modules, which takes as long as a hundred cells: one is enough for a worker.
  init(_ table: Table) {
    // `input` asks somebody who is not there, and `exit` has nobody to tell.
    functions = table.entries.filter { $0.kind == .function }
    commands = table.entries.filter { $0.kind == .command }
    methods = table.allMethods
    var members: [Entry] = []
    var modules = table.constants.sorted { $0.key < $1.key }.map(\.value)
    var seen: Set<String> = []
    while let value = modules.popLast() {
      guard case .object(let object) = value, let module = object as? NamespaceValue, seen.insert(module.path).inserted
      else {
        if case .builtin(let entry) = value { members.append(entry) }
        continue
      }
      modules += module.names.compactMap { module[$0] }
    }
    self.members = members
    makers = Dictionary(grouping: functions) { String($0.result.prefix { $0.isLetter }) }
  }

  /// A cell of one to four statements.
  func program(_ random: inout SplitMix) -> String {
    var grammar = self
    grammar.random = random
    defer { random = grammar.random }
    return grammar.program()
  }

  private mutating func program() -> String {
    (0...random.below(4)).map { _ in
      fuel = 4 + random.below(8)
      return statement(indent: "")
    }.joined(separator: "\n")
  }

  // MARK: Names

  static let variables = ["x", "y", "z", "a", "b", "i", "net", "h", "loss", "mean", "d", "s", "f", "g", "t"]

  mutating func variable() -> String { random.pick(Self.variables) }

  /// Whether the rule may still go deeper; uses up a step.
  mutating func deeper() -> Bool {
    fuel -= 1
    return fuel > 0
  }
}
