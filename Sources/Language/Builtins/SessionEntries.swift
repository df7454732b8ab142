extension Interpreter {
  /// Commands about the session itself, which need nothing but the interpreter.
  var sessionEntries: [Entry] {
    [
      Entry(
        "help", .command, group: "help", "how things work: all commands and functions, or one of them",
        parameters: [Parameter("name", .name, default: Value.none, "a command, a function or a variable")],
        result: "None", abstract: .unknown, alwaysDisplays: true, example: "help print",
        run: { [unowned self] arguments, context in
          context.output.page(try help(on: arguments["name"]))
          return .none
        }),
      Entry(
        "open", .command, group: "help", "puts the cell that a command abbreviates into the next cell, ready to run",
        parameters: [Parameter("command", .name, "a command, such as `\(table.dialect.phrases.command)`")],
        result: "None", abstract: .unknown, alwaysDisplays: true,
        example: "open print",
        run: { [unowned self] arguments, context in
          let entry = try entry(named: arguments["command"])
          // An entry that abbreviates nothing is opened as its example.
          context.output.nextCell(entry.expansion ?? entry.example)
          return .none
        }),
      Entry(
        "clear", .command, group: "help", "clears what the cell has shown", result: "None", abstract: .unknown,
        example: "clear",
        run: { _, context in
          context.output.clear(wait: false)
          return .none
        }),
      Entry(
        "variables", .command, group: "session", "what the session's variables are", result: "dict", abstract: .unknown,
        example: "x = 3\nvariables",
        run: { [unowned self] _, context in
          let variables = variables
          if context.isCommand { context.output.display(VariableTable.display(variables), id: nil) }
          return .dict(DictValue(variables.map { ($0.name, $0.value) }))
        }),
      Entry(
        "time", .command, group: "session", "how long a statement takes; alone, how long the last cell took",
        parameters: [Parameter("statement", .statement, default: Value.none, "what to run")], result: "seconds",
        abstract: .unknown,
        example: "time total = sum(range(1000))",
        run: { [unowned self] arguments, context in
          let statement = arguments["statement"]
          guard !statement.isNone else {
            guard let lastDuration else {
              if context.isCommand { context.output.write("no cell has run yet\n", to: .standardOutput) }
              return .none
            }
            if context.isCommand {
              context.output.write("the last cell took \(Self.text(seconds: lastDuration))\n", to: .standardOutput)
            }
            return .real(lastDuration)
          }
          let start = now()
          let value = try context.call(statement)
          let seconds = (now() - start) / .seconds(1)
          if context.isCommand {
            if !value.isNone { context.output.display(value.display, id: nil) }
            context.output.write("took \(Self.text(seconds: seconds))\n", to: .standardOutput)
          }
          return .real(seconds)
        }),
    ]
  }

  private func entry(named value: Value) throws -> Entry {
    switch value {
    case .builtin(let entry): return entry
    case .string(let name):
      if let entry = table[name] { return entry }
      let near = NearestName.find(name, among: table.names)
      throw Diagnostic(
        .name,
        near.map { "there is no command `\(name)` to open; did you mean `\($0)`?" }
          ?? "`open` opens the page of a command, and \(value.repr) is none; files are read and written by `load` and `save`",
        suggestion: near.map { "open \($0)" } ?? "help load", parameter: "command")
    default:
      throw Diagnostic(.type, "open takes the name of a command, and this is \(value.phrase)", parameter: "command")
    }
  }

  /// A duration for people: 12 µs, 3.4 ms, 2.5 s, 3 min 5 s.
  static func text(seconds: Double) -> String {
    func number(_ value: Double) -> String { NumberText.formatted(value, precision: value < 10 ? 1 : 0, style: "f") }
    switch seconds {
    case ..<0.001: return "\(number(seconds * 1e6)) µs"
    case ..<1: return "\(number(seconds * 1e3)) ms"
    case ..<120: return "\(number(seconds)) s"
    default:
      let whole = Int(min(seconds, 1e12).rounded())
      return "\(whole / 60) min \(whole % 60) s"
    }
  }
}
