/// What mends a call, said by one who does not know its text.
enum FixIt: Sendable {
  /// Other text where the error's focus is.
  case focus(String)
  /// Another name for the argument that is to blame.
  case renamed(String)
  /// The argument to blame is left out.
  case dropped
  /// Another argument for the one to blame, by the text of its value.
  case replaced([String: String])
  /// The argument to blame, a weight of losses, is a factor of each of them.
  case weighted
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
  /// What stands for `x.name(…)`: `$x` is what is before the dot, `$a` the arguments; for `x.name` without brackets, where
  /// that is something else, `attribute`.
  case member(String, attribute: String? = nil)
  /// The call of a method that changes its tensor in place, with what the tensor becomes.
  case inPlace(String)
  /// The call of a method of that name, as `ForeignNames.calls` writes it.
  case call(String, isInPlace: Bool)
  /// A conversion to another type or device.
  case cast(Cast, isMask: Bool)
  /// What is before the dot is enough, unless what follows changes it in place.
  case copied
  /// What is before the dot is enough.
  case omitted
}

/// How a tensor is converted elsewhere.
enum Cast: Sendable {
  /// `.to(…)`, of a tensor or of a network: to a device, a type or both.
  case to, network
  /// `.type(…)`, to a type.
  case type
  /// `.long()`: what is behind the point is cut off.
  case whole
}

extension Correction {
  /// The correction of a call, or of another expression that failed. Nil where its text does not allow it.
  init?(_ diagnostic: Diagnostic, of expression: Expression, in source: SourceText) {
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
      self.init(changing: base, by: expression.span, to: text, in: source)
    case (.call(let name, let isInPlace), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind,
        let parts = ForeignNames.calls[name]?.parts(with: arguments, receiver: base, in: source)
      else { return nil }
      let isAlone = isInPlace || source.isAlone(expression.span)
      self.init(expression.span, parts, isAlone: isAlone, in: source)
      if isInPlace {
        self.init(changing: base, by: expression.span, to: text(of: expression.span, in: source), in: source)
      }
    case (.cast(let cast, let isMask), .call(let callee, let arguments)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      self.init(cast, isMask, base, arguments, expression.span, source)
    case (.copied, .call(let callee, _)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      let isFollowed = source.text(SourceSpan(expression.span.end, expression.span.end + 1)) == "."
      if isFollowed {
        self.init(expression.span, "(1 * \(source.operand(base)))")
      } else {
        self.init(Self.rest(of: expression.span, behind: base, source), "")
      }
    case (.omitted, .attribute(let base, _)):
      self.init(Self.rest(of: expression.span, behind: base, source), "")
    case (.omitted, .call(let callee, _)):
      guard case .attribute(let base, _) = callee.kind else { return nil }
      let rest = Self.rest(of: expression.span, behind: base, source)
      // What it was an array for has a meaning of its own.
      guard !source.text(rest).contains(".numpy()") || source.arrayMethod(at: rest.end) == nil else { return nil }
      self.init(rest, "")
    case (_, .call(_, let arguments)):
      self.init(diagnostic, arguments: arguments, of: expression.span, in: source)
    default: return nil
    }
  }

  /// A method that changes its tensor in place: the tensor is given what it becomes. Nil where other names may hold it, or
  /// where its value is used in the same line.
  private init?(changing base: Expression, by call: SourceSpan, to text: String, in source: SourceText) {
    switch base.kind {
    case .name(let name):
      let line = source.span(ofLine: source.line(at: call.start))
      let start = source.scalars[line.start..<call.start].lastIndex(of: ";").map { $0 + 1 } ?? line.start
      let before = source.text(SourceSpan(start, call.start)).drop { $0 == " " || $0 == "\t" }
      let isLast = source.text(SourceSpan(call.end, line.end)).allSatisfy { $0 == " " }
      guard isLast, before.isEmpty || before == "\(name) = " else { return nil }
      self.init(call, before.isEmpty ? "\(name) = \(text)" : text)
    // A view: what changes in it changes elsewhere.
    case .call(let callee, _) where Self.isView(callee): return nil
    // What has just been made has no other name.
    case .call, .binary, .unary:
      guard !source.isWholeLine(call) else { return nil }
      self.init(call, text)
    default: return nil
    }
  }

  /// Whether a method gives the same numbers under another shape, which PyTorch then changes in both.
  private static func isView(_ callee: Expression) -> Bool {
    guard case .attribute(_, let name) = callee.kind else { return false }
    return [
      "detach", "view", "view_as", "reshape", "flatten", "unsqueeze", "squeeze", "expand", "permute", "transpose", "t",
      "chunk", "split", "select", "narrow", "unflatten",
    ].contains(name)
  }

  /// A conversion: to a device, and to a type of floating-point numbers, it is left out; to one of whole numbers it cuts
  /// off; and a mask becomes numbers. Nil where it is another.
  ///
  /// - Parameter isMask: nil where the value is not known; then a mask becomes numbers, and numbers stay what they are.
  init?(
    _ cast: Cast, _ isMask: Bool?, _ base: Expression, _ arguments: [Argument], _ call: SourceSpan, _ source: SourceText
  ) {
    let operand = source.operand(base)
    func omitted() -> Correction { Correction(Self.rest(of: call, behind: base, source), "") }
    func whole() -> Correction? {
      if isMask ?? false { return Correction(call, "(1 * \(operand))") }
      guard base.isRepeatable else { return nil }
      return Correction(call, "where(\(operand) < 0, -(-\(operand) // 1), \(operand) // 1)")
    }
    var result: Correction?
    if cast == .whole, arguments.isEmpty {
      result = whole()
    } else {
      for argument in arguments {
        let type = source.text(argument.value.span)
        if argument.name == "non_blocking" || argument.name == "device" || argument.name == "copy" {
          result = result ?? omitted()
        } else if ForeignNames.isFloat(type) {
          result = isMask ?? true ? Correction(call, "(1 * \(operand))") : omitted()
        } else if ForeignNames.isWhole(type), cast != .network {
          guard let cut = whole() else { return nil }
          result = cut
        } else if type.hasSuffix("bool"), cast != .network {
          result = isMask ?? false ? omitted() : Correction(call, "(\(operand) != 0)")
        } else if cast != .type, ["cuda", "cpu", "mps", "device"].contains(where: { type.contains($0) }) {
          result = result ?? omitted()
        } else {
          return nil
        }
      }
    }
    guard let result else { return nil }
    self = result
  }

  /// The correction of the arguments of a call, or of a command line.
  init?(_ diagnostic: Diagnostic, arguments: [Argument], of call: SourceSpan?, in source: SourceText) {
    let blamed = arguments.firstIndex { $0.name == diagnostic.parameter && $0.name != nil }
    switch diagnostic.fixIt {
    case .renamed(let name)?:
      guard let blamed, let span = arguments[blamed].nameSpan else { return nil }
      self.init(span, name)
    case .dropped?:
      guard let blamed, let name = arguments[blamed].name,
        ForeignNames.isMoot(name, arguments[blamed].value, source)
          || name == "dtype" && Self.holds(arguments, call, source)
      else { return nil }
      // `relu(x, inplace=True)` in a line of its own is there to change `x`.
      if name == "inplace", let call, source.isWholeLine(call) { return nil }
      self.init(Self.place(of: blamed, in: arguments), "")
    case .replaced(let texts)?:
      guard let blamed, let text = texts[source.text(arguments[blamed].value.span)] else { return nil }
      self.init(arguments[blamed].span, text)
    case .weighted?:
      guard let blamed, let call else { return nil }
      self.init(weight: arguments[blamed], blamed, arguments, call, source)
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

  /// `mean(w * loss(p, x, reduction="none"))` for `loss(p, x, weight=w)`.
  private init?(
    weight: Argument, _ index: Int, _ arguments: [Argument], _ call: SourceSpan, _ source: SourceText
  ) {
    var function = "mean("
    let reduction = arguments.first { $0.name == "reduction" }
    if let reduction {
      guard case .constant(.string(let word)) = reduction.value.kind else { return nil }
      function = word == "none" ? "(" : word + "("
    }
    self.init(SourceSpan(call.start, call.start), function + source.operand(weight.value) + " * ")
    if let reduction {
      add(Correction(reduction.value.span, "\"none\""))
      add(Correction(Self.place(of: index, in: arguments), ""))
    } else {
      add(Correction(weight.span, "reduction=\"none\""))
    }
    add(Correction(SourceSpan(call.end, call.end), ")"))
  }

  /// Whether a call makes whole numbers anyway, which every type holds: `zeros(3, dtype=int)`.
  private static func holds(_ arguments: [Argument], _ call: SourceSpan?, _ source: SourceText) -> Bool {
    func isWhole(_ value: Expression) -> Bool {
      switch value.kind {
      case .list, .tuple: value.children.allSatisfy(isWhole)
      default: value.literal?.wholeNumber != nil
      }
    }
    guard let call, let type = arguments.first(where: { $0.name == "dtype" }),
      ForeignNames.isWhole(source.text(type.value.span)),
      let function = source.text(call).prefix(while: { $0 != "(" }).split(separator: ".").last
    else { return false }
    switch function {
    case "zeros", "ones", "zeros_like", "ones_like", "eye", "randperm": return true
    case "tensor", "array", "full", "arange":
      return arguments.allSatisfy { $0.name == "dtype" || isWhole($0.value) }
    default: return false
    }
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

  /// From the dot behind `base` to the end of the expression, and of those that follow it and can be left out too:
  /// `.cpu().numpy()`.
  private static func rest(of span: SourceSpan, behind base: Expression, _ source: SourceText) -> SourceSpan {
    var end = span.end
    while true {
      let following = ForeignNames.moving.first { name in
        source.scalars[end...].starts(with: ".\(name)()".unicodeScalars)
      }
      guard let following else { return SourceSpan(base.span.end, end) }
      end += following.unicodeScalars.count + 3
    }
  }
}
