/// One name of the table: a function (`weigh`), or a command (`bake`), with all that is known of it.
///
/// Argument checking, errors, completion, inspection, `help` and the written reference are read from here, so they
/// cannot disagree.
package struct Entry {
  package enum Kind: Sendable {
    /// `weigh(x)`: always a call.
    case function
    /// A verb: `bake minutes=2` at the start of a line, or `bake(minutes=2)` as a call that returns instead of showing.
    case command
  }

  /// The things that running the entry touches, so that a second reader knows whether it may run beside a long cell.
  package enum Effect: Equatable, Sendable, CustomStringConvertible {
    case reads
    /// It takes random numbers from the session, and changes nothing else: on a copy of the session it may run.
    case drawsNumbers
    /// It changes this, in the words of its library: "the session", "the oven".
    case changes(String)

    package static var changesSession: Effect { .changes("the session") }

    /// Whether something is different after a call for those that come later, but for their random numbers.
    package var isChange: Bool { if case .changes = self { true } else { false } }

    /// What an entry does, as a verb: "changes the session".
    package var description: String {
      switch self {
      case .reads: "reads"
      case .drawsNumbers: "draws random numbers"
      case .changes(let what): "changes \(what)"
      }
    }
  }

  package var name: String
  package var kind: Kind
  /// The heading it stands under in `help`: `oven`, `table` …
  package var group: String
  /// One line, without a full stop: "how many grams it has".
  package var summary: String
  /// Further paragraphs of its page of help, Markdown.
  package var details: String
  package var parameters: [Parameter]
  /// Names that do the same elsewhere (`combine` for `mix`): errors translate them.
  package var otherNames: [String]
  /// The result of a call, as the reference prints it: "dough", "float", "None".
  package var result: String
  /// Whether `x.name(…)` means `name(x, …)`. Commands are never methods.
  package var isMethod: Bool
  /// Whether a call displays too, as `show(x)` and `print(x)` do. The call's value is then not shown a second time.
  package var alwaysDisplays: Bool
  package var effect: Effect
  /// Whether it has a name of its own in a cell; else it is found behind a dot only: as a method, or in a module.
  package var isBare = true
  /// Where a module has it: `kitchen.tools.whisk`; nil where none has.
  package var path: String?
  /// Where it departs from what the dialect's counterpart has under this name, and why; empty where it does not.
  package var departure: String
  /// The dialect's counterpart, from the table that the entry stands in.
  package internal(set) var counterpart = ""
  /// A cell that shows it, which must run as written on a fresh session.
  package var example: String
  /// The bundled lesson that shows it at work, by its file's name without the ending.
  package var lesson: String?
  /// For a command: the cell that it abbreviates, ready to paste. It may depend on what the session holds; nil where there
  /// is none for that.
  package var expansion: String? { writeExpansion?() }
  private let writeExpansion: (() -> String?)?
  /// The abstract value of a call, as far as it is known before the call runs.
  package var abstract: AbstractRule
  /// Whether a call may bind variables of any names, as one may that takes up what another session left; by the arguments
  /// that are given, under their parameters' names, with the values of those that are written out. Nil for one that never does.
  package var bindsVariables: (([String: Value?]) -> Bool)?
  /// The function of the language's own that has the same name, where a library's command took its place: a call means
  /// it where its arguments fit.
  package internal(set) var namesake: Namesake?
  /// Whether a value is what a call of it makes, for `isinstance`; nil where nobody can tell.
  package var makes: ((Value) -> Bool)?
  /// The same for a function that stands for a class elsewhere, as one that makes layers does.
  package var recognizes: ((Value) -> Bool)?
  /// The class that it stands for where another derives from it, or `isinstance` asks; nil where it stands for none.
  package var base: (() -> ClassValue?)?
  /// What is to be tried where an argument has a name that no parameter has; nil where nothing can be said.
  package var wayOfUnknown: ((_ name: String) -> String?)?
  /// Does the work. Arguments have been matched, converted and checked against ``parameters``.
  package var run: (Arguments, Context) throws -> Value

  package init(
    _ name: String, _ kind: Kind = .function, group: String, _ summary: String, details: String = "",
    parameters: [Parameter] = [], result: String, abstract: AbstractRule, isMethod: Bool = false,
    alwaysDisplays: Bool = false, effect: Effect = .reads, example: String, lesson: String? = nil,
    otherNames: [String] = [], departure: String = "", expansion: (() -> String?)? = nil,
    bindsVariables: (([String: Value?]) -> Bool)? = nil,
    run: @escaping (Arguments, Context) throws -> Value
  ) {
    self.name = name
    self.kind = kind
    self.group = group
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.result = result
    self.isMethod = isMethod
    self.alwaysDisplays = alwaysDisplays
    self.effect = effect
    self.example = example
    self.lesson = lesson
    writeExpansion = expansion
    self.abstract = abstract
    self.otherNames = otherNames
    self.departure = departure
    self.bindsVariables = bindsVariables
    self.run = run
  }
}

/// An entry behind a reference.
package final class Namesake {
  let entry: Entry

  init(_ entry: Entry) { self.entry = entry }

  /// Whether the arguments fit it.
  func takes(_ arguments: [CallArgument], _ dialect: any Dialect) -> Bool {
    (try? entry.match(arguments, dialect)) != nil
  }
}
