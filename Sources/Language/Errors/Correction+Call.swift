extension Correction {
  /// These parts in place of a call.
  ///
  /// - Parameter isAlone: whether nothing stands beside it, so that brackets around all of it say nothing.
  init(_ call: SourceSpan, _ parts: [ForeignCall.Part], isAlone: Bool, in source: SourceText) {
    var parts = parts
    if isAlone, case .text(let first)? = parts.first, case .text(let last)? = parts.last, first.hasPrefix("("),
      last.hasSuffix(")")
    {
      parts[0] = .text(String(first.dropFirst()))
      if parts.count > 1 { parts[parts.count - 1] = .text(String(last.dropLast())) }
    }
    // Arguments that keep their order stay where they are, so that what is wrong within them can be mended too.
    var text = ""
    var place = call.start
    var edits: [(SourceSpan, String)] = []
    var isInOrder = true
    var whole = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .argument(let value):
        isInOrder = isInOrder && value.span.start >= place
        edits.append((SourceSpan(place, value.span.start), text))
        whole += text + source.text(value.span)
        place = value.span.end
        text = ""
      }
    }
    edits.append((SourceSpan(place, call.end), text))
    guard isInOrder else {
      self.init(call, whole + text)
      return
    }
    self.init(edits[0].0, edits[0].1)
    for (span, text) in edits.dropFirst() { add(Correction(span, text)) }
  }
}
