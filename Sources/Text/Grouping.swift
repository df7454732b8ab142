/// A number with its thousands grouped, as people read it: 60,000.
package func grouped(_ number: Int) -> String {
  (number < 0 ? "-" : "") + grouped(digits: String(number.magnitude))
}

/// A number with its noun: 1 label, 60,000 images.
///
/// - Parameter plural: where it is not the noun with an s.
package func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// The digits of a whole number in groups, counted from its end.
package func grouped(digits: String, by size: Int = 3, separator: Character = ",") -> String {
  var result = ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place).isMultiple(of: size) { result.append(separator) }
    result.append(digit)
  }
  return result
}

/// A long line as several of at most so many characters, broken at spaces, the later ones indented: where a frontend breaks it,
/// that is in the middle of a word.
package func wrapped(_ text: String, to width: Int = 96) -> String {
  var lines = [""]
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    let line = lines[lines.count - 1]
    if line.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if line.count + 1 + word.count <= width {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append("  " + word)
    }
  }
  return lines.joined(separator: "\n")
}
