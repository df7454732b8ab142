import Threads

enum StringMethods {
  /// The methods of strings.
  static let all = Method.table([
    Method("upper", "", 0...0, "in capital letters") { value, _, _ in .string(try text(value).uppercased()) },
    Method("lower", "", 0...0, "in small letters") { value, _, _ in .string(try text(value).lowercased()) },
    Method("capitalize", "", 0...0, "the first letter large, the others small") { value, _, _ in
      let text = try text(value)
      guard let first = text.unicodeScalars.first else { return value }
      return .string(first.properties.titlecaseMapping + String(text.unicodeScalars.dropFirst()).lowercased())
    },
    Method("title", "", 0...0, "the first letter of each word large") { value, _, _ in
      var result = ""
      var isInside = false
      var rounds = Cancellation.Rounds()
      for scalar in try text(value).unicodeScalars {
        try rounds.next()
        result += isInside ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        isInside = scalar.properties.isCased
      }
      return .string(result)
    },
    Method("strip", "characters", 0...1, "without blanks, or those characters, at both ends") { value, arguments, _ in
      .string(try strip(try text(value), try characters(arguments), start: true, end: true))
    },
    Method("lstrip", "characters", 0...1, "without blanks at the start") { value, arguments, _ in
      .string(try strip(try text(value), try characters(arguments), start: true, end: false))
    },
    Method("rstrip", "characters", 0...1, "without blanks at the end") { value, arguments, _ in
      .string(try strip(try text(value), try characters(arguments), start: false, end: true))
    },
    Method("split", "separator", 0...2, "cut at blanks, or at each separator, into a list") { value, arguments, _ in
      let text = try text(value)
      guard let first = arguments.first, !first.isNone else {
        var rounds = Cancellation.Rounds()
        let pieces = try text.unicodeScalars.split {
          try rounds.next()
          return $0.properties.isWhitespace
        }
        return .list(
          try pieces.map {
            try rounds.next()
            return .string(String($0))
          })
      }
      let separator = try StringMethods.text(first, "the separator")
      if separator.isEmpty { throw Diagnostic(.value, "the separator is empty", suggestion: "list(text)") }
      let limit = arguments.count > 1 ? arguments[1].wholeNumber ?? -1 : -1
      return .list(
        try StringSearch.split(text, by: separator, limit: limit < 0 ? .max : limit).map { .string($0) })
    },
    Method("splitlines", "", 0...0, "its lines, as a list") { value, _, _ in
      var rounds = Cancellation.Rounds()
      // More characters end a line of a text than end one of a program.
      var lines = try LineBreaks.unified(try text(value).unicodeScalars).split(omittingEmptySubsequences: false) {
        try rounds.next()
        return "\n\u{0B}\u{0C}\u{1C}\u{1D}\u{1E}\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0)
      }
      if lines.last?.isEmpty ?? false { lines.removeLast() }
      return .list(lines.map { .string(StringSearch.string($0)) })
    },
    Method("join", "strings", 1...1, "the strings, with this one between them") { value, arguments, context in
      let separator = try text(value)
      var result = ""
      var isFirst = true
      try Iteration.each(arguments[0], context, verb: "join") { item in
        guard case .string(let piece) = item else {
          throw Diagnostic(
            .type, "join takes strings, and among them is \(item.phrase)", suggestion: "\", \".join(map(str, items))")
        }
        result += isFirst ? piece : separator + piece
        isFirst = false
        try Limits.checkText(result.utf8.count)
        return true
      }
      return .string(result)
    },
    Method("replace", "old, new", 2...3, "with every `old` replaced by `new`") { value, arguments, _ in
      let (old, new) = (try StringMethods.text(arguments[0], "old"), try StringMethods.text(arguments[1], "new"))
      let text = try text(value)
      let limit = arguments.count > 2 ? arguments[2].wholeNumber ?? -1 : -1
      if old.isEmpty { throw Diagnostic(.value, "there is nothing to replace: `old` is empty") }
      // Both factors are lengths of strings that exist, so that the product fits.
      let growth = StringSearch.count(of: old, in: text) * max(0, new.utf8.count - old.utf8.count)
      try Limits.checkText(text.utf8.count + growth)
      let pieces = try StringSearch.split(text, by: old, limit: limit < 0 ? .max : limit)
      return .string(pieces.joined(separator: new))
    },
    Method("startswith", "prefix", 1...1, "whether it begins so") { value, arguments, _ in
      let prefix = try StringMethods.text(arguments[0], "prefix")
      return .bool(try text(value).unicodeScalars.starts(with: prefix.unicodeScalars))
    },
    Method("endswith", "suffix", 1...1, "whether it ends so") { value, arguments, _ in
      let suffix = try StringMethods.text(arguments[0], "suffix")
      return .bool(try text(value).unicodeScalars.reversed().starts(with: suffix.unicodeScalars.reversed()))
    },
    Method("find", "part", 1...1, "where `part` first stands, or -1") { value, arguments, _ in
      .integer(StringSearch.position(of: try StringMethods.text(arguments[0], "part"), in: try text(value)) ?? -1)
    },
    Method("count", "part", 1...1, "how often `part` stands in it") { value, arguments, _ in
      let part = try StringMethods.text(arguments[0], "part")
      let text = try text(value)
      return .integer(
        part.isEmpty ? text.unicodeScalars.count + 1 : StringSearch.count(of: part, in: text))
    },
    Method("zfill", "width", 1...1, "filled with zeros at the left") { value, arguments, _ in
      let text = try text(value)
      guard let width = arguments[0].wholeNumber, width <= 10_000 else {
        throw Diagnostic(.value, "the width is a whole number up to 10000")
      }
      let scalars = text.unicodeScalars
      let sign = scalars.prefix(scalars.first == "-" || scalars.first == "+" ? 1 : 0)
      let zeros = String(repeating: "0", count: max(0, width - scalars.count))
      return .string(String(sign) + zeros + String(scalars.dropFirst(sign.count)))
    },
    Method("isdigit", "", 0...0, "whether it has only digits") { value, _, _ in
      let text = try text(value)
      return .bool(!text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.numericType == .decimal })
    },
    Method("format", "…", 0...1_000, "with each {} replaced by an argument") { value, _, _ in value },
  ])

  private static func text(_ value: Value, _ name: String = "the string") throws -> String {
    if case .string(let text) = value { return text }
    throw Diagnostic(.type, "\(name) is a string, and this is \(value.phrase)")
  }

  /// The characters to strip; nil for blanks.
  private static func characters(_ arguments: [Value]) throws -> Set<Unicode.Scalar>? {
    guard let first = arguments.first, !first.isNone else { return nil }
    return Set(try text(first, "characters").unicodeScalars)
  }

  private static func strip(_ text: String, _ characters: Set<Unicode.Scalar>?, start: Bool, end: Bool) throws
    -> String
  {
    var rounds = Cancellation.Rounds()
    func isStripped(_ scalar: Unicode.Scalar) throws -> Bool {
      try rounds.next()
      return characters?.contains(scalar) ?? scalar.properties.isWhitespace
    }
    var scalars = Substring(text).unicodeScalars
    if start { scalars = try scalars.drop(while: isStripped) }
    if end { while let last = scalars.last, try isStripped(last) { scalars.removeLast() } }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension Value {
  package var isNone: Bool { if case .none = self { true } else { false } }
}
