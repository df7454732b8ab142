/// The arguments of calls and commands, beside what the table says of them.
extension Checker {
  mutating func check(_ command: Command) throws {
    guard let entry = table[command.verb] else {
      throw Diagnostic(.name, "there is no command `\(command.verb)`", span: command.verbSpan)
    }
    // Alone, the verb may be a variable's name.
    if command.arguments.isEmpty, mayBeAssigned(command.verb) { return }
    do {
      try checkSlips(command.arguments, of: entry)
      try checkNames(of: command.arguments, entry)
      for argument in command.arguments { try check(argument.value) }
      try settle()
      try check(command.arguments, of: entry, isCommand: true, call: nil)
      if entry.mayBind(command.arguments, dialect) { isOpen = true }
    } catch {
      var diagnostic = Diagnostic(error)
      if diagnostic.span == nil { diagnostic.span = command.span }
      throw diagnostic
    }
  }

  /// A name of an argument that the command does not have, before anything is said of its value.
  mutating func checkNames(of arguments: [Argument], _ entry: Entry) throws {
    let names = arguments.compactMap(\.name)
    guard names.allSatisfy({ name in entry.parameters.contains { $0.name == name } }) else {
      return try check(arguments, of: entry, isCommand: true, call: nil)
    }
    // `save run` for `save "run"`: nothing has the name, and what takes files was meant to have one.
    guard let last = arguments.last, last.name == nil, let name = last.value.name, !isInFunction,
      !mayBeKnown(name), table[name] == nil, entry.parameters.contains(where: { $0.suggestions != nil })
    else { return }
    throw Diagnostic(
      .name, "`\(name)` is not defined; the name of a file is written in quotes",
      correction: Correction(last.value.span, "\"\(name)\""), span: last.value.span)
  }

  /// `minutes==20` for `minutes=20`, and `unit=cup` for `unit="cup"`.
  mutating func checkSlips(_ arguments: [Argument], of entry: Entry) throws {
    for argument in arguments {
      if case .comparison(let first, let rest) = argument.value.kind, let name = first.name, !mayBeAssigned(name),
        let link = rest.first, case .values(.equal) = link.operation,
        entry.parameters.contains(where: { $0.isCalled(name) })
      {
        let span = SourceSpan(first.span.end, link.operand.span.start)
        throw Diagnostic(
          .syntax, "`==` compares; an argument is named with `=`", correction: Correction(span, "="), span: span)
      }
      guard let name = argument.name, let word = argument.value.name, !mayBeAssigned(word),
        let words = entry.parameters.first(where: { $0.isCalled(name) })?.type.words,
        words.list.contains(where: { $0.name == word })
      else { continue }
      throw Diagnostic(
        .argument, "`\(name)` of \(entry.name) is a word, and in a call a word is written in quotes",
        correction: Correction(argument.value.span, "\"\(word)\""), span: argument.value.span)
    }
  }

  /// Names and number of the arguments, and the values of those that are written out.
  mutating func check(
    _ arguments: [Argument], of entry: Entry, isCommand: Bool, call: SourceSpan?
  ) throws {
    // What stands in a `try` is left to run.
    if attempts > 0 { return }
    if !isCommand {
      // What the function of that name takes is said when it runs, if it is wrong.
      if let function = entry.namesake?.entry,
        (try? function.parameters(forArguments: arguments.map(\.name), isPartial: true, dialect)) != nil
      {
        return
      }
      try checkSlips(arguments, of: entry)
    }
    // Arguments known to be left out or called otherwise are so for the search for further mistakes.
    var names = arguments.prefix { !$0.isStarred }.map { (argument: $0, name: $0.name) }
    while true {
      guard let mistake = try mistake(in: names, of: arguments, of: entry, isCommand: isCommand, call: call) else {
        return
      }
      try report(mistake)
      guard let place = names.firstIndex(where: { $0.name == mistake.parameter && $0.name != nil }) else { return }
      switch mistake.fixIt {
      case .renamed(let name)?: names[place].name = name
      case .dropped?, .wrapped?: names.remove(at: place)
      default: return
      }
    }
  }

  /// The first mistake in the arguments that a correction mends; any other is thrown.
  ///
  /// - Parameter names: the arguments that fit or may fit, by the names that they should have.
  func mistake(
    in names: [(argument: Argument, name: String?)], of arguments: [Argument], of entry: Entry, isCommand: Bool,
    call: SourceSpan?
  ) throws -> Diagnostic? {
    let whole = SourceSpan(arguments.first?.span.start ?? 0, arguments.last?.span.end ?? 0)
    do {
      let indices = try entry.parameters(
        forArguments: names.map(\.name), isPartial: arguments.contains(where: \.isStarred), dialect)
      for (argument, index) in zip(names.map(\.argument), indices) {
        guard let literal = argument.value.literal else { continue }
        do {
          _ = try entry.parameters[index].converted(literal, for: entry.name)
        } catch {
          var diagnostic = Diagnostic(error)
          diagnostic.span = argument.value.span
          diagnostic.focus = argument.value.span(of: diagnostic.place, in: source)
          throw diagnostic
        }
      }
    } catch {
      var diagnostic = Diagnostic(error)
      guard diagnostic.span == nil else { throw diagnostic }
      if let named = arguments.first(where: { $0.name == diagnostic.parameter && $0.name != nil }) {
        diagnostic.span = named.nameSpan ?? named.span
        diagnostic.correction = Correction(diagnostic, arguments: arguments, of: call, in: source, dialect)
        if diagnostic.correction == nil, !entry.parameters.contains(where: { $0.isCalled(named.name ?? "") }),
          let owner = owner(of: named.name, instead: entry)
        {
          diagnostic.notes.append("`\(named.name ?? "")` is an argument of `\(owner.name)`")
        }
      } else if let number = diagnostic.argument, arguments.indices.contains(number) {
        diagnostic.span = arguments[number].span
        diagnostic.correction = Correction(diagnostic, arguments: arguments, of: call, in: source, dialect)
      } else if !isCommand, !arguments.isEmpty {
        diagnostic.span = whole
      }
      if diagnostic.correction != nil { return diagnostic }
      throw diagnostic
    }
    return nil
  }

  /// The command that has an argument of that name.
  func owner(of name: String?, instead entry: Entry) -> Entry? {
    table.entries.first { other in
      other.kind == .command && entry.kind == .command && other.parameters.contains { $0.name == name }
    }
  }
}
