extension Value {
  /// The type as `type(x)`, completion and inspection name it.
  package var typeName: String {
    switch self {
    case .none: "None"
    case .bool: "bool"
    case .integer: "int"
    case .real: "float"
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .range: "range"
    case .iterator(let iterator): iterator.generator == nil ? "iterator" : "generator"
    case .function: "function"
    case .builtin(let entry): entry.kind == .command ? "command" : entry.makes == nil ? "function" : "type"
    case .object(let object): object.typeName
    }
  }

  /// A few characters that distinguish the value among its type: `500 g`, `3 items`. Nil: nothing does.
  package var detail: String? {
    switch self {
    case .list(let list): Self.counted(list.items.count)
    case .tuple(let tuple): Self.counted(tuple.count)
    case .dict(let dict): Self.counted(dict.count)
    case .object(let object): object.detail
    default: nil
    }
  }

  /// The value in a sentence: "the string 'a'", "a dough (500 g)", "None".
  package var phrase: String {
    switch self {
    case .none: "None"
    case .bool, .integer, .real: repr
    case .string(let text): text.unicodeScalars.count <= 40 ? "the string \(repr)" : "a string"
    case .list(let list): list.items.isEmpty ? "an empty list" : "a list of \(list.items.count)"
    case .tuple(let tuple): "a tuple of \(tuple.count)"
    case .dict: "a dict"
    case .range: repr
    case .iterator(let iterator): iterator.generator == nil ? iterator.name : "the \(iterator.name)"
    case .function(let function): function.name == "lambda" ? "a lambda" : "the function \(function.name)"
    case .builtin(let entry): "the \(typeName) \(entry.name)"
    case .object(let object): Self.article(object.typeName) + (object.detail.map { " (\($0))" } ?? "")
    }
  }

  /// Whether the value may stand in call position.
  package var isCallable: Bool {
    switch self {
    case .function, .builtin: true
    case .object(let object): object.isCallable
    default: false
    }
  }

  static func counted(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }

  /// "a dough", "an oven".
  static func article(_ noun: String) -> String {
    (noun.first.map { "aeiouAEIOU".contains($0) } ?? false ? "an " : "a ") + noun
  }
}
