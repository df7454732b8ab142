/// A number with its thousands grouped, as people read it: 60,000.
package func grouped(_ number: Int) -> String {
  (number < 0 ? "-" : "") + grouped(digits: String(number.magnitude))
}

/// A number with its noun: 1 label, 60,000 images.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
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
