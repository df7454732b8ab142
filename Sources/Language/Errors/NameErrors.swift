/// The errors of names that mean nothing, each with the name that was meant, as far as can be told.
enum NameErrors {
  /// A name that is neither a variable nor in the table.
  static func unknown(
    _ name: String, _ expression: Expression, _ source: SourceText, _ table: Table, variables: [String]
  ) -> Diagnostic {
    let span = expression.span
    func renamed(_ message: String, _ other: String) -> Diagnostic {
      Diagnostic(.name, message, suggestion: source.line(replacing: span, with: other), span: span)
    }
    if let number = exponent(name, before: span, in: source) {
      return Diagnostic(
        .name, "`\(name)` is not defined; a number in powers of ten is written without an operator",
        suggestion: source.line(replacing: number.span, with: number.text), span: span)
    }
    let constants = [
      "true": "True", "false": "False", "none": "None", "null": "None", "nil": "None", "nan": "float(\"nan\")",
      "inf": "float(\"inf\")",
    ]
    if let constant = constants[name] { return renamed("`\(name)` is written `\(constant)`", constant) }
    if let entry = table.translation(of: name) {
      return renamed("`\(name)` is not defined; here it is called `\(entry.name)`", entry.name)
    }
    if let near = NearestName.find(name, among: variables + table.names) {
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
  static func module(_ chain: Expression, _ source: SourceText, _ table: Table) -> Diagnostic {
    let path = source.shortText(chain.span)
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let module = path.split(separator: ".").first.map(String.init) ?? path
    let meant =
      table.translation(of: name)?.name ?? NearestName.find(ForeignNames.snakeCase(name), among: table.names)
    if let meant {
      return Diagnostic(
        .name, "there is no `\(module)` here: functions have no prefix, and `\(path)` is `\(meant)`",
        suggestion: source.line(replacing: chain.span, with: meant), span: chain.span)
    }
    let constants = [
      "pi": "3.141592653589793", "e": "2.718281828459045", "inf": "float(\"inf\")", "nan": "float(\"nan\")",
    ]
    if let constant = constants[name] {
      return Diagnostic(
        .name, "there is no `\(module)` here", suggestion: source.line(replacing: chain.span, with: constant),
        span: chain.span)
    }
    return Diagnostic(
      .name, "there is no `\(module)` here, and nothing that does what `\(path)` does",
      suggestion: "`help` lists all functions and commands", span: chain.span)
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
