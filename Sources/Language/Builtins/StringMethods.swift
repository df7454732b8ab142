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
    Method("split", "sep=None, maxsplit=-1", 0...2, "cut at blanks, or at each `sep`, into a list") {
      value, arguments, _ in .list(try pieces(try text(value), arguments, fromEnd: false))
    },
    Method("rsplit", "sep=None, maxsplit=-1", 0...2, "as split, and with a limit the last pieces are cut off") {
      value, arguments, _ in .list(try pieces(try text(value), arguments, fromEnd: true))
    },
    Method("splitlines", "keepends=False", 0...1, "its lines, as a list") { value, arguments, _ in
      let keepsEnds = try arguments.first.map(Operators.truth) ?? false
      return .list(try lines(try text(value), keepsEnds: keepsEnds).map { .string($0) })
    },
    Method("partition", "sep", 1...1, "what stands before `sep`, that, and what stands behind it") {
      value, arguments, _ in
      try partition(try text(value), arguments[0], fromEnd: false)
    },
    Method("rpartition", "sep", 1...1, "as partition, at the last `sep`") { value, arguments, _ in
      try partition(try text(value), arguments[0], fromEnd: true)
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
    Method("replace", "old, new, count", 2...3, "with every `old` replaced by `new`") { value, arguments, _ in
      let (old, new) = (try StringMethods.text(arguments[0], "old"), try StringMethods.text(arguments[1], "new"))
      let limit = arguments.count > 2 ? arguments[2].wholeNumber ?? -1 : -1
      return .string(try replaced(try text(value), old, new, limit: limit < 0 ? .max : limit))
    },
    Method("startswith", "prefix, start, stop", 1...3, "whether it begins so, or with one of a tuple") {
      value, arguments, _ in
      let start = try part(try text(value), arguments)
      return .bool(try affixes(arguments[0], "prefix").contains { start.starts(with: $0) })
    },
    Method("endswith", "suffix, start, stop", 1...3, "whether it ends so, or with one of a tuple") {
      value, arguments, _ in
      let end = try part(try text(value), arguments).reversed()
      return .bool(try affixes(arguments[0], "suffix").contains { end.starts(with: $0.reversed()) })
    },
    Method("find", "part, start, stop", 1...3, "where `part` first stands, or -1") { value, arguments, _ in
      .integer(try position(try text(value), arguments, fromEnd: false) ?? -1)
    },
    Method("rfind", "part, start, stop", 1...3, "where `part` last stands, or -1") { value, arguments, _ in
      .integer(try position(try text(value), arguments, fromEnd: true) ?? -1)
    },
    Method("index", "part, start, stop", 1...3, "where `part` first stands") { value, arguments, _ in
      .integer(try position(try text(value), arguments, fromEnd: false) ?? missing(arguments[0]))
    },
    Method("rindex", "part, start, stop", 1...3, "where `part` last stands") { value, arguments, _ in
      .integer(try position(try text(value), arguments, fromEnd: true) ?? missing(arguments[0]))
    },
    Method("count", "part, start, stop", 1...3, "how often `part` stands in it") { value, arguments, _ in
      let sought = try StringMethods.text(arguments[0], "part")
      let scalars = try part(try text(value), arguments)
      return .integer(
        sought.isEmpty ? scalars.count + 1 : StringSearch.count(of: sought, in: StringSearch.string(scalars)))
    },
    Method("removeprefix", "prefix", 1...1, "without `prefix` at the start") { value, arguments, _ in
      let (text, prefix) = (try text(value), try StringMethods.text(arguments[0], "prefix").unicodeScalars)
      guard text.unicodeScalars.starts(with: prefix) else { return value }
      return .string(String(text.unicodeScalars.dropFirst(prefix.count)))
    },
    Method("removesuffix", "suffix", 1...1, "without `suffix` at the end") { value, arguments, _ in
      let (text, suffix) = (try text(value), try StringMethods.text(arguments[0], "suffix").unicodeScalars)
      guard text.unicodeScalars.reversed().starts(with: suffix.reversed()) else { return value }
      return .string(String(text.unicodeScalars.dropLast(suffix.count)))
    },
    padding("center", "in the middle of so many characters") { missing, width in
      // As CPython: the odd one goes to the left where the width is odd.
      missing / 2 + (missing & width & 1)
    },
    padding("ljust", "at the left of so many characters") { _, _ in 0 },
    padding("rjust", "at the right of so many characters") { missing, _ in missing },
    Method("zfill", "width", 1...1, "filled with zeros at the left") { value, arguments, _ in
      let scalars = try text(value).unicodeScalars
      let sign = scalars.prefix(scalars.first == "-" || scalars.first == "+" ? 1 : 0)
      let zeros = String(repeating: "0", count: max(0, try width(arguments[0]) - scalars.count))
      return .string(String(sign) + zeros + String(scalars.dropFirst(sign.count)))
    },
    Method("expandtabs", "tabsize=8", 0...1, "with blanks in place of tabs") { value, arguments, _ in
      let size = try arguments.first.map { try width($0) } ?? 8
      var (result, column) = ("", 0)
      for scalar in try text(value).unicodeScalars {
        switch scalar {
        case "\t":
          let blanks = size > 0 ? size - column % size : 0
          result += String(repeating: " ", count: blanks)
          column += blanks
          try Limits.checkText(result.utf8.count)
        default:
          result.unicodeScalars.append(scalar)
          column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
        }
      }
      return .string(result)
    },
    Method("translate", "table", 1...1, "with each character replaced as a dict of their numbers says") {
      value, arguments, _ in
      guard let table = arguments[0].dictionary else {
        throw Diagnostic(
          .type, "translate takes a dict, and this is \(arguments[0].phrase)", suggestion: "str.maketrans(…)")
      }
      var result = ""
      for scalar in try text(value).unicodeScalars {
        switch try table.value(for: .integer(Int(scalar.value))) {
        case nil: result.unicodeScalars.append(scalar)
        case .none?: break
        case .string(let text)?: result += text
        case let other?:
          guard let code = other.wholeNumber, let new = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
            throw Diagnostic(
              .type, "translate puts strings and numbers of characters in place, and this is \(other.phrase)")
          }
          result.unicodeScalars.append(new)
        }
        try Limits.checkText(result.utf8.count)
      }
      return .string(result)
    },
    test("isdigit", "digits") { $0.properties.numericType == .decimal || $0.properties.numericType == .digit },
    test("isdecimal", "decimal digits") { $0.properties.numericType == .decimal },
    test("isnumeric", "numbers") { $0.properties.numericType != nil },
    test("isalpha", "letters") { $0.isLetter },
    test("isalnum", "letters and digits") { $0.isLetter || $0.properties.numericType != nil },
    test("isspace", "blanks") { $0.properties.isWhitespace || (0x1c...0x1f).contains($0.value) },
    Method("isascii", "", 0...0, "whether all characters are those of ASCII") { value, _, _ in
      .bool(try text(value).unicodeScalars.allSatisfy(\.isASCII))
    },
    Method("isupper", "", 0...0, "whether its letters are capital ones") { value, _, _ in
      .bool(isCased(try text(value)) { $0.properties.isUppercase })
    },
    Method("islower", "", 0...0, "whether its letters are small ones") { value, _, _ in
      .bool(isCased(try text(value)) { $0.properties.isLowercase })
    },
    Method("istitle", "", 0...0, "whether each word begins with a capital letter, and goes on small") { value, _, _ in
      var (isInside, hasLetters) = (false, false)
      for scalar in try text(value).unicodeScalars {
        if scalar.properties.isCased, scalar.properties.isUppercase == isInside { return .bool(false) }
        isInside = scalar.properties.isCased
        hasLetters = hasLetters || isInside
      }
      return .bool(hasLetters)
    },
    Method("isidentifier", "", 0...0, "whether it could be a name") { value, _, _ in
      let scalars = try text(value).unicodeScalars
      return .bool((scalars.first?.beginsName ?? false) && scalars.allSatisfy(\.continuesName))
    },
    Method("swapcase", "", 0...0, "capital letters small, small ones large") { value, _, _ in
      .string(
        try text(value).unicodeScalars.reduce(into: "") { result, scalar in
          let properties = scalar.properties
          result += properties.isUppercase ? properties.lowercaseMapping : properties.uppercaseMapping
        })
    },
    Method("casefold", "", 0...0, "in small letters, for comparing") { value, _, _ in
      .string(try text(value).lowercased().unicodeScalars.reduce(into: "") { $0 += $1 == "ß" ? "ss" : String($1) })
    },
    Method("format", "…", 0...1_000, "with each {} replaced by an argument") { value, _, _ in value },
    Method("format_map", "mapping", 1...1, "with each {name} replaced by the value of that key") {
      value, arguments, context in
      guard let dict = arguments[0].dictionary else {
        throw Diagnostic(.type, "format_map takes a dict, and this is \(arguments[0].phrase)")
      }
      let named = dict.entries.compactMap { entry -> CallArgument? in
        if case .string(let name) = entry.key { CallArgument(name: name, entry.value) } else { nil }
      }
      return .string(try StringFormat.fill(try text(value), named, context))
    },
  ])

  fileprivate static func text(_ value: Value, _ name: String = "the string") throws -> String {
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

extension StringMethods {
  private static func missing(_ part: Value) throws -> Int {
    throw Diagnostic(.value, "\(part.phrase) does not stand in the string", suggestion: ".find(…) gives -1 then")
  }

  /// A width that a text is filled up to.
  private static func width(_ value: Value) throws -> Int {
    guard let width = value.wholeNumber, width <= 10_000 else {
      throw Diagnostic(.value, "the width is a whole number up to 10000")
    }
    return width
  }

  /// The part of a text between the bounds that stand second and third among the arguments.
  private static func part(_ text: String, _ arguments: [Value]) throws -> ArraySlice<Unicode.Scalar> {
    let scalars = Array(text.unicodeScalars)
    let bounds = try bounds(scalars.count, arguments)
    return scalars[bounds]
  }

  private static func bounds(_ count: Int, _ arguments: [Value]) throws -> Range<Int> {
    let bounds = try Subscripts.bounds(
      count, Subscripts.bound(arguments.dropFirst().first), Subscripts.bound(arguments.dropFirst(2).first), nil)
    return bounds.start..<max(bounds.start, bounds.stop)
  }

  /// The prefix or suffix, or those of a tuple.
  private static func affixes(_ value: Value, _ name: String) throws -> [[Unicode.Scalar]] {
    if case .tuple(let tuple) = value { return try tuple.map { Array(try text($0, name).unicodeScalars) } }
    return [Array(try text(value, name).unicodeScalars)]
  }

  private static func position(_ text: String, _ arguments: [Value], fromEnd: Bool) throws -> Int? {
    let sought = Array(try StringMethods.text(arguments[0], "part").unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    let bounds = try bounds(scalars.count, arguments)
    guard fromEnd else {
      return StringSearch.position(of: sought, in: Array(scalars[..<bounds.upperBound]), from: bounds.lowerBound)
    }
    guard sought.count <= bounds.count else { return nil }
    return (bounds.lowerBound...(bounds.upperBound - sought.count)).last {
      scalars[$0..<($0 + sought.count)].elementsEqual(sought)
    }
  }

  private static func replaced(_ text: String, _ old: String, _ new: String, limit: Int) throws -> String {
    if old.isEmpty {
      let scalars = Array(text.unicodeScalars)
      let (length, overflow) = new.utf8.count.multipliedReportingOverflow(by: min(limit, scalars.count + 1))
      try Limits.checkText(overflow ? .max : text.utf8.count + length)
      var result = limit > 0 ? new : ""
      for (position, scalar) in scalars.enumerated() {
        result.unicodeScalars.append(scalar)
        if position + 1 < limit { result += new }
      }
      return result
    }
    // Both factors are lengths of strings that exist, so that the product fits.
    let growth = StringSearch.count(of: old, in: text) * max(0, new.utf8.count - old.utf8.count)
    try Limits.checkText(text.utf8.count + growth)
    return try StringSearch.split(text, by: old, limit: limit).joined(separator: new)
  }

  /// `split` and `rsplit`.
  private static func pieces(_ text: String, _ arguments: [Value], fromEnd: Bool) throws -> [Value] {
    let given = arguments.count > 1 ? arguments[1].wholeNumber ?? -1 : -1
    let limit = given < 0 ? Int.max : given
    // From the end is from the start of the text turned around.
    func turned<Scalars: BidirectionalCollection>(_ scalars: Scalars) -> [Unicode.Scalar]
    where Scalars.Element == Unicode.Scalar { fromEnd ? scalars.reversed() : Array(scalars) }
    func string(_ piece: ArraySlice<Unicode.Scalar>) -> String { StringSearch.string(turned(piece)) }
    let scalars = turned(text.unicodeScalars)
    var pieces: [String] = []
    if let first = arguments.first, !first.isNone {
      let separator = try StringMethods.text(first, "the separator")
      if separator.isEmpty { throw Diagnostic(.value, "the separator is empty", suggestion: "list(text)") }
      let reversed = StringSearch.string(turned(separator.unicodeScalars))
      pieces = try StringSearch.split(StringSearch.string(scalars), by: reversed, limit: limit)
        .map { string(Array($0.unicodeScalars)[...]) }
    } else {
      var rounds = Cancellation.Rounds()
      var rest = scalars[...].drop { $0.properties.isWhitespace }
      while !rest.isEmpty {
        if pieces.count == limit {
          // The rest goes as it is, but for the blanks at its end.
          while rest.last?.properties.isWhitespace ?? false { rest.removeLast() }
          pieces.append(string(rest))
          break
        }
        let word = try rest.prefix {
          try rounds.next()
          return !$0.properties.isWhitespace
        }
        pieces.append(string(word))
        rest = rest.dropFirst(word.count).drop { $0.properties.isWhitespace }
      }
    }
    return (fromEnd ? pieces.reversed() : pieces).map { .string($0) }
  }

  private static func lines(_ text: String, keepsEnds: Bool) throws -> [String] {
    var rounds = Cancellation.Rounds()
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    let scalars = Array(text.unicodeScalars)
    var position = 0
    while position < scalars.count {
      try rounds.next()
      let scalar = scalars[position]
      position += 1
      // More characters end a line of a text than end one of a program.
      guard "\n\r\u{0B}\u{0C}\u{1C}\u{1D}\u{1E}\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) else {
        line.append(scalar)
        continue
      }
      if keepsEnds { line.append(scalar) }
      if scalar == "\r", position < scalars.count, scalars[position] == "\n" {
        if keepsEnds { line.append("\n") }
        position += 1
      }
      lines.append(StringSearch.string(line))
      line = []
    }
    if !line.isEmpty { lines.append(StringSearch.string(line)) }
    return lines
  }

  private static func partition(_ text: String, _ separator: Value, fromEnd: Bool) throws -> Value {
    let separator = try StringMethods.text(separator, "the separator")
    if separator.isEmpty { throw Diagnostic(.value, "the separator is empty") }
    guard let place = try position(text, [.string(separator)], fromEnd: fromEnd) else {
      let parts: [Value] = [.string(text), .string(""), .string("")]
      return .tuple(fromEnd ? parts.reversed() : parts)
    }
    let scalars = Array(text.unicodeScalars)
    return .tuple([
      .string(StringSearch.string(scalars[..<place])), .string(separator),
      .string(StringSearch.string(scalars[(place + separator.unicodeScalars.count)...])),
    ])
  }

  /// - Parameter left: how many of the missing characters go to the left, of a text of that width.
  private static func padding(
    _ name: String, _ summary: String, left: @escaping @Sendable (_ missing: Int, _ width: Int) -> Int
  ) -> Method {
    Method(name, "width, fill", 1...2, summary) { value, arguments, _ in
      let text = try text(value)
      let fill = arguments.count > 1 ? try StringMethods.text(arguments[1], "fill") : " "
      guard fill.unicodeScalars.count == 1 else { throw Diagnostic(.type, "`fill` is one character") }
      let width = try width(arguments[0])
      let missing = width - text.unicodeScalars.count
      guard missing > 0 else { return value }
      let before = left(missing, width)
      return .string(String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before))
    }
  }

  private static func test(
    _ name: String, _ what: String, _ holds: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> Method {
    Method(name, "", 0...0, "whether it has only \(what)") { value, _, _ in
      let scalars = try text(value).unicodeScalars
      return .bool(!scalars.isEmpty && scalars.allSatisfy(holds))
    }
  }

  private static func isCased(_ text: String, _ holds: (Unicode.Scalar) -> Bool) -> Bool {
    let cased = text.unicodeScalars.filter(\.properties.isCased)
    return !cased.isEmpty && cased.allSatisfy(holds)
  }

  /// A text with escapes for all that is not ASCII.
  static func ascii(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isASCII { return result.unicodeScalars.append(scalar) }
      let digits = String(scalar.value, radix: 16)
      let (letter, count) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      result += "\\" + letter + String(repeating: "0", count: count - digits.count) + digits
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension Value {
  package var isNone: Bool { if case .none = self { true } else { false } }
}
