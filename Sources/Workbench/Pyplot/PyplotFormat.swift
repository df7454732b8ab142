import Graphics
import Language

/// What `plot`'s short strings say: `"r--"`, `"o-"`.
struct PyplotFormat {
  var color: PyplotColor.Parsed?
  /// The colour as it was written.
  var spelled: String?
  var stroke: ChartItem.Stroke?
  var marker: ChartItem.Marker?

  init(_ text: String) throws {
    // A colour alone may be any name.
    if let parsed = PyplotColor.named(text), Double(text) == nil {
      (color, spelled) = (parsed, text)
      return
    }
    var rest = Substring(text)
    func once(_ isFirst: Bool, _ what: String) throws {
      guard isFirst else {
        throw Diagnostic(
          .value, "plot: '\(text)' names two \(what), and a curve has one", suggestion: "plt.plot(x, y, \"r--\")")
      }
    }
    func take(_ found: ChartItem.Stroke, _ count: Int) throws {
      try once(stroke == nil, "styles of lines")
      (stroke, rest) = (found, rest.dropFirst(count))
    }
    while let first = rest.first {
      if rest.hasPrefix("--") {
        try take(.dashed, 2)
      } else if rest.hasPrefix("-.") {
        try take(.dashDotted, 2)
      } else if first == "-" || first == ":" {
        try take(first == "-" ? .solid : .dotted, 1)
      } else if first == "C", let digit = rest.dropFirst().first, digit.isNumber {
        try once(color == nil, "colours")
        (color, rest) = (PyplotColor.named("C\(digit)"), rest.dropFirst(2))
        spelled = "C\(digit)"
      } else if "bgrcmykw".contains(first) {
        try once(color == nil, "colours")
        (color, rest) = (PyplotColor.named(String(first)), rest.dropFirst())
        spelled = String(first)
      } else if let found = PyplotArguments.markers[first] {
        try once(marker == nil, "markers")
        (marker, rest) = (found, rest.dropFirst())
      } else {
        throw Diagnostic(
          .value,
          "plot: '\(text)' says no style: a colour (b g r c m y k w), a line (- -- : -.) and a marker (o . s ^ x +)",
          suggestion: "plt.plot(x, y, \"r--\")")
      }
    }
    if stroke == nil, marker != nil { stroke = ChartItem.Stroke.none }
  }
}
