extension NameErrors {
  /// `math.sqrt(3)`: the function that was meant, without its prefix.
  static func module(
    _ chain: Expression, arguments: [Argument]?, _ source: SourceText, _ table: Table
  ) -> Diagnostic {
    let path = source.shortText(chain.span)
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let module = path.split(separator: ".").first.map(String.init) ?? path
    let (dialect, names, modules) = (table.dialect, table.dialect.names, table.dialect.modules)
    let usual = modules.usual(path)
    if table.modules[module] != nil {
      return Diagnostic(
        .name, "the module `\(module)` has not been imported", suggestion: "import \(module)", span: chain.span)
    }
    func example(_ message: String, _ text: String?) -> Diagnostic {
      Diagnostic(.name, message, example: text, span: chain.span)
    }
    func corrected(_ message: String, _ correction: Correction) -> Diagnostic {
      Diagnostic(.name, message, correction: correction, span: chain.span)
    }
    if let idle = modules.idleParts, idle.contain(path, name) {
      return Diagnostic(
        .name, idle.reason, suggestion: source.isAllOfItsLine(chain.span) ? "leave this line out" : nil,
        span: chain.span)
    }
    if let idle = modules.idleFunctions[name], idle.modules.contains(module), arguments?.isEmpty ?? false {
      return corrected(
        "there is no `\(module)` here, and \(idle.reason)",
        Correction(SourceSpan(chain.span.start, chain.span.end + 2), ""))
    }
    if let swapped = modules.swapped[usual], let arguments {
      let message = "there is no `\(module)` here: \(swapped.reason)"
      if let correction = correction(of: swapped, chain, arguments, source) { return corrected(message, correction) }
      if arguments.count(where: { $0.name == nil }) > 1 { return example(message, swapped.example) }
    }
    if let arrays = modules.arrays, usual.hasPrefix(arrays.prefix),
      let end = source.endOfCall(behind: chain.span.end), let method = arrays.method(at: end, in: source)
    {
      return example(
        "there is no `\(module)` here, and `.\(method)` \(arrays.difference)", arrays.methods[method])
    }
    if let rewritten = rewritten(path, chain.span, arguments, source, table) { return rewritten }
    if let akin = names.akin[name] { return like(path, akin, chain.span, table) }
    if let text = modules.examples[usual] {
      return example("there is no `\(path)` here; this is most like it", text)
    }
    let translation = table.translation(of: name)
    if let entry = translation, dialect.isSame(entry, path) {
      let message = "there is no `\(module)` here: functions have no prefix, and `\(path)` is `\(entry.name)`"
      guard entry.fits(arguments, dialect) else { return example(message, entry.shortExample) }
      return corrected(message, Correction(chain.span, entry.name))
    }
    if let constant = PythonNames.constants[name] ?? PythonNames.constantsOfModules[name] {
      return corrected("there is no `\(module)` here", Correction(chain.span, constant))
    }
    if let text = names.examples[name] ?? PythonNames.examples[name] {
      return example("there is no `\(path)` here; this is most like it", text)
    }
    let isOther = names.falseFriends.contains(name) || name.hasSuffix("_")
    let near = isOther ? nil : NearestName.find(name.snakeCased, amongVariables: [], orTable: table.names)
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

  /// `weigh(bowl, of=flour)` for the `weigh(flour, bowl)` of another library.
  private static func correction(
    of swapped: ForeignModules.SwappedCall, _ chain: Expression, _ arguments: [Argument], _ source: SourceText
  ) -> Correction? {
    let places = arguments.prefix { $0.name == nil }
    guard places.count == 2, !arguments.contains(where: \.isStarred) else { return nil }
    let (first, second) = (source.text(places[0].value.span), source.text(places[1].value.span))
    return Correction(
      SourceSpan(chain.span.start, places[1].value.span.end),
      "\(swapped.function)(\(second), \(swapped.first)=\(first)")
  }

  /// A call of another library's, as it is written here with the same arguments; nil where it has no form for them.
  static func rewritten(
    _ path: String, _ callee: SourceSpan, _ arguments: [Argument]?, _ source: SourceText, _ table: Table
  ) -> Diagnostic? {
    guard let arguments, let end = source.endOfCall(behind: callee.end) else { return nil }
    let (dialect, calls) = (table.dialect, table.dialect.calls)
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let call = SourceSpan(callee.start, end)
    if let object = calls.objects[name], let correction = object.correction(arguments, call, in: source) {
      return Diagnostic(
        .name, "`\(path)` makes an object elsewhere, and is a function here", correction: correction, span: callee)
    }
    guard let form = dialect.call(path) else { return nil }
    let entry = table.translation(of: name)
    guard let parts = form.parts(with: arguments, in: source, dialect), !form.isCommand || source.isWholeLine(call)
    else {
      // A form without one of the arguments would mean something else.
      guard let reason = form.reason ?? entry.map({ "here it is `\($0.signature)`" }) else { return nil }
      let example =
        dialect.modules.examples[dialect.modules.usual(path)] ?? entry?.shortExample ?? dialect.names.examples[name]
        ?? PythonNames.examples[name]
      return Diagnostic(
        .name, "`\(path)` is not part of \(dialect.languageName) with these arguments: \(reason)", example: example,
        span: callee)
    }
    var message = "`\(path)` is not part of \(dialect.languageName)" + (form.reason.map { ": " + $0 } ?? "")
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
}
