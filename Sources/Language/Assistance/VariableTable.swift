/// The session's variables as a table: name, type, and what distinguishes the value.
enum VariableTable {
  static func display(_ variables: [(name: String, value: Value)]) -> Display {
    guard !variables.isEmpty else { return Display(plain: "there are no variables yet") }
    let rows = variables.map { [$0.name, $0.value.typeName, $0.value.detail ?? short($0.value)] }
    return Markup.table(["name", "type", "value"], rows)
  }

  /// The value in at most a line.
  static func short(_ value: Value) -> String {
    switch value {
    case .function(let function): "\(function.name)(\(function.signature))"
    default:
      {
        let text = value.repr.split(whereSeparator: \.isNewline).joined(separator: " ")
        return text.count <= 60 ? text : text.prefix(59) + "…"
      }()
    }
  }
}
