/// The three ways in which systems end a line, as the one that the language knows.
///
/// As in Python, a carriage return ends a line by itself, and together with a line feed it ends one line. What else breaks
/// a line on paper (a form feed, U+0085, U+2028, U+2029) ends none.
enum LineBreaks {
  /// The text with a line feed for each line break.
  static func unified(_ text: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.underestimatedCount)
    var isBehindReturn = false
    for scalar in text {
      if scalar == "\r" {
        result.append("\n")
      } else if scalar != "\n" || !isBehindReturn {
        result.append(scalar)
      }
      isBehindReturn = scalar == "\r"
    }
    return result
  }

  /// How many scalars of a text stand before the place that is `count` scalars into its unified form.
  static func offset(of count: Int, in text: [Unicode.Scalar]) -> Int {
    var offset = 0
    for _ in 0..<count where offset < text.count {
      let isPair = text[offset] == "\r" && offset + 1 < text.count && text[offset + 1] == "\n"
      offset += isPair ? 2 : 1
    }
    return offset
  }
}
