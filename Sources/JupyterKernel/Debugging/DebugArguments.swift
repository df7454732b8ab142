import JupyterWire

/// The arguments of a debug request, which may be of any type: clients send what they like.
struct DebugArguments {
  private let command: String
  private let arguments: JSONObject

  init(_ request: DebugRequest) { (command, arguments) = (request.command, request.arguments) }

  subscript(name: String) -> JSON? { arguments[name] }

  /// - Throws: ``ExecutionError`` where it is missing or no string.
  func text(_ name: String) throws -> String {
    guard let text = arguments[name]?.stringValue else { throw missing(name, "a string") }
    return text
  }

  /// - Throws: ``ExecutionError`` where it is missing or no whole number.
  func integer(_ name: String) throws -> Int {
    guard let number = arguments[name]?.integerValue else { throw missing(name, "a whole number") }
    return number
  }

  func optionalInteger(_ name: String) -> Int? { arguments[name]?.integerValue }

  /// The path of `source`.
  var path: String {
    get throws {
      guard let path = arguments["source"]?["path"]?.stringValue else { throw missing("source.path", "a string") }
      return path
    }
  }

  private func missing(_ name: String, _ kind: String) -> ExecutionError {
    ExecutionError("MalformedRequest", "`\(command.prefix(64))` needs `\(name)` as \(kind)")
  }
}
