/// `"{} of {name:.2f}".format(…)`
struct StringFormat {
  private let positional: [Value]
  private let named: [String: Value]
  private let context: Context
  private var next = 0

  static func fill(_ template: String, _ arguments: [CallArgument], _ context: Context) throws -> String {
    let positional = arguments.filter { $0.name == nil }.map(\.value)
    var named: [String: Value] = [:]
    for argument in arguments { if let name = argument.name { named[name] = argument.value } }
    var format = StringFormat(positional: positional, named: named, context: context)
    return try format.fill(Array(template.unicodeScalars), depth: 0)
  }

  private init(positional: [Value], named: [String: Value], context: Context) {
    (self.positional, self.named, self.context) = (positional, named, context)
  }

  /// - Parameter depth: 1 for the format of a field, which may hold fields: `{:>{width}}`.
  private mutating func fill(_ scalars: [Unicode.Scalar], depth: Int) throws -> String {
    var result = ""
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      let following = position + 1 < scalars.count ? scalars[position + 1] : nil
      if depth == 0, scalar == "{" || scalar == "}", following == scalar {
        result.unicodeScalars.append(scalar)
        position += 2
        continue
      }
      if scalar == "}" { throw Diagnostic(.value, "a single `}` in the format", suggestion: "`}}` writes a bracket") }
      guard scalar == "{" else {
        result.unicodeScalars.append(scalar)
        position += 1
        continue
      }
      guard let end = Self.end(of: scalars, from: position) else {
        throw Diagnostic(.value, "a `{` of the format is never closed", suggestion: "`{{` writes a bracket")
      }
      if depth > 1 { throw Diagnostic(.value, "formats are nested too deeply") }
      result += try field(scalars[(position + 1)..<end], depth: depth)
      position = end + 1
      try Limits.checkText(result.utf8.count)
    }
    return result
  }

  private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var depth = 0
    for position in start..<scalars.count {
      if scalars[position] == "{" { depth += 1 }
      if scalars[position] == "}" { depth -= 1 }
      if depth == 0 { return position }
    }
    return nil
  }

  private mutating func field(_ field: ArraySlice<Unicode.Scalar>, depth: Int) throws -> String {
    let colon = field.firstIndex(of: ":") ?? field.endIndex
    let mark = field[..<colon].firstIndex(of: "!") ?? colon
    var value = try argument(Array(field[..<mark]))
    if mark < colon {
      guard colon - mark == 2, "rsa".unicodeScalars.contains(field[mark + 1]) else {
        throw Diagnostic(.value, "`!r`, `!s` or `!a` may stand in a field of a format")
      }
      value = try value.converted(by: field[mark + 1])
    }
    let spec = colon < field.endIndex ? Array(field[(colon + 1)...]) : []
    return try FormatSpec.format(value, fill(spec, depth: depth + 1))
  }

  /// `0`, `name`, nothing for the next, with what stands behind it: `.x` and `[key]`.
  private mutating func argument(_ name: [Unicode.Scalar]) throws -> Value {
    var position = name.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
    var value = try argument(StringSearch.string(name[..<position]))
    while position < name.endIndex {
      let isKey = name[position] == "["
      let start = position + 1
      let end = name[start...].firstIndex { isKey ? $0 == "]" : $0 == "." || $0 == "[" } ?? name.endIndex
      let word = StringSearch.string(name[start..<end])
      if isKey {
        value = try Subscripts.read(value, [.value(Int(word).map(Value.integer) ?? .string(word))], context)
      } else if let found = try Attributes.find(value, word, context) {
        value = found
      } else {
        throw Diagnostic(.attribute, "\(value.phrase) has no `\(word)`")
      }
      position = isKey ? min(end + 1, name.endIndex) : end
    }
    return value
  }

  private mutating func argument(_ name: String) throws -> Value {
    if let value = named[name] { return value }
    let number = name.isEmpty ? next : Int(name) ?? -1
    if name.isEmpty { next += 1 }
    guard positional.indices.contains(number) else {
      if !name.isEmpty, Int(name) == nil {
        throw Diagnostic(.key, "the format has no argument `\(name)`", suggestion: ".format(\(name)=…)")
      }
      throw Diagnostic(
        .index,
        name.isEmpty ? "the format has more {} than format has arguments" : "the format has no argument `\(name)`")
    }
    return positional[number]
  }
}
