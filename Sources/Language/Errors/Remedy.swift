/// What mends a call, said by one who does not know its text.
enum Remedy: Sendable {
  /// Other text where the error's focus is.
  case focus(String)
  /// Another name for the argument that is to blame.
  case renamed(String)
  /// The argument to blame is left out.
  case dropped
  /// The argument to blame is left out, and the call becomes the argument of this function.
  case wrapped(String)
  /// The argument to blame as a string.
  case quoted
  /// The arguments without names, but for a number at the end, as one list.
  case listed
  /// All arguments as one list.
  case gathered
  /// The first two arguments the other way round.
  case swapped
  /// No arguments at all.
  case surplus
  /// What stands for `x.name(…)`: `$x` is what is before the dot, `$a` the arguments.
  case member(String)
  /// What is before the dot is enough.
  case omitted
}

extension Correction {
  /// The correction of a call, or of another expression that failed. Nil where its text does not allow it.
  init?(_ diagnostic: Diagnostic, of expression: Expression, in source: SourceText) {
    guard let remedy = diagnostic.remedy else { return nil }
    switch (remedy, expression.kind) {
    case (.focus(let text), _):
      guard let focus = diagnostic.focus else { return nil }
      self.init(focus, text)
    case (.member(let template), .attribute(let base, _)):
      self.init(expression.span, Self.filled(template, base, [], source))
    case (.member(let template), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      self.init(expression.span, Self.filled(template, base, arguments, source))
    case (.omitted, .attribute(let base, _)):
      self.init(Self.rest(of: expression.span, behind: base, source), "")
    case (.omitted, .call(let callee, _)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      self.init(Self.rest(of: expression.span, behind: base, source), "")
    case (_, .call(_, let arguments)):
      self.init(diagnostic, arguments: arguments, of: expression.span, in: source)
    default: return nil
    }
  }

  /// The correction of the arguments of a call, or of a command line.
  init?(_ diagnostic: Diagnostic, arguments: [Argument], of call: SourceSpan?, in source: SourceText) {
    let blamed = arguments.firstIndex { $0.name == diagnostic.parameter && $0.name != nil }
    switch diagnostic.remedy {
    case .renamed(let name)?:
      guard let blamed, let span = arguments[blamed].nameSpan else { return nil }
      self.init(span, name)
    case .dropped?:
      guard let blamed else { return nil }
      self.init(Self.place(of: blamed, in: arguments), "")
    case .wrapped(let function)?:
      guard let blamed, let call else { return nil }
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

  private static func filled(
    _ template: String, _ base: Expression, _ arguments: [Argument], _ source: SourceText
  ) -> String {
    let written =
      arguments.first.map { first in
        source.text(SourceSpan(first.span.start, arguments.last?.span.end ?? first.span.end))
      } ?? ""
    return template.replacing("$x", with: source.text(base.span)).replacing("$a", with: written)
  }

  /// From the dot behind `base` to the end of the expression, and of those that follow it and can be left out too:
  /// `.cpu().numpy()`.
  private static func rest(of span: SourceSpan, behind base: Expression, _ source: SourceText) -> SourceSpan {
    var end = span.end
    while true {
      let following = ForeignNames.moving.first { name in
        let call = Array(".\(name)()".unicodeScalars)
        return source.scalars[end...].starts(with: call)
      }
      guard let following else { return SourceSpan(base.span.end, end) }
      end += following.unicodeScalars.count + 3
    }
  }
}
