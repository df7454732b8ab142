/// Loops through objects of other libraries.
extension Checker {
  /// A loop through an object of another library's, with the entry that is meant.
  func foreignLoop(_ iterated: Expression, _ target: Target) -> Diagnostic? {
    // What a function goes through may be one of its parameters, or made by a later cell.
    guard let loops = dialect.names.loops, !isInFunction else { return nil }
    let head = source.text(SourceSpan(target.span.start, iterated.span.start))
    var (iterated, target) = (iterated, target)
    // A wrapper, which shows how far the loop is, goes with the object.
    while case .call(let callee, let arguments) = iterated.kind, let inner = arguments.first?.value,
      loops.wrappers.contains(callee.name ?? "")
    {
      iterated = inner
    }
    var (before, behind) = (head, "")
    if case .call(let callee, let arguments) = iterated.kind, let inner = arguments.first?.value,
      callee.name == "enumerate"
    {
      guard case .tuple(let items) = target.kind, items.count == 2 else { return nil }
      before += source.text(SourceSpan(iterated.span.start, inner.span.start))
      behind = source.text(SourceSpan(inner.span.end, iterated.span.end))
      (iterated, target) = (inner, items[1])
    }
    var size = ""
    if case .call(let callee, let arguments) = iterated.kind {
      let given = arguments.first { $0.name == loops.size } ?? arguments.dropFirst().first { $0.name == nil }
      size = given.map { source.text($0.value.span) } ?? ""
      iterated = callee
    }
    var name = iterated.name
    if case .attribute(_, let last) = iterated.kind {
      // What an import brought is what it says, and so is a module that is there without one.
      if let root = iterated.root, mayBeKnown(root) || modules[root] != nil { return nil }
      name = last
    }
    guard let name, loops.names.contains(name), !mayBeKnown(name), table[loops.entry] != nil else { return nil }
    let isPair = if case .tuple = target.kind { true } else { false }
    let use = ForeignLoops.Use(name: name, size: size, isUnpacked: isPair, before: before, behind: behind)
    // Its name does not tell for sure what it gives: this is an example.
    return Diagnostic(
      .name, "`\(name)` is not part of \(dialect.languageName); \(loops.reason)", example: loops.written(use),
      span: iterated.span)
  }
}
