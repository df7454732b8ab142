/// Python's older way to fill in a text: `"%d of %.2f" % (n, x)`.
enum PercentFormat {
  /// The text with each `%…` replaced by a value.
  ///
  /// - Parameter values: a tuple of them, a dict for `%(name)s`, or the only one.
  static func fill(_ template: String, _ values: Value) throws -> String {
    let scalars = Array(template.unicodeScalars)
    let items: [Value] = if case .tuple(let tuple) = values { tuple.items } else { [values] }
    var isByName = false
    var used = 0
    var result = ""
    var position = 0
    func next() throws -> Value {
      guard used < items.count else {
        throw Diagnostic(.type, "the text has more `%` than there are values: \(items.count)")
      }
      used += 1
      return items[used - 1]
    }
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      var named: Value?
      if position < scalars.count, scalars[position] == "(", let end = scalars[position...].firstIndex(of: ")") {
        guard let dict = values.dictionary else {
          throw Diagnostic(.type, "`%(name)` takes a dict, and this is \(values.phrase)")
        }
        let name = StringSearch.string(scalars[(position + 1)..<end])
        guard let value = dict[name] else { throw Diagnostic(.key, "the dict has no key \(Value.string(name).repr)") }
        (named, isByName) = (value, true)
        position = end + 1
      }
      let start = position
      while position < scalars.count, "-+ #0123456789.*".unicodeScalars.contains(scalars[position]) { position += 1 }
      var flags = StringSearch.string(scalars[start..<position])
      while let star = flags.firstIndex(of: "*") {
        guard let width = try next().wholeNumber else {
          throw Diagnostic(.type, "`*` in a format takes a whole number")
        }
        flags.replaceSubrange(star...star, with: String(width))
      }
      guard position < scalars.count else { throw Diagnostic(.value, "the text ends in an unfinished `%`") }
      let type = scalars[position]
      position += 1
      if type == "%" {
        result += "%"
        continue
      }
      result += try text(of: try named ?? next(), flags, type)
      try Limits.checkText(result.utf8.count)
    }
    if !isByName, used < items.count {
      if values.dictionary != nil { return result }
      throw Diagnostic(.type, "the text has \(used) `%`, and there are \(items.count) values")
    }
    return result
  }

  private static func text(of value: Value, _ flags: String, _ type: Unicode.Scalar) throws -> String {
    // A format's own order is alignment, sign, zeros.
    let isLeft = flags.contains("-")
    let sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    let rest = flags.drop { "-+ ".contains($0) }
    let alignment = isLeft ? "<" : ">"
    switch type {
    case "s", "r", "a":
      let text = try value.converted(by: type)
      return try FormatSpec.format(text, rest.isEmpty ? "" : alignment + rest)
    case "d", "i", "u":
      guard let number = value.number, number.isFinite || Whole(value) != nil else { throw mismatch(type, value) }
      let whole = try (Whole(value) ?? Whole(wholePartOf: number)).value
      return try FormatSpec.format(whole, (isLeft ? "<" : "") + sign + rest + "d")
    case "f", "F", "e", "E", "g", "G":
      guard let number = value.number else { throw mismatch(type, value) }
      return try FormatSpec.format(.real(number), (isLeft ? "<" : "") + sign + rest + String(Character(type)))
    case "c" where { if case .string(let text) = value { text.unicodeScalars.count == 1 } else { false } }():
      return try FormatSpec.format(value, rest.isEmpty ? "" : alignment + rest)
    case "x", "X", "o", "c":
      guard Whole(value) != nil else { throw mismatch(type, value) }
      return try FormatSpec.format(value, (isLeft ? "<" : "") + sign + rest + String(Character(type)))
    default:
      throw Diagnostic(
        .value, "there is no format `%\(String(Character(type)))`", suggestion: "%d, %.4f, %s")
    }
  }

  private static func mismatch(_ type: Unicode.Scalar, _ value: Value) -> Diagnostic {
    Diagnostic(.type, "`%\(String(Character(type)))` takes a number, and this is \(value.phrase)")
  }
}
