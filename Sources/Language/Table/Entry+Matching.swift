extension Entry {
  /// Which parameter each argument goes to, by the names they were written with (nil: by position).
  ///
  /// Throws for a name that does not exist or is given twice, for too many, and for a required one that is missing
  /// unless `isPartial` (a `*list` among the arguments may bring more). `hasReceiver`: the first argument stands before
  /// the dot of a method call.
  func parameters(
    forArguments names: [String?], hasReceiver: Bool = false, isPartial: Bool = false, _ dialect: any Dialect
  ) throws -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(names.count)
    var taken = [Bool](repeating: false, count: parameters.count)
    var next = 0
    for (position, name) in names.enumerated() {
      guard let name else {
        while next < parameters.count, parameters[next].style == .keywordOnly { next += 1 }
        guard next < parameters.count, parameters[next].style != .keywords else {
          throw tooMany(names, at: position, hasReceiver: hasReceiver, dialect)
        }
        result.append(next)
        taken[next] = true
        if parameters[next].style != .variadic { next += 1 }
        continue
      }
      guard let index = parameters.firstIndex(where: { $0.isCalled(name) }) else {
        guard let last = parameters.last, last.style == .keywords else { throw unknownParameter(name, dialect) }
        result.append(parameters.count - 1)
        continue
      }
      if taken[index] {
        throw Diagnostic(.argument, "`\(name)` of \(self.name) is given twice", parameter: name)
      }
      taken[index] = true
      result.append(index)
    }
    if !isPartial {
      for (index, parameter) in parameters.enumerated()
      where !taken[index] && parameter.style != .variadic && parameter.style != .keywords
        && parameter.defaultValue == nil
      {
        throw Diagnostic(
          .argument, "\(self.name) needs `\(parameter.name)`: \(parameter.summary)",
          notes: ["its form is \(signature)"],
          example: shortExample)
      }
    }
    return result
  }

  /// The example without the lines before a command: they would make anew what the session has.
  var shortExample: String {
    guard kind == .command else { return example }
    let line = example.split(separator: "\n").last { $0 == name || $0.hasPrefix(name + " ") }
    return line.map(String.init) ?? example
  }

  private func tooMany(
    _ names: [String?], at position: Int, hasReceiver: Bool, _ dialect: any Dialect
  ) -> Diagnostic {
    let room = parameters.count { $0.style == .standard } - (hasReceiver ? 1 : 0)
    let found = names.count { $0 == nil } - (hasReceiver ? 1 : 0)
    let takes =
      switch room {
      case ...0: "no arguments"
      case 1: "one argument"
      default: "at most \(room) arguments"
      }
    var error = Diagnostic(
      .argument, "\(name) takes \(takes) without a name, and got \(found)", notes: ["its form is \(signature)"])
    error.argument = position
    if room == 1, !hasReceiver, takesNumbers(dialect) { error.fixIt = .gathered }
    if room <= 0 { error.fixIt = .surplus }
    return error
  }

  /// Whether its one argument is what a list of the arguments would be: `vector(1, 2)` for `vector([1, 2])`.
  private func takesNumbers(_ dialect: any Dialect) -> Bool {
    guard case .like(let type)? = parameters.first?.type else { return false }
    return !isMethod && dialect.parameters.typesOfLists.contains(type)
  }

  private func unknownParameter(_ name: String, _ dialect: any Dialect) -> Diagnostic {
    let foreign = dialect.parameters
    let known = parameters.filter { $0.style != .variadic }.map(\.name)
    var error = Diagnostic(
      .argument, "\(self.name) has no parameter `\(name)`",
      notes: [known.isEmpty ? "it has no parameters that are named" : "it has \(known.joined(separator: ", "))"],
      parameter: name)
    if let other = foreign.renamed[name]?.first(where: known.contains) {
      error.message += "; here it is called `\(other)`"
      error.fixIt = .renamed(other)
    } else if let other = foreign.rewritten[name], other.applies(to: known) {
      error.message += ": \(other.reason)"
      error.fixIt = .replaced(other.texts)
    } else if let rule = foreign.rules[name], known.contains(rule.companion) {
      error.message += ": \(rule.reason)"
      error.fixIt = .edited(rule.edits)
    } else if let idle = foreign.idle[name], let reason = idle.reason {
      error.message += ": \(reason)"
      error.fixIt = idle.wrapper.map { $0 == self.name ? nil : .wrapped($0) } ?? .dropped
      error.notes = []
    } else if let near = NearestName.find(name, among: known) ?? known.first(where: { $0.hasPrefix(name + "_") }) {
      error.message += "; did you mean `\(near)`?"
      error.fixIt = .renamed(near)
    } else {
      error.suggestion = wayOfUnknown?(name)
    }
    return error
  }

  /// Matches, converts and checks the arguments of a call.
  package func match(
    _ arguments: [CallArgument], hasReceiver: Bool = false, _ dialect: any Dialect = PlainDialect()
  ) throws -> Arguments {
    let indices = try parameters(forArguments: arguments.map(\.name), hasReceiver: hasReceiver, dialect)
    var values: [Value] = []
    values.reserveCapacity(parameters.count)
    for parameter in parameters { values.append(parameter.defaultValue ?? .none) }
    var written = [Bool](repeating: false, count: parameters.count)
    var rest: [Value] = []
    var options: [(String, Value)] = []
    for (number, index) in indices.enumerated() {
      let value: Value
      do {
        value = try parameters[index].converted(arguments[number].value, for: name)
      } catch {
        throw areSwapped(arguments, indices) ? swapped(error) : error
      }
      written[index] = true
      switch parameters[index].style {
      case .variadic: rest.append(value)
      case .keywords: options.append((arguments[number].name ?? "", value))
      case .standard, .keywordOnly: values[index] = value
      }
    }
    if parameters.last?.style == .keywords { values[parameters.count - 1] = .dict(DictValue(options)) }
    if let variadic = parameters.firstIndex(where: { $0.style == .variadic }) { values[variadic] = .list(rest) }
    return Arguments(parameters, values: values, written: written)
  }

  /// Whether two arguments would fit the other way round: `bake(heat, dough)`.
  private func areSwapped(_ arguments: [CallArgument], _ indices: [Int]) -> Bool {
    guard arguments.count == 2, arguments.allSatisfy({ $0.name == nil }) else { return false }
    return parameters[indices[0]].type.converted(arguments[1].value) != nil
      && parameters[indices[1]].type.converted(arguments[0].value) != nil
  }

  private func swapped(_ error: any Error) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    if diagnostic.kind == .type { diagnostic.fixIt = .swapped }
    return diagnostic
  }

  /// `mix(a, b, speed=1)`, or `bake minutes=30, heat=180` for a command.
  package var signature: String {
    let text = parameterTexts.joined(separator: ", ")
    return kind == .command ? (text.isEmpty ? name : "\(name) \(text)") : "\(name)(\(text))"
  }

  /// Each parameter as a signature shows it.
  package var parameterTexts: [String] {
    parameters.map { parameter in
      if parameter.style == .variadic { return "*\(parameter.name)" }
      if parameter.style == .keywords { return "**\(parameter.name)" }
      guard let value = parameter.defaultValue else { return parameter.name }
      return "\(parameter.name)=\(parameter.defaultLiteral ?? value.repr)"
    }
  }
}

extension Parameter {
  /// What a call without it means, where the text that describes the default begins with a literal: 0.001 of "0.001, or what it
  /// was". None as such a default says only that it may be left out.
  fileprivate var defaultLiteral: String? {
    guard case .some(.none) = defaultValue, let first = defaultText?.split(separator: ",").first.map(String.init) else {
      return nil
    }
    let isWord = type.words?.list.contains { $0.name == first } ?? false
    return isWord || first == "True" || first == "False" || Double(first) != nil ? first : nil
  }
}
