// Text of somebody else's, such as the name of a file, on its way to a reader.

extension String {
  /// As a literal of the language, to stand in a line that is printed for copying.
  package var literal: String {
    let isPlain = unicodeScalars.allSatisfy { $0 != "\"" && $0 != "\\" && !Self.isControl($0) }
    return isPlain ? "\"\(self)\"" : Value.string(self).repr
  }

  /// With control characters made visible, as `\x1b`, except for tabs and the ends of lines: a terminal obeys them, and what
  /// a file is called shall not move its cursor nor change its colours. What a cell prints goes out as it is, as in Python.
  package var showingControls: String {
    guard unicodeScalars.contains(where: Self.isObeyed) else { return self }
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      if Self.isObeyed(scalar) {
        let digits = String(scalar.value, radix: 16)
        result.append(contentsOf: ("\\x" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    isControl(scalar) && scalar != "\n" && scalar != "\t"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
}
