/// `"{} of {name:.2f}".format(…)`
enum StringFormat {
  static func fill(_ template: String, _ arguments: [CallArgument]) throws -> String {
    let positional = arguments.filter { $0.name == nil }.map(\.value)
    var named: [String: Value] = [:]
    for argument in arguments { if let name = argument.name { named[name] = argument.value } }
    let scalars = Array(template.unicodeScalars)
    var result = ""
    var position = 0
    var next = 0
    while position < scalars.count {
      let scalar = scalars[position]
      let following = position + 1 < scalars.count ? scalars[position + 1] : nil
      if scalar == "{" || scalar == "}", following == scalar {
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
      guard let end = scalars[position...].firstIndex(of: "}") else {
        throw Diagnostic(.value, "a `{` of the format is never closed", suggestion: "`{{` writes a bracket")
      }
      let field = StringSearch.string(scalars[(position + 1)..<end])
      position = end + 1
      let parts = try StringSearch.split(field, by: ":", limit: 1)
      let nameParts = try StringSearch.split(parts[0], by: "!", limit: 1)
      var value = try argument(nameParts[0], positional, named, &next)
      if nameParts.count > 1 { value = nameParts[1] == "s" ? .string(value.text) : .string(value.repr) }
      result += try FormatSpec.format(value, parts.count > 1 ? parts[1] : "")
      try Limits.checkText(result.utf8.count)
    }
    return result
  }

  private static func argument(
    _ name: String, _ positional: [Value], _ named: [String: Value], _ next: inout Int
  ) throws -> Value {
    if let value = named[name] { return value }
    let number = name.isEmpty ? next : Int(name) ?? -1
    if name.isEmpty { next += 1 }
    guard positional.indices.contains(number) else {
      throw Diagnostic(
        .index,
        name.isEmpty ? "the format has more {} than format has arguments" : "the format has no argument `\(name)`")
    }
    return positional[number]
  }
}
