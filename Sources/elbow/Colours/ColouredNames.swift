import JupyterWire
import Language
import Workbench

/// The names of the table for those who colour Elbow's code: JupyterLab's extension and Pygments' lexer. Both have them from
/// here, as they are when they are installed, so that nothing has to be kept up to date.
enum ColouredNames {
  /// Five members:
  ///
  /// - `verbs`: the commands. Of each, `positional` has its parameters in their order, one that takes all the rest as `*name`,
  ///   and `words` those of a parameter that it takes literally, or true where it takes any name, `help train`.
  /// - `prefixes`: the commands whose argument is a statement, `time train epochs=1`.
  /// - `functions`: what is called, which are all functions, and those commands that are called everywhere, such as `print`: the
  ///   others' names are more often those of somebody's own variables there, `model(x)`.
  /// - `layers`: functions that are handed on without brackets, too, `sequential(flatten, …)`.
  /// - `constants`: the classes that have a name in every cell, those of errors.
  static var json: JSONObject {
    let session = Session()
    let table = Interpreter(table: session.entries(), host: session).table
    let commands = table.entries.filter { $0.kind == .command }
    let called = table.entries.filter { $0.kind == .function || $0.namesake != nil || $0.alwaysDisplays }
    let classes = table.constants.filter { _, value in
      if case .object(let object) = value { object is ClassValue } else { false }
    }
    return [
      "verbs": .object(JSONObject(commands.map { ($0.name, .object(arguments(of: $0))) })),
      "prefixes": list(commands.filter(takesStatement).map(\.name)),
      "functions": list(called.map(\.name)),
      "layers": list(table.entries.filter { $0.kind == .function && $0.group == "layers" }.map(\.name)),
      "constants": list(classes.keys.sorted()),
    ]
  }

  private static func list(_ names: [String]) -> JSON { .array(names.map(JSON.string)) }

  private static func arguments(of command: Entry) -> JSONObject {
    let positional = command.parameters.filter { [.standard, .variadic].contains($0.style) }
    let literal = command.parameters.compactMap { parameter in
      words(of: parameter.type).map { (parameter.name, $0) }
    }
    return [
      "positional": list(positional.map { $0.style == .variadic ? "*\($0.name)" : $0.name }),
      "words": .object(JSONObject(literal)),
    ]
  }

  /// What a parameter takes literally on a command line; nil where it takes values only.
  private static func words(of type: ParameterType) -> JSON? {
    switch type {
    case .word(let words, _): list(words.map(\.name))
    case .either(let types): types.compactMap(words).first
    case .name: true
    default: nil
    }
  }

  private static func takesStatement(_ command: Entry) -> Bool {
    if case .statement? = command.parameters.first?.type { true } else { false }
  }
}
