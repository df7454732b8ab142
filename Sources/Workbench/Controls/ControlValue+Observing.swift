import Language

extension ControlValue {
  /// The methods of a control, as ipywidgets has them.
  var methods: [Entry] {
    var methods = [
      method(
        "observe", "calls a function whenever an attribute changes, with what has changed",
        [
          Parameter(
            "handler", .callable, "takes the change: `change.new`, `change.old`, `change.name`, `change.owner`"),
          Parameter("names", .any, default: .string("value"), "the attribute, or a list of them"),
          Parameter("type", .any, default: .string("change"), "nothing else is told of"),
        ]
      ) { [self] arguments, _ in
        for name in Self.names(in: arguments["names"]) {
          observers.append((name, arguments["handler"]))
          remember([name])
        }
      },
      method(
        "unobserve", "no longer calls a function",
        [
          Parameter("handler", .any, "the function"),
          Parameter("names", .any, default: .string("value"), "the attribute"),
          Parameter("type", .any, default: .string("change"), "nothing else is told of"),
        ]
      ) { [self] arguments, _ in
        let names = Self.names(in: arguments["names"])
        observers.removeAll { names.contains($0.attribute) && Operators.identical($0.function, arguments["handler"]) }
      },
      method("close", "takes it off every page") { [self] _, _ in
        session?.controls.close(self)
      },
    ]
    switch kind.name {
    case "Button":
      methods.append(
        method(
          "on_click", "calls a function whenever it is pressed, with the button",
          [
            Parameter("callback", .callable, "takes the button"),
            Parameter("remove", .bool, default: .bool(false), "True: no longer"),
          ]
        ) { [self] arguments, _ in
          let callback = arguments["callback"]
          if arguments.bool("remove") {
            observers.removeAll { $0.attribute == Self.pressed && Operators.identical($0.function, callback) }
          } else {
            observers.append((Self.pressed, callback))
          }
        })
      methods.append(method("click", "presses it") { [self] _, context in try press(context) })
    case "Output":
      methods += outputMethods
    default: break
    }
    return methods
  }

  func method(
    _ name: String, _ summary: String, _ parameters: [Parameter] = [],
    _ body: @escaping (Arguments, Context) throws -> Void
  ) -> Entry {
    Entry(
      name, group: "controls", summary, parameters: parameters, result: "None", abstract: .unknown,
      example: "slider(1)"
    ) { arguments, context in
      try body(arguments, context)
      return .none
    }
  }

  /// Under which the functions stand that are called when a button is pressed: no attribute is called so.
  static let pressed = "(pressed)"

  private static func names(in value: Value) -> [String] {
    if case .string(let name) = value { return [name] }
    return value.elements?.map(\.text) ?? ["value"]
  }

  // MARK: What happens

  /// What a page did to it: whoever observes it is told.
  func take(_ event: ControlEvent, in session: Session, _ context: Context) throws {
    for reaction in reactions { try reaction.react(to: event, of: self, in: session, context) }
    switch event {
    case .changed: try notify(context)
    case .message(let content, _):
      if kind.name == "Button", content["event"] == .text("click") { try press(context) }
    }
  }

  private func press(_ context: Context) throws {
    for observer in observers where observer.attribute == Self.pressed {
      _ = try context.call(observer.function, [CallArgument(.object(self))])
    }
  }

  /// Tells those who observe it of every attribute that is not what it was when they were told last.
  func notify(_ context: Context) throws {
    for name in Set(observers.map(\.attribute)) where name != Self.pressed {
      let field = self.field(of: name)
      let old = seen.withLock { seen -> ControlField? in
        defer { seen[name] = field }
        return seen[name]
      }
      guard let field, old != field else { continue }
      let change = DictValue([
        ("name", .string(name)), ("old", old.map { value($0, of: name) } ?? .none), ("new", value(field, of: name)),
        ("owner", .object(self)), ("type", .string("change")),
      ])
      for observer in observers where observer.attribute == name {
        _ = try context.call(observer.function, [CallArgument(.object(ChangeValue(change)))])
      }
    }
  }

  /// Remembers what an attribute is now, so that the first who observes it hears what it was.
  func remember(_ names: [String] = ["value", "index", "label"]) {
    let fields = names.compactMap { name in field(of: name).map { (name, $0) } }
    seen.withLock { seen in for (name, field) in fields where seen[name] == nil { seen[name] = field } }
  }

  /// A choice's value is known by the place of its option.
  private func field(of name: String) -> ControlField? {
    kind.range == .options && (name == "value" || name == "label") ? link["index"] : link[name]
  }

  private func value(_ field: ControlField, of name: String) -> Value {
    guard kind.range == .options, name == "value" || name == "label" else { return Value(field) ?? .none }
    guard case .integer(let index) = field, options.indices.contains(index) else { return .none }
    if name == "value" { return options[index] }
    guard case .list(let labels)? = link["_options_labels"], labels.indices.contains(index) else { return .none }
    return Value(labels[index]) ?? .none
  }
}

/// What an observer is told: a dict whose entries are attributes too, as in ipywidgets.
final class ChangeValue: ObjectValue {
  private let entries: DictValue

  init(_ entries: DictValue) { self.entries = entries }

  var typeName: String { "change" }
  func repr() -> String { Value.dict(entries).repr }
  var attributeNames: [String] { ["name", "new", "old", "owner", "type"] }
  func attribute(_ name: String, _ context: Context) throws -> Value? { entries[name] }
  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard indices.count == 1, case .value(.string(let name)) = indices[0], let value = entries[name] else {
      throw Diagnostic(.key, "a change has \(attributeNames.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    return value
  }
}
