import Graphics
import Language

/// What `plot`'s short strings say: `"r--"`, `"o-"`.
struct PyplotFormat {
  var color: PyplotColor.Parsed?
  var stroke: ChartItem.Stroke?
  var marker: ChartItem.Marker?

  init(_ text: String) throws {
    // A colour alone may be any name.
    if let parsed = PyplotColor.named(text), Double(text) == nil {
      color = parsed
      return
    }
    var rest = Substring(text)
    while let first = rest.first {
      if rest.hasPrefix("--") {
        (stroke, rest) = (.dashed, rest.dropFirst(2))
      } else if rest.hasPrefix("-.") {
        (stroke, rest) = (.dashDotted, rest.dropFirst(2))
      } else if first == "-" || first == ":" {
        (stroke, rest) = (first == "-" ? .solid : .dotted, rest.dropFirst())
      } else if first == "C", let digit = rest.dropFirst().first, digit.isNumber {
        (color, rest) = (PyplotColor.named("C\(digit)"), rest.dropFirst(2))
      } else if "bgrcmykw".contains(first) {
        (color, rest) = (PyplotColor.named(String(first)), rest.dropFirst())
      } else if let found = PyplotArguments.markers[first] {
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
