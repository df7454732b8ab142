/// The place of an expression that can fail, with what its errors say of the place: the caret, the argument to blame,
/// and where the variables in it were made.
final class Site {
  private let expression: Expression?
  private let span: SourceSpan
  let source: SourceText
  private let scope: Scope

  init(_ expression: Expression, _ source: SourceText, _ scope: Scope) {
    self.expression = expression
    span = expression.span
    self.source = source
    self.scope = scope
  }

  init(_ span: SourceSpan, _ source: SourceText, _ scope: Scope) {
    expression = nil
    self.span = span
    self.source = source
    self.scope = scope
  }

  /// Runs `body`, and gives its errors this place unless they have one.
  @inline(__always)
  func locating<Result>(_ frame: Frame, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw located(error, frame) }
  }

  /// The next of the items that are gone through here; a generator's errors came out of a call of its function.
  @inline(__always)
  func next(of generator: Generator?, _ frame: Frame, _ next: IteratorValue.Pass) throws -> Value? {
    do { return try next() } catch {
      throw generator.map { called($0.name, error, frame) } ?? located(error, frame)
    }
  }

  /// The error with this place, unless it has one from further inside.
  func located(_ error: any Error, _ frame: Frame) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    // What fails within a written module has its place where the user's code called it, as with an entry of the table.
    guard diagnostic.source == nil, source.module == nil else { return diagnostic }
    let dialect = scope.table.dialect
    diagnostic.source = source
    diagnostic.span = span
    diagnostic.complete(with: dialect.phrases)
    if let expression {
      diagnostic.focus = focus(of: diagnostic, in: expression)
      diagnostic.correction = diagnostic.correction ?? Correction(diagnostic, of: expression, in: source, dialect)
      if let way = diagnostic.suggestionForArgument, let name = nameToBlame(for: diagnostic, in: expression) {
        diagnostic.suggestion = way(name)
      }
      let told = diagnostic.tellsOfArgumentOnly ? argument(to: diagnostic, in: expression)?.value : expression
      diagnostic.notes = (told.map { provenance(of: $0, frame) } ?? []) + diagnostic.notes
    }
    return diagnostic
  }

  /// The error with this place as where `function` was called, if it came out of the function.
  func called(_ function: String, _ error: any Error, _ frame: Frame) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    guard diagnostic.source != nil, source.module == nil else { return located(diagnostic, frame) }
    diagnostic.calls.append(Diagnostic.CallSite(function: function, source: source, span: span))
    return diagnostic
  }

  private func focus(of diagnostic: Diagnostic, in expression: Expression) -> SourceSpan? {
    guard case .call(let callee, let arguments) = expression.kind else { return expression.focus }
    if let number = diagnostic.argument {
      let receiver = if case .attribute = callee.kind { 1 } else { 0 }
      if arguments.indices.contains(number - receiver) { return arguments[number - receiver].span }
    }
    if let argument = argument(to: diagnostic, in: expression) {
      return argument.value.span(of: diagnostic.place, in: source) ?? argument.span
    }
    // An error of a call with one argument is about that argument; of an unknown attribute, about its name.
    if diagnostic.kind == .attribute { return callee.focus }
    if diagnostic.kind == .shape || diagnostic.kind == .value, arguments.count == 1 { return arguments[0].span }
    return nil
  }

  /// The variable that is the argument to blame, or the only one.
  private func nameToBlame(for diagnostic: Diagnostic, in expression: Expression) -> String? {
    if let argument = argument(to: diagnostic, in: expression) { return argument.value.name }
    guard case .call(_, let arguments) = expression.kind, arguments.count == 1, !arguments[0].isStarred else {
      return nil
    }
    return arguments[0].value.name
  }

  /// The argument of a call that goes to the parameter that an error names.
  private func argument(to diagnostic: Diagnostic, in expression: Expression) -> Argument? {
    guard let parameter = diagnostic.parameter, case .call(let callee, let arguments) = expression.kind else {
      return nil
    }
    if let named = arguments.first(where: { $0.name == parameter }) { return named }
    guard let position = position(of: parameter, callee), arguments.indices.contains(position),
      arguments[position].name == nil
    else { return nil }
    return arguments[position]
  }

  /// The number of the argument that goes to a parameter.
  private func position(of parameter: String, _ callee: Expression) -> Int? {
    switch callee.kind {
    case .name(let name): scope.table[name]?.parameters.firstIndex { $0.name == parameter }
    case .attribute(_, let name):
      scope.table.method(name)?.parameters.firstIndex { $0.name == parameter }.map { $0 - 1 }
    default: nil
    }
  }

  // MARK: Provenance

  /// "dough is 500 g, made in line 2 by mix(flour, water)", for each variable of the expression that has such a detail.
  private func provenance(of expression: Expression, _ frame: Frame) -> [String] {
    var names: [String] = []
    collectNames(expression, into: &names)
    return names.prefix(6).compactMap { name in
      let slot = scope.resolve(name).place(frame).pointee
      guard case .object(let object)? = slot.value, let detail = object.provenance else { return nil }
      guard let origin = slot.origin else { return "\(name) is \(detail)" }
      let place =
        origin.source === source ? "in line \(source.line(at: origin.span.start))" : "in \(origin.source.name)"
      return "\(name) is \(detail), made \(place) by \(origin.source.shortText(origin.span))"
    }
  }

  private func collectNames(_ expression: Expression, into names: inout [String]) {
    // What is called is the function of that name, whatever a variable is.
    if case .call(let callee, let arguments) = expression.kind, let name = callee.name, scope.table[name] != nil {
      for argument in arguments { collectNames(argument.value, into: &names) }
      return
    }
    if let name = expression.name, !names.contains(name) { names.append(name) }
    for child in expression.children { collectNames(child, into: &names) }
  }
}
