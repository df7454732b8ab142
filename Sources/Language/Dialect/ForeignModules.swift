/// Modules of other libraries, whose functions have no prefix here.
///
/// A path is what stands in the cell, `cookbook.fold`; all tables but ``names`` have it with its usual prefix, which
/// ``abbreviations`` makes of it.
package struct ForeignModules: Sendable {
  /// The names that stand before a dot, beside those of Python's own modules.
  package var names: Set<String> = []
  /// Beginnings of paths, and the prefix that people usually give to them. The first that fits counts.
  package var abbreviations: [(path: String, usual: String)] = []
  /// Modules whose functions, all or some of them, do there what they do here, with the same arguments.
  package var namesakes: [String: Namesakes] = [:]
  /// Modules whose parts, however deep, have such functions.
  package var namesakesWithin: [String: Namesakes] = [:]
  /// Commands that a function has for a namesake, by its path.
  package var commands: Set<String> = []
  /// Functions that are something else than their namesakes here, by their path.
  package var others: Set<String> = []
  /// Modules whose functions ``ForeignCalls/byName`` describes.
  package var modulesOfCalls: Set<String> = []
  /// Functions that are something else here than their name says, and an example of what is most like them.
  package var examples: [String: String] = [:]
  /// Parts of a library that have nothing to do here.
  package var idleParts: IdleParts?
  /// Functions that have nothing to do here if they are called without arguments, by their last name.
  package var idleFunctions: [String: IdleFunction] = [:]
  /// Functions whose first two arguments stand the other way round here.
  package var swapped: [String: SwappedCall] = [:]
  /// A library whose values have methods that do something else than those here.
  package var arrays: ForeignArrays?

  /// What to do instead of importing a module, by its name.
  package var advice: [String: String] = [:]

  package init() {}

  /// The functions of a module that mean here what they mean there.
  package enum Namesakes: Sendable {
    case all
    case some(Set<String>)

    func contains(_ name: String) -> Bool {
      switch self {
      case .all: true
      case .some(let names): names.contains(name)
      }
    }
  }

  /// Parts by which something is chosen elsewhere that is always so here.
  package struct IdleParts: Sendable {
    let fragments: [String]
    let functions: Set<String>
    let reason: String

    /// - Parameters:
    ///   - fragments: text that occurs in a path.
    ///   - functions: last names of a path.
    package init(fragments: [String], functions: Set<String>, because reason: String) {
      self.fragments = fragments
      self.functions = functions
      self.reason = reason
    }

    func contain(_ path: String, _ name: String) -> Bool {
      functions.contains(name) || fragments.contains { path.contains($0) }
    }
  }

  package struct IdleFunction: Sendable {
    let modules: Set<String>
    let reason: String

    package init(of modules: Set<String>, because reason: String) {
      self.modules = modules
      self.reason = reason
    }
  }

  /// `weigh(bowl, of=flour)` for `weigh(flour, bowl)`.
  package struct SwappedCall: Sendable {
    let function: String
    let first: String
    let reason: String
    let example: String

    /// - Parameters:
    ///   - function: the entry that takes the second argument first.
    ///   - first: the name that the first argument then has.
    package init(_ function: String, first: String, because reason: String, example: String) {
      self.function = function
      self.first = first
      self.reason = reason
      self.example = example
    }
  }

  /// The path with the usual prefix: `cb.fold` for `cookbook.fold`.
  func usual(_ path: String) -> String {
    for (long, short) in abbreviations where path.hasPrefix(long) { return short + path.dropFirst(long.count) }
    return path
  }

  /// Whether a name at the start of a path is that of a module.
  func contains(_ name: String) -> Bool { names.contains(name) || PythonNames.modules.contains(name) }
}

extension Dialect {
  /// Whether the entry does in a module what it does here, with the same arguments in the same places.
  func isSame(_ entry: Entry, _ path: String) -> Bool {
    let modules = modules
    let path = modules.usual(path)
    let parts = path.split(separator: ".").map(String.init)
    guard let root = parts.first, let name = parts.last, !modules.others.contains(path), call(path) == nil else {
      return false
    }
    if entry.kind == .command { return modules.commands.contains(path) }
    let namesakes = modules.namesakes[parts.dropLast().joined(separator: ".")] ?? modules.namesakesWithin[root]
    return namesakes?.contains(name) ?? false
  }
}
