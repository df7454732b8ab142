import Language

/// Values as JSON, with the options of Python's `json.dumps`.
struct JSONWriting {
  /// What stands at the beginning of a line, once for each level; nil where all is one line.
  var indent: String?
  var itemSeparator = ", "
  var keySeparator = ": "
  var isASCII = true
  var isSorted = false
  var skipsKeys = false
  var allowsNaN = true
  /// A function that gives something else for what JSON has no form for.
  var fallback: Value?
  let context: Context

  private var text = ""
  private var open: Set<ObjectIdentifier> = []

  init(_ context: Context) { self.context = context }

  mutating func written(_ value: Value) throws -> String {
    try write(value, 0)
    return text
  }

  private mutating func write(_ value: Value, _ level: Int) throws {
    try StackRoom.check()
    try context.cancellation.safepoint()
    try Limits.checkText(text.utf8.count)
    if let dict = value.dictionary { return try within(dict, level) { try $0.write(dict, level + 1) } }
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += number.description
    case .real(let number): text += try written(number)
    case .object(let large as LargeInteger): text += large.repr()
    case .string(let string): quote(string)
    case .list(let list): try within(list, level) { try $0.write(list.items, level + 1) }
    case .tuple(let tuple): try within(tuple, level) { try $0.write(tuple.items, level + 1) }
    default:
      guard let fallback else {
        throw Diagnostic(
          .type, "\(value.phrase) has no form in JSON",
          suggestion: "numbers, texts, lists and dicts: x.tolist(), float(x)")
      }
      let other = try context.call(fallback, value)
      try within(ListValue(), level) { try $0.write(other, level + 1) }
    }
  }

  private func written(_ number: Double) throws -> String {
    if number.isFinite { return Value.real(number).repr }
    guard allowsNaN else {
      throw Diagnostic(.value, "\(Value.real(number).repr) is not part of JSON", suggestion: "allow_nan=True")
    }
    return number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
  }

  private mutating func within(_ container: AnyObject, _ level: Int, _ body: (inout Self) throws -> Void) throws {
    guard open.insert(ObjectIdentifier(container)).inserted else {
      throw Diagnostic(.value, "a list or a dict that contains itself has no form in JSON")
    }
    try body(&self)
    open.remove(ObjectIdentifier(container))
  }

  private mutating func line(_ level: Int) {
    guard let indent else { return }
    text += "\n" + String(repeating: indent, count: level)
  }

  private mutating func write(_ items: [Value], _ level: Int) throws {
    guard !items.isEmpty else {
      text += "[]"
      return
    }
    text += "["
    for (position, item) in items.enumerated() {
      if position > 0 { text += itemSeparator }
      line(level)
      try write(item, level)
    }
    line(level - 1)
    text += "]"
  }

  private mutating func write(_ dict: DictValue, _ level: Int) throws {
    var entries = dict.entries
    if isSorted {
      let order = try Sorting.sorted(entries.map(\.key), context)
      entries = try order.map { key in (key, try dict.value(for: key) ?? .none) }
    }
    var isFirst = true
    text += "{"
    for entry in entries {
      guard let name = try name(of: entry.key) else { continue }
      if !isFirst { text += itemSeparator }
      isFirst = false
      line(level)
      quote(name)
      text += keySeparator
      try write(entry.value, level)
    }
    if !isFirst { line(level - 1) }
    text += "}"
  }

  /// A key as the text that JSON wants; nil where it is to be left out.
  private func name(of key: Value) throws -> String? {
    switch key {
    case .string(let text): return text
    case .none: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return number.description
    case .real(let number): return try written(number)
    case .object(let large as LargeInteger): return large.repr()
    default:
      if skipsKeys { return nil }
      throw Diagnostic(.type, "the keys of JSON are texts and numbers, and this is \(key.phrase)")
    }
  }

  private mutating func quote(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7e:
        for unit in String(Character(scalar)).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
