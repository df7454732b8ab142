/// The errors of names that mean nothing, each with the name that was meant, as far as can be told.
enum NameErrors {
  /// A name that is neither a variable nor in the table.
  ///
  /// - Parameter arguments: those of the call in which the name is called; nil elsewhere.
  static func unknown(
    _ name: String, _ expression: Expression, _ source: SourceText, _ table: Table, variables: [String],
    arguments: [Argument]? = nil
  ) -> Diagnostic {
    let span = expression.span
    let (dialect, names) = (table.dialect, table.dialect.names)
    func renamed(_ message: String, _ other: String, notes: [String] = []) -> Diagnostic {
      Diagnostic(.name, message, notes: notes, correction: Correction(span, other), span: span)
    }
    if let number = exponent(name, before: span, in: source) {
      return Diagnostic(
        .name, "`\(name)` is not defined; a number in powers of ten is written without an operator",
        correction: Correction(number.span, number.text), span: span)
    }
    if let mended = rewritten(name, span, arguments, source, table) { return mended }
    if let module = Modules.owner(of: name, table) {
      return Diagnostic(
        .name, "`\(name)` has not been imported", suggestion: "from \(module) import \(name)", span: span)
    }
    if let constant = PythonNames.constants[name] { return renamed("`\(name)` is written `\(constant)`", constant) }
    // What is most like it begins with it: BATCH, where there is BATCH_SIZE.
    let longer = variables.filter { $0.hasPrefix(name + "_") }
    if name.count > 2, longer.count == 1 {
      return renamed("`\(name)` is not defined; did you mean `\(longer[0])`?", longer[0])
    }
    if dialect.call(name) == nil, let entry = table.translation(of: name) {
      let message = "`\(name)` is not defined; here it is called `\(entry.name)`"
      guard entry.fits(arguments, dialect) else {
        return Diagnostic(.name, message, example: entry.shortExample, span: span)
      }
      return renamed(message, entry.name)
    }
    if let explanation = names.explanations[name] {
      return Diagnostic(.name, explanation.message, suggestion: explanation.suggestion, span: span)
    }
    if let suffix = names.suffixes[name], let argument = arguments?.first, arguments?.count == 1 {
      var correction = Correction(SourceSpan(span.start, argument.span.start), "")
      correction.add(Correction(SourceSpan(argument.span.end, argument.span.end + 1), suffix))
      return Diagnostic(
        .name, "`\(name)` stands behind what it is asked of, with a dot", correction: correction, span: span)
    }
    if let idle = names.idleArguments[name], let left = leavingOut(idle.method, around: span, source) {
      return Diagnostic(.name, idle.reason, correction: left, span: span)
    }
    if let akin = names.akin[name] { return like(name, akin, span, table) }
    if isWord(name, at: span, source, table) {
      return renamed("`\(name)` is a word here, and no variable", "\"\(name)\"")
    }
    if let example = names.examples[name] ?? PythonNames.examples[name] {
      return Diagnostic(
        .name, "`\(name)` is not part of \(dialect.languageName); this is most like it", example: example, span: span)
    }
    // A command is no value: it is meant only where something is called.
    let entries = table.entries.filter { $0.kind == .function || arguments != nil }.map(\.name)
    if let near = NearestName.find(name, amongVariables: variables, orTable: entries) {
      let message = "`\(name)` is not defined; did you mean `\(near)`?"
      // Another library may have something else under this name.
      if names.falseFriends.contains(name), !variables.contains(near) {
        return Diagnostic(.name, message, example: table[near]?.shortExample, span: span)
      }
      // Cells that were run out of their order are as likely as a slip of the pen, where what is near is no variable.
      let isMissed = arguments == nil && !variables.contains(near)
      return renamed(message, near, notes: isMissed ? ["or, if another cell makes `\(name)`: run that one first"] : [])
    }
    if dialect.modules.contains(name) {
      return Diagnostic(
        .name, "there is no `\(name)` here: functions have no prefix", suggestion: "leave out `\(name).`", span: span)
    }
    return Diagnostic(
      .name, "`\(name)` is not defined",
      suggestion: "run the line or the cell that makes it first, or see `variables` and `help` for the names there are",
      span: span)
  }

  /// The error of a name that has no equal here, with an entry that may stand in its place.
  static func like(_ path: String, _ other: String, _ span: SourceSpan, _ table: Table) -> Diagnostic {
    Diagnostic(
      .name, "`\(path)` is not part of \(table.dialect.languageName), nor anything equal; `\(other)` is like it",
      example: table[other]?.shortExample, span: span)
  }

  /// Whether a name without quotes, as in `pages(last)`, is one of the words of the function before its bracket.
  private static func isWord(_ name: String, at span: SourceSpan, _ source: SourceText, _ table: Table) -> Bool {
    guard span.start > 0, source.scalars[span.start - 1] == "(" else { return false }
    let function = source.scalars[..<(span.start - 1)].reversed().prefix { $0 == "_" || $0.properties.isAlphabetic }
    let entry = table[String(String.UnicodeScalarView(function.reversed()))]
    return entry?.parameters.contains { $0.type.words?.list.contains { $0.name == name } ?? false } ?? false
  }

  /// `x.on(hob)` without `.on(…)`, where `span` is that of the argument.
  private static func leavingOut(_ method: String, around span: SourceSpan, _ source: SourceText) -> Correction? {
    let opening = ".\(method)("
    let before = SourceSpan(max(0, span.start - opening.unicodeScalars.count), span.start)
    guard source.text(before) == opening, source.text(SourceSpan(span.end, span.end + 1)) == ")" else { return nil }
    return Correction(SourceSpan(before.start, span.end + 1), "")
  }

  /// `1-e3` for `1e-3`: the number that was meant, and the place it takes.
  private static func exponent(
    _ name: String, before span: SourceSpan, in source: SourceText
  ) -> (text: String, span: SourceSpan)? {
    guard name.first == "e" || name.first == "E", name.count > 1, name.dropFirst().allSatisfy(\.isNumber) else {
      return nil
    }
    var start = span.start
    func before() -> Unicode.Scalar? { start > 0 ? source.scalars[start - 1] : nil }
    while before() == " " { start -= 1 }
    guard let sign = before(), sign == "-" || sign == "+" else { return nil }
    start -= 1
    while before() == " " { start -= 1 }
    let digitsEnd = start
    while let digit = before(), digit.isDigit || digit == "." { start -= 1 }
    guard start < digitsEnd else { return nil }
    let mantissa = source.text(SourceSpan(start, digitsEnd))
    return ("\(mantissa)e\(sign == "-" ? "-" : "")\(name.dropFirst())", SourceSpan(start, span.end))
  }
}

extension Entry {
  /// Whether a call with arguments of these names, and so many, would be accepted: a translated call then works.
  func fits(_ arguments: [Argument]?, _ dialect: any Dialect) -> Bool {
    guard let arguments else { return true }
    do {
      _ = try parameters(
        forArguments: arguments.prefix { !$0.isStarred }.map(\.name), isPartial: arguments.contains(where: \.isStarred),
        dialect)
      return true
    } catch {
      return (error as? Diagnostic)?.fixIt != nil
    }
  }
}

extension Diagnostic {
  /// The name that an error of a name marks; nil where it is about something else.
  func unknownName(in cell: SourceText) -> String? {
    guard kind == .name, let span else { return nil }
    let name = (source ?? cell).text(span)
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && !name.isEmpty ? name : nil
  }
}
