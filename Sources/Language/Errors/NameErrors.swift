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
    func renamed(_ message: String, _ other: String) -> Diagnostic {
      Diagnostic(.name, message, correction: Correction(span, other), span: span)
    }
    if let number = exponent(name, before: span, in: source) {
      return Diagnostic(
        .name, "`\(name)` is not defined; a number in powers of ten is written without an operator",
        correction: Correction(number.span, number.text), span: span)
    }
    if let mended = mended(name, name, span, arguments, source) { return mended }
    if let constant = ForeignNames.constants[name] { return renamed("`\(name)` is written `\(constant)`", constant) }
    if let entry = table.translation(of: name) {
      let message = "`\(name)` is not defined; here it is called `\(entry.name)`"
      guard entry.fits(arguments) else { return Diagnostic(.name, message, example: entry.shortExample, span: span) }
      return renamed(message, entry.name)
    }
    if name == "exit" || name == "quit" {
      return Diagnostic(
        .name, "a session is ended from the notebook's Kernel menu, and a file where its last line ends",
        suggestion: "leave this line out; `reset` begins the session anew", span: span)
    }
    if name == "item" || name == "shape", let argument = arguments?.first, arguments?.count == 1 {
      var correction = Correction(SourceSpan(span.start, argument.span.start), "")
      correction.add(
        Correction(SourceSpan(argument.span.end, argument.span.end + 1), name == "item" ? ".item()" : ".shape"))
      return Diagnostic(
        .name, "`\(name)` stands behind what it is asked of, with a dot", correction: correction, span: span)
    }
    if name == "device", let moved = moving(span, source) {
      return Diagnostic(
        .name, "there is no device to choose: everything runs on the processor", correction: moved, span: span)
    }
    if let akin = ForeignNames.akin[name] {
      return renamed("`\(name)` is not part of Elbow; `\(akin)` is much like it", akin)
    }
    if isWord(name, at: span, source, table) {
      return renamed("`\(name)` is a word here, and no variable", "\"\(name)\"")
    }
    if let way = ForeignNames.ways[name] {
      return Diagnostic(
        .name, "`\(name)` is not part of Elbow; the line below does much the same", suggestion: way, span: span)
    }
    // A command is no value: it is meant only where something is called.
    let names = table.entries.filter { $0.kind == .function || arguments != nil }.map(\.name)
    if let near = NearestName.find(name, amongVariables: variables, orTable: names) {
      return renamed("`\(name)` is not defined; did you mean `\(near)`?", near)
    }
    if ForeignNames.modules.contains(name) {
      return Diagnostic(
        .name, "there is no `\(name)` here: functions have no prefix", suggestion: "leave out `\(name).`", span: span)
    }
    return Diagnostic(
      .name, "`\(name)` is not defined",
      suggestion: "assign it before, or see `variables` and `help` for the names there are", span: span)
  }

  /// `torch.randn(3)`, `nn.Linear(3, 4)`: the function that was meant, without its prefix.
  static func module(
    _ chain: Expression, arguments: [Argument]?, _ source: SourceText, _ table: Table
  ) -> Diagnostic {
    let path = source.shortText(chain.span)
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let module = path.split(separator: ".").first.map(String.init) ?? path
    if path.contains("cuda") || name == "device" || path.contains("backends") {
      return Diagnostic(
        .name, "there is no device to choose: everything runs on the processor", suggestion: "leave this line out",
        span: chain.span)
    }
    if name == "show", ForeignNames.plotting.contains(module), arguments?.isEmpty ?? false {
      return Diagnostic(
        .name, "there is no `\(module)` here, and pictures show themselves",
        correction: Correction(SourceSpan(chain.span.start, chain.span.end + 2), ""), span: chain.span)
    }
    if name == "plot", ForeignNames.plotting.contains(module), let arguments,
      let swapped = curve(chain, arguments, source)
    {
      return Diagnostic(
        .name, "there is no `\(module)` here: `plot` takes the curve first, and where its points are as `x=`",
        correction: swapped, span: chain.span)
    }
    if let mended = mended(path, name, chain.span, arguments, source) { return mended }
    if let akin = ForeignNames.akin[name] {
      return Diagnostic(
        .name, "`\(path)` is not part of Elbow; `\(akin)` is much like it", correction: Correction(chain.span, akin),
        span: chain.span)
    }
    if let way = ForeignNames.paths[path] {
      return Diagnostic(
        .name, "there is no `\(path)` here; the line below does much the same", suggestion: way, span: chain.span)
    }
    if ForeignNames.ways[name] == nil || table.translation(of: name) != nil,
      let entry = table.translation(of: name)
        ?? NearestName.find(ForeignNames.snakeCase(name), amongVariables: [], orTable: table.names).flatMap({
          table[$0]
        })
    {
      let meant = entry.name
      // A name that is only like another one may be another thing.
      let isSame = table.translation(of: name) != nil || ForeignNames.snakeCase(name) == meant || name == meant
      let message =
        isSame
        ? "there is no `\(module)` here: functions have no prefix, and `\(path)` is `\(meant)`"
        : "there is no `\(path)` here; did you mean `\(meant)`?"
      guard entry.fits(arguments) else {
        return Diagnostic(.name, message, example: entry.shortExample, span: chain.span)
      }
      return Diagnostic(
        .name, message,
        correction: Correction(chain.span, meant), span: chain.span)
    }
    if let constant = ForeignNames.constants[name] ?? ["e": "2.718281828459045"][name] {
      return Diagnostic(
        .name, "there is no `\(module)` here", correction: Correction(chain.span, constant),
        span: chain.span)
    }
    if let way = ForeignNames.ways[name] {
      return Diagnostic(
        .name, "there is no `\(path)` here; the line below does much the same", suggestion: way, span: chain.span)
    }
    return Diagnostic(
      .name, "there is no `\(module)` here, and nothing that does what `\(path)` does",
      suggestion: "`help` lists all functions and commands", span: chain.span)
  }

  /// `images(test)`: whether a name without quotes is what the function before its bracket has a word for.
  private static func isWord(_ name: String, at span: SourceSpan, _ source: SourceText, _ table: Table) -> Bool {
    guard span.start > 0, source.scalars[span.start - 1] == "(" else { return false }
    let function = source.scalars[..<(span.start - 1)].reversed().prefix { $0 == "_" || $0.properties.isAlphabetic }
    let entry = table[String(String.UnicodeScalarView(function.reversed()))]
    return entry?.parameters.contains { $0.type.words?.list.contains { $0.name == name } ?? false } ?? false
  }

  /// A call of another library's, as it is written here with the same arguments; nil where there are others.
  private static func mended(
    _ path: String, _ name: String, _ callee: SourceSpan, _ arguments: [Argument]?, _ source: SourceText
  ) -> Diagnostic? {
    guard let arguments, !arguments.contains(where: \.isStarred), let end = source.endOfCall(behind: callee.end) else {
      return nil
    }
    let call = SourceSpan(callee.start, end)
    // `nn.MSELoss()`, an object that is called later: the function itself.
    if arguments.isEmpty, let function = ForeignNames.losses[name] {
      return Diagnostic(
        .name, "`\(path)()` is the function `\(function)` here", correction: Correction(call, function), span: callee)
    }
    guard let form = ForeignNames.calls[path] ?? ForeignNames.calls[name],
      arguments.allSatisfy({ $0.name.map(ForeignNames.idle.contains) ?? true }),
      !form.isCommand || source.isWholeLine(call)
    else { return nil }
    let given = arguments.filter { $0.name == nil }.map { (source.text($0.value.span), $0.value.isOperand) }
    guard var text = form.text(with: given) else { return nil }
    var replaced = call
    // A draw is drawn already.
    for method in [".rsample()", ".sample()"] where name == "Normal" {
      let behind = SourceSpan(end, min(source.scalars.count, end + method.count))
      if source.text(behind) == method { replaced = SourceSpan(call.start, behind.end) }
    }
    if form.isBracketed, source.isAlone(replaced) { text = String(text.dropFirst().dropLast()) }
    return Diagnostic(
      .name, "`\(path)` is not part of Elbow" + (form.reason.map { ": " + $0 } ?? ""),
      correction: Correction(replaced, text), span: callee)
  }

  /// `plot(y, x=x)` for the `plt.plot(x, y)` of other libraries.
  private static func curve(_ chain: Expression, _ arguments: [Argument], _ source: SourceText) -> Correction? {
    let places = arguments.prefix { $0.name == nil }
    guard places.count == 2, !arguments.contains(where: \.isStarred) else { return nil }
    let (x, y) = (source.text(places[0].value.span), source.text(places[1].value.span))
    return Correction(SourceSpan(chain.span.start, places[1].value.span.end), "plot(\(y), x=\(x)")
  }

  /// `x.to(device)` without what moves `x`, where `span` is that of the argument.
  private static func moving(_ span: SourceSpan, _ source: SourceText) -> Correction? {
    let before = SourceSpan(max(0, span.start - 4), span.start)
    guard source.text(before) == ".to(", source.text(SourceSpan(span.end, span.end + 1)) == ")" else { return nil }
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
  fileprivate func fits(_ arguments: [Argument]?) -> Bool {
    guard let arguments else { return true }
    do {
      _ = try parameters(
        forArguments: arguments.prefix { !$0.isStarred }.map(\.name), isPartial: arguments.contains(where: \.isStarred))
      return true
    } catch {
      return (error as? Diagnostic)?.remedy != nil
    }
  }
}

extension Expression {
  /// Whether the text of it binds as tightly as a name, so that it needs no brackets beside an operator.
  fileprivate var isOperand: Bool {
    switch kind {
    case .name, .constant, .call, .attribute, .subscripted, .list: true
    default: false
    }
  }
}

extension SourceText {
  /// The end of the call whose callee ends here: behind the bracket that closes its arguments. Nil where there is none.
  fileprivate func endOfCall(behind callee: Int) -> Int? {
    guard callee < scalars.count, scalars[callee] == "(" else { return nil }
    var depth = 0
    var quote: Unicode.Scalar?
    var place = callee
    while place < scalars.count {
      let scalar = scalars[place]
      if let open = quote {
        if scalar == "\\" { place += 1 } else if scalar == open { quote = nil }
      } else {
        switch scalar {
        case "\"", "'": quote = scalar
        case "#": while place + 1 < scalars.count, scalars[place + 1] != "\n" { place += 1 }
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          depth -= 1
          if depth == 0 { return place + 1 }
        default: break
        }
      }
      place += 1
    }
    return nil
  }

  /// Whether a span is all of an argument, or all that stands right of `=`: no operator and no dot is beside it.
  fileprivate func isAlone(_ span: SourceSpan) -> Bool {
    let behind = scalars[span.end...].first { $0 != " " } ?? "\n"
    let before = scalars[..<span.start].reversed().drop { $0 == " " }.prefix(2)
    let isCompared = before.last.map { "=!<>".unicodeScalars.contains($0) } ?? false
    guard "\n#),]".unicodeScalars.contains(behind), let previous = before.first else { return false }
    return "(,[".unicodeScalars.contains(previous) || previous == "=" && !isCompared
  }

  /// Whether nothing else stands on the lines of a span.
  fileprivate func isWholeLine(_ span: SourceSpan) -> Bool {
    let before = scalars[self.span(ofLine: line(at: span.start)).start..<span.start]
    let behind = scalars[span.end..<self.span(ofLine: line(at: span.end - 1)).end]
    return (before + behind).allSatisfy { $0 == " " }
  }
}
