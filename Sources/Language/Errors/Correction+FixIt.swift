extension Correction {
  /// The correction of a call, or of another expression that failed. Nil where its text does not allow it.
  init?(_ diagnostic: Diagnostic, of expression: Expression, in source: SourceText, _ dialect: any Dialect) {
    guard let fixIt = diagnostic.fixIt else { return nil }
    switch (fixIt, expression.kind) {
    case (.focus(let text), _):
      guard let focus = diagnostic.focus else { return nil }
      self.init(focus, text)
    case (.member(let template, let attribute), .attribute(let base, _)):
      guard let text = Self.filled(attribute ?? template, base, [], source) else { return nil }
      self.init(expression.span, text)
    case (.member(let template, _), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind,
        let text = Self.filled(template, base, arguments, source)
      else { return nil }
      self.init(expression.span, text)
    case (.inPlace(let template), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind,
        let text = Self.filled(template, base, arguments, source)
      else { return nil }
      self.init(changing: base, by: expression.span, to: text, in: source, dialect)
    case (.call(let name, let isInPlace), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind,
        let parts = dialect.calls.byName[name]?.parts(with: arguments, receiver: base, in: source, dialect)
      else { return nil }
      let isAlone = isInPlace || source.isAlone(expression.span)
      self.init(expression.span, parts, isAlone: isAlone, in: source)
      if isInPlace {
        self.init(changing: base, by: expression.span, to: text(of: expression.span, in: source), in: source, dialect)
      }
    case (.method(let rewriting), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      self.init(rewriting, base, arguments, expression.span, source, dialect)
    case (.omitted, .attribute(let base, _)):
      self.init(Self.rest(of: expression.span, behind: base, source, dialect), "")
    case (.omitted, .call(let callee, _)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      let rest = Self.rest(of: expression.span, behind: base, source, dialect)
      // A method of the values that it was to be converted to has a meaning of its own.
      if let arrays = dialect.modules.arrays, source.text(rest).contains(".\(arrays.conversion)()"),
        arrays.method(at: rest.end, in: source) != nil
      {
        return nil
      }
      self.init(rest, "")
    case (_, .call(_, let arguments)):
      self.init(diagnostic, arguments: arguments, of: expression.span, in: source, dialect)
    default: return nil
    }
  }

  /// A method that changes its object in place: the object is given what it becomes. Nil where other names may hold it, or
  /// where its value is used in the same line.
  private init?(
    changing base: Expression, by call: SourceSpan, to text: String, in source: SourceText, _ dialect: any Dialect
  ) {
    switch base.kind {
    case .name(let name):
      let line = source.span(ofLine: source.line(at: call.start))
      let start = source.scalars[line.start..<call.start].lastIndex(of: ";").map { $0 + 1 } ?? line.start
      let before = source.text(SourceSpan(start, call.start)).drop { $0 == " " || $0 == "\t" }
      let isLast = source.text(SourceSpan(call.end, line.end)).allSatisfy { $0 == " " }
      guard isLast, before.isEmpty || before == "\(name) = " else { return nil }
      self.init(call, before.isEmpty ? "\(name) = \(text)" : text)
    // A view: what changes in it changes elsewhere.
    case .call(let callee, _) where Self.isView(callee, dialect): return nil
    // A value that has just been made has no other name.
    case .call, .binary, .unary:
      guard !source.isWholeLine(call) else { return nil }
      self.init(call, text)
    default: return nil
    }
  }

  /// Whether a method gives the same value under another form, which elsewhere changes in both.
  private static func isView(_ callee: Expression, _ dialect: any Dialect) -> Bool {
    guard case .attribute(_, let name) = callee.kind else { return false }
    return dialect.members.views.contains(name)
  }

  /// The call of a method as a rule writes it.
  init?(
    _ rewriting: MethodRewriting, _ base: Expression, _ arguments: [Argument], _ call: SourceSpan,
    _ source: SourceText, _ dialect: any Dialect
  ) {
    switch rewriting(MethodUse(base, arguments, call, dialect, in: source)) {
    case .receiver?: self.init(Self.rest(of: call, behind: base, source, dialect), "")
    case .text(let text)?: self.init(call, text)
    case nil: return nil
    }
  }

  /// The correction of the arguments of a call, or of a command line.
  init?(
    _ diagnostic: Diagnostic, arguments: [Argument], of call: SourceSpan?, in source: SourceText,
    _ dialect: any Dialect
  ) {
    let blamed = arguments.firstIndex { $0.name == diagnostic.parameter && $0.name != nil }
    switch diagnostic.fixIt {
    case .renamed(let name)?:
      guard let blamed, let span = arguments[blamed].nameSpan else { return nil }
      self.init(span, name)
    case .dropped?:
      guard let blamed, let name = arguments[blamed].name, let parameter = dialect.parameters.idle[name],
        parameter.asksNothing(source.text(arguments[blamed].value.span))
          || parameter.asksNothingInCall(CallUse(arguments, blamed: blamed, of: call, in: source))
      else { return nil }
      // A call in a line of its own is there for what it changes.
      if parameter.changesArgument, let call, source.isWholeLine(call) { return nil }
      self.init(Self.place(of: blamed, in: arguments), "")
    case .replaced(let texts)?:
      guard let blamed, let text = texts[source.text(arguments[blamed].value.span)] else { return nil }
      self.init(arguments[blamed].span, text)
    case .edited(let rule)?:
      guard let blamed, let call, let edits = rule(CallUse(arguments, blamed: blamed, of: call, in: source)) else {
        return nil
      }
      self.init(edits, blamed, arguments, call)
    case .wrapped(let function)?:
      guard let blamed, let call else { return nil }
      let value = source.text(arguments[blamed].value.span)
      guard value == "True" || value == "False" else { return nil }
      if value == "False" {
        self.init(Self.place(of: blamed, in: arguments), "")
        return
      }
      self.init(SourceSpan(call.start, call.start), function + "(")
      add(Correction(Self.place(of: blamed, in: arguments), ""))
      add(Correction(SourceSpan(call.end, call.end), ")"))
    case .quoted?:
      guard let blamed else { return nil }
      let value = arguments[blamed].value.span
      self.init(value, "\"\(source.text(value))\"")
    case .surplus?:
      guard let first = arguments.first, let last = arguments.last else { return nil }
      var start = first.span.start
      // Of a command line the blank goes too.
      while call == nil, start > 0, source.scalars[start - 1] == " " { start -= 1 }
      self.init(SourceSpan(start, last.span.end), "")
    case .gathered?:
      guard let first = arguments.first, let last = arguments.last, arguments.allSatisfy({ $0.name == nil }) else {
        return nil
      }
      let span = SourceSpan(first.span.start, last.span.end)
      self.init(span, "[\(source.text(span))]")
    case .swapped?:
      guard arguments.count == 2 else { return nil }
      let (first, second) = (arguments[0].span, arguments[1].span)
      self.init(first, source.text(second))
      add(Correction(second, source.text(first)))
    case .listed?:
      var items = arguments.prefix { $0.name == nil }
      if items.count > 1, case .constant(let last)? = items.last?.value.kind, last.wholeNumber != nil {
        items.removeLast()
      }
      guard let first = items.first, let last = items.last, items.count > 1 else { return nil }
      let span = SourceSpan(first.span.start, last.span.end)
      self.init(span, "[\(source.text(span))]")
    default: return nil
    }
  }

  /// An argument with the comma that goes with it.
  private static func place(of index: Int, in arguments: [Argument]) -> SourceSpan {
    let span = arguments[index].span
    if index > 0 { return SourceSpan(arguments[index - 1].span.end, span.end) }
    return arguments.count > 1 ? SourceSpan(span.start, arguments[1].span.start) : span
  }

  /// Nil where there are none.
  private init?(_ edits: [ArgumentEdit], _ blamed: Int, _ arguments: [Argument], _ call: SourceSpan) {
    let corrections = edits.map { edit in
      switch edit {
      case .before(let text): Correction(SourceSpan(call.start, call.start), text)
      case .behind(let text): Correction(SourceSpan(call.end, call.end), text)
      case .leavingOut: Correction(Self.place(of: blamed, in: arguments), "")
      case .argument(let text): Correction(arguments[blamed].span, text)
      case .value(let number, let text): Correction(arguments[number].value.span, text)
      }
    }
    guard let first = corrections.first else { return nil }
    self = first
    for correction in corrections.dropFirst() { add(correction) }
  }

  /// Nil where arguments have names that would stand where none can.
  private static func filled(
    _ template: String, _ base: Expression, _ arguments: [Argument], _ source: SourceText
  ) -> String? {
    let isCall = template.contains("($a)") && !template.contains("(($a))")
    guard isCall || arguments.allSatisfy({ $0.name == nil }) || arguments.count == 1 && template.contains("$a"),
      arguments.isEmpty || template.contains("$a") || template.isEmpty
    else { return nil }
    let places = arguments.map { isCall ? $0.span : $0.value.span }
    let written = places.first.map { source.text(SourceSpan($0.start, places.last?.end ?? $0.end)) } ?? ""
    return template.replacing("$x", with: source.operand(base)).replacing("$a", with: written)
  }

  /// From the dot behind `base` to the end of the expression, and of those that follow it and can be left out too.
  private static func rest(
    of span: SourceSpan, behind base: Expression, _ source: SourceText, _ dialect: any Dialect
  ) -> SourceSpan {
    let idle = dialect.members.idle
    var end = span.end
    while true {
      let following = idle.first { name in
        source.scalars[end...].starts(with: ".\(name)()".unicodeScalars)
      }
      guard let following else { return SourceSpan(base.span.end, end) }
      end += following.unicodeScalars.count + 3
    }
  }
}
