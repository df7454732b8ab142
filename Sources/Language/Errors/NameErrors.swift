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
    if let mended = mended(name, span, arguments, source, table) { return mended }
    if let constant = ForeignNames.constants[name] { return renamed("`\(name)` is written `\(constant)`", constant) }
    if ForeignNames.call(name) == nil, let entry = table.translation(of: name) {
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
    if let akin = ForeignNames.akin[name] { return like(name, akin, span, table) }
    if isWord(name, at: span, source, table) {
      return renamed("`\(name)` is a word here, and no variable", "\"\(name)\"")
    }
    if let way = ForeignNames.ways[name] {
      return Diagnostic(.name, "`\(name)` is not part of Elbow; this is most like it", example: way, span: span)
    }
    // A command is no value: it is meant only where something is called.
    let names = table.entries.filter { $0.kind == .function || arguments != nil }.map(\.name)
    if let near = NearestName.find(name, amongVariables: variables, orTable: names) {
      let message = "`\(name)` is not defined; did you mean `\(near)`?"
      // What another library has under this name is something else.
      if ForeignNames.falseFriends.contains(name), !variables.contains(near) {
        return Diagnostic(.name, message, example: table[near]?.shortExample, span: span)
      }
      return renamed(message, near)
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
    let usual = ForeignNames.usual(path)
    func example(_ message: String, _ text: String?) -> Diagnostic {
      Diagnostic(.name, message, example: text, span: chain.span)
    }
    func corrected(_ message: String, _ correction: Correction) -> Diagnostic {
      Diagnostic(.name, message, correction: correction, span: chain.span)
    }
    if path.contains("cuda") || name == "device" || path.contains("backends") {
      return Diagnostic(
        .name, "there is no device to choose: everything runs on the processor",
        suggestion: source.isAllOfItsLine(chain.span) ? "leave this line out" : nil, span: chain.span)
    }
    if name == "show", ForeignNames.plotting.contains(module), arguments?.isEmpty ?? false {
      return corrected(
        "there is no `\(module)` here, and pictures show themselves",
        Correction(SourceSpan(chain.span.start, chain.span.end + 2), ""))
    }
    if usual == "plt.plot", let arguments {
      let message = "there is no `\(module)` here: `plot` takes the curve first, and where its points are as `x=`"
      if let swapped = curve(chain, arguments, source) { return corrected(message, swapped) }
      if arguments.count(where: { $0.name == nil }) > 1 { return example(message, "plot(y, x=x)") }
    }
    if usual.hasPrefix("np."), let end = source.endOfCall(behind: chain.span.end),
      let method = source.arrayMethod(at: end)
    {
      return example(
        "there is no `\(module)` here, and `.\(method)` of its arrays is another than that of tensors",
        ForeignNames.ofArrays[method])
    }
    if let mended = mended(path, chain.span, arguments, source, table) { return mended }
    if let akin = ForeignNames.akin[name] { return like(path, akin, chain.span, table) }
    if let way = ForeignNames.paths[usual] {
      return example("there is no `\(path)` here; this is most like it", way)
    }
    let translation = table.translation(of: name)
    if let entry = translation, ForeignNames.isSame(entry, path) {
      let message = "there is no `\(module)` here: functions have no prefix, and `\(path)` is `\(entry.name)`"
      guard entry.fits(arguments) else { return example(message, entry.shortExample) }
      return corrected(message, Correction(chain.span, entry.name))
    }
    if let constant = ForeignNames.constants[name] ?? ["e": "2.718281828459045"][name] {
      return corrected("there is no `\(module)` here", Correction(chain.span, constant))
    }
    if let way = ForeignNames.ways[name] {
      return example("there is no `\(path)` here; this is most like it", way)
    }
    let isOther = ForeignNames.falseFriends.contains(name) || name.hasSuffix("_")
    let near = isOther ? nil : NearestName.find(ForeignNames.snakeCase(name), amongVariables: [], orTable: table.names)
    if let entry = translation ?? near.flatMap({ table[$0] }) {
      // A name that is only like another one may be another thing, and so may one of another module.
      guard translation == nil else {
        return example("there is no `\(path)` here; `\(entry.name)` is \(entry.summary)", entry.shortExample)
      }
      return example("there is no `\(path)` here; did you mean `\(entry.name)`?", entry.shortExample)
    }
    return Diagnostic(
      .name, "there is no `\(module)` here, and nothing that does what `\(path)` does",
      suggestion: "`help` lists all functions and commands", span: chain.span)
  }

  /// The error of what has no equal here, with something that may stand in its place.
  private static func like(_ path: String, _ other: String, _ span: SourceSpan, _ table: Table) -> Diagnostic {
    Diagnostic(
      .name, "`\(path)` is not part of Elbow, nor anything equal; `\(other)` is like it",
      example: table[other]?.shortExample, span: span)
  }

  /// `images(test)`: whether a name without quotes is what the function before its bracket has a word for.
  private static func isWord(_ name: String, at span: SourceSpan, _ source: SourceText, _ table: Table) -> Bool {
    guard span.start > 0, source.scalars[span.start - 1] == "(" else { return false }
    let function = source.scalars[..<(span.start - 1)].reversed().prefix { $0 == "_" || $0.properties.isAlphabetic }
    let entry = table[String(String.UnicodeScalarView(function.reversed()))]
    return entry?.parameters.contains { $0.type.words?.list.contains { $0.name == name } ?? false } ?? false
  }

  /// A call of another library's, as it is written here with the same arguments; nil where it has no form for them.
  private static func mended(
    _ path: String, _ callee: SourceSpan, _ arguments: [Argument]?, _ source: SourceText, _ table: Table
  ) -> Diagnostic? {
    guard let arguments, let end = source.endOfCall(behind: callee.end) else { return nil }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let call = SourceSpan(callee.start, end)
    if let object = ForeignObject.all[name], let correction = object.correction(arguments, call, in: source) {
      return Diagnostic(
        .name, "`\(path)` makes an object elsewhere, and is a function here", correction: correction, span: callee)
    }
    if name == "Normal" { return drawn(path, callee, call, arguments, source) }
    guard let form = ForeignNames.call(path) else { return nil }
    let entry = table.translation(of: name)
    guard let parts = form.parts(with: arguments, in: source), !form.isCommand || source.isWholeLine(call) else {
      // A form without one of the arguments would mean something else.
      guard let reason = form.reason ?? entry.map({ "here it is `\($0.signature)`" }) else { return nil }
      return Diagnostic(
        .name, "`\(path)` is not part of Elbow with these arguments: \(reason)",
        example: ForeignNames.paths[ForeignNames.usual(path)] ?? entry?.shortExample ?? ForeignNames.ways[name],
        span: callee)
    }
    var message = "`\(path)` is not part of Elbow" + (form.reason.map { ": " + $0 } ?? "")
    if let entry, case .text(let first)? = parts.first, first.hasPrefix(entry.name + "(") {
      let module = path.split(separator: ".").first.map(String.init) ?? path
      message =
        module == path
        ? "`\(name)` is not defined; here it is called `\(entry.name)`"
        : "there is no `\(module)` here: functions have no prefix, and `\(path)` is `\(entry.name)`"
      message += form.reason.map { ": " + $0 } ?? ""
    }
    return Diagnostic(
      .name, message,
      correction: Correction(call, parts, isAlone: source.isAlone(call), in: source), span: callee)
  }

  /// A draw from `Normal(mean, std)`, which is no object here: only what is drawn from it at once can be written anew.
  private static func drawn(
    _ path: String, _ callee: SourceSpan, _ call: SourceSpan, _ arguments: [Argument], _ source: SourceText
  ) -> Diagnostic {
    var correction: Correction?
    for (method, form) in ForeignNames.normalDraws {
      let whole = SourceSpan(call.start, call.end + method.count)
      guard source.text(SourceSpan(call.end, whole.end)) == method else { continue }
      let parts = form.parts(with: arguments, in: source)
      correction = parts.map { Correction(whole, $0, isAlone: source.isAlone(whole), in: source) }
    }
    return Diagnostic(
      .name,
      "`\(path)` is not part of Elbow: `normal` draws from it, and -gaussian_nll(mean, x, std**2, full=True, reduction=\"none\") is its log_prob",
      example: "z = mean + std * randn_like(mean)", correction: correction, span: callee)
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
      return (error as? Diagnostic)?.fixIt != nil
    }
  }
}

extension SourceText {
  /// The method that is called at an offset, where it is one that NumPy's arrays have for themselves.
  func arrayMethod(at place: Int) -> String? {
    guard place < scalars.count, scalars[place] == "." else { return nil }
    let end = scalars[(place + 1)...].firstIndex { !$0.properties.isAlphabetic && $0 != "_" } ?? scalars.count
    let name = text(SourceSpan(place + 1, end))
    guard ForeignNames.ofArrays[name] != nil, end < scalars.count, scalars[end] == "(" else { return nil }
    // Of all elements the largest is the same.
    let isOfAll = ["max", "min"].contains(name) && endOfCall(behind: end) == end + 2
    return isOfAll ? nil : name
  }

  /// The end of the call whose callee ends here: behind the bracket that closes its arguments. Nil where there is none.
  func endOfCall(behind callee: Int) -> Int? {
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
  func isAlone(_ span: SourceSpan) -> Bool {
    let behind = scalars[span.end...].first { $0 != " " } ?? "\n"
    let before = scalars[..<span.start].reversed().drop { $0 == " " }.prefix(2)
    let isCompared = before.last.map { "=!<>".unicodeScalars.contains($0) } ?? false
    guard "\n#),]".unicodeScalars.contains(behind), let previous = before.first else { return false }
    return "(,[".unicodeScalars.contains(previous) || previous == "=" && !isCompared
  }

  /// The text of an expression as an operand: in brackets where it does not bind as tightly as a name.
  func operand(_ expression: Expression) -> String {
    let text = text(expression.span)
    let isOperand = expression.isOperand || endOfCall(behind: expression.span.start) == expression.span.end
    return isOperand ? text : "(\(text))"
  }

  /// Whether a span with the brackets behind it is all that a line does: `device = torch.device("cuda")`.
  fileprivate func isAllOfItsLine(_ callee: SourceSpan) -> Bool {
    let whole = SourceSpan(callee.start, endOfCall(behind: callee.end) ?? callee.end)
    let line = span(ofLine: line(at: whole.start))
    let before = text(SourceSpan(line.start, whole.start)).split(separator: "=", omittingEmptySubsequences: false)
    let isAssigned = before.count == 2 && before[1] == " " && !before[0].contains { ",([{.!<>".contains($0) }
    return scalars[whole.end..<max(whole.end, line.end)].prefix { $0 != "#" }.allSatisfy { $0 == " " }
      && (isAssigned || before.count == 1 && before[0].allSatisfy { $0 == " " })
  }

  /// Whether nothing else stands on the lines of a span.
  func isWholeLine(_ span: SourceSpan) -> Bool {
    let before = scalars[self.span(ofLine: line(at: span.start)).start..<span.start]
    let behind = scalars[span.end..<self.span(ofLine: line(at: span.end - 1)).end]
    return (before + behind).allSatisfy { $0 == " " }
  }
}
