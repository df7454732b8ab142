import Language

extension ControlValue {
  var attributeNames: [String] {
    var names = kind.attributes.map(\.name).filter { !$0.hasPrefix("_") && $0 != "msg_id" && $0 != "outputs" }
    if kind.range == .options { names += ["value", "options", "label"] }
    if kind.hasLayout { names.append("layout") }
    if kind.style != nil { names.append("style") }
    return names + methods.map(\.name)
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "value" where kind.range == .options: return value
    case "value" where kind.name == "Image": return Value.none
    case "options" where kind.range == .options: return .tuple(TupleValue(options))
    case "label" where kind.range == .options: return label.map { .string($0) } ?? Value.none
    case "children" where kind.attribute("children") != nil: return .tuple(TupleValue(children.map { .object($0) }))
    case "layout" where kind.hasLayout, "style" where kind.style != nil:
      return parts[name].map { .object($0) }
    default:
      if let method = methods.first(where: { $0.name == name }) { return .builtin(method) }
      guard kind.attribute(name) != nil, let field = link[name] else { return nil }
      return Value(field)
    }
  }

  /// The text of the option that is chosen.
  private var label: String? {
    guard case .integer(let index)? = link["index"], case .list(let labels)? = link["_options_labels"],
      labels.indices.contains(index), case .text(let label) = labels[index]
    else { return nil }
    return label
  }

  func assign(_ value: Value, to name: String, _ context: Context) throws {
    switch name {
    case "value" where kind.range == .options: try choose(value, context)
    case "options" where kind.range == .options: try offer(value)
    case "index" where kind.range == .options:
      guard case .integer(let index) = value, options.indices.contains(index) else {
        throw Diagnostic(
          .index, "a \(typeName) of \(options.count) options has no index \(value.repr)",
          suggestion: "options count from 0")
      }
      link.set(["index": .integer(index)])
    case "value" where kind.name == "Image": link.set(["value": .bytes(try Self.png(value))])
    case "children" where kind.attribute("children") != nil: try hold(value)
    case "layout" where kind.hasLayout, "style" where kind.style != nil: try adopt(value, as: name, context)
    default: try assignPlain(value, to: name)
    }
    if let session, ["value", "index", "options"].contains(name) {
      for reaction in reactions { try reaction.react(to: .changed([name]), of: self, in: session, context) }
    }
    try notify(context)
  }

  private func assignPlain(_ value: Value, to name: String) throws {
    guard let attribute = kind.attribute(name), attribute.type != .shared, name != "msg_id" else {
      throw Diagnostic(
        .attribute, "a \(typeName) has no attribute `\(name)` that can be set",
        suggestion: NearestName.find(name, among: attributeNames).map { "did you mean `\($0)`?" })
    }
    guard let field = ControlField(value), let taken = kind.taking(field, for: name, present: { link[$0] }) else {
      throw Diagnostic(
        .type, "`\(name)` of a \(typeName) is \(attribute.type.words), and this is \(value.phrase)", parameter: name)
    }
    var changes = [name: taken]
    if name == "min" || name == "max", kind.range != .none {
      try checkBounds(name, taken)
      // What it is set to moves with its bounds.
      let present: (String) -> ControlField? = { [link] in $0 == name ? taken : link[$0] }
      if let value = link["value"], let held = kind.taking(value, for: "value", present: present), held != value {
        changes["value"] = held
      }
    }
    link.set(changes)
  }

  private func checkBounds(_ name: String, _ bound: ControlField) throws {
    let (least, most) = (name == "min" ? bound : link["min"], name == "max" ? bound : link["max"])
    guard let least = least?.number, let most = most?.number, least > most else { return }
    throw Diagnostic(
      .value,
      "a \(typeName) whose min is \(Value(link["min"] ?? .none)?.repr ?? "") and whose max is "
        + "\(Value(link["max"] ?? .none)?.repr ?? "") cannot have \(name)=\(Value(bound)?.repr ?? "")",
      suggestion: name == "min" ? "set max first" : "set min first", parameter: name)
  }

  /// Chooses the option that stands for a value.
  private func choose(_ value: Value, _ context: Context) throws {
    let index = try options.firstIndex { option in
      if case .bool(true) = try Operators.binary(.equal, option, value, context) { true } else { false }
    }
    guard let index else {
      if value.isNone { return link.set(["index": .none]) }
      throw Diagnostic(
        .value, "\(value.repr) is none of the options of this \(typeName)",
        suggestion: options.isEmpty ? "give it options first" : "one of \(options.map(\.repr).joined(separator: ", "))",
        parameter: "value")
    }
    link.set(["index": .integer(index)])
  }

  /// Takes other options; the first of them is chosen.
  private func offer(_ value: Value) throws {
    let offered = try ControlOptions(value)
    options = offered.values
    link.set([
      "_options_labels": .list(offered.labels.map { .text($0) }), "index": options.isEmpty ? .none : .integer(0),
    ])
  }

  private func hold(_ value: Value) throws {
    let held = try Self.controls(in: value, for: kind)
    var (pending, seen) = (held, Set<ObjectIdentifier>())
    while let next = pending.popLast() {
      guard next !== self else {
        throw Diagnostic(.value, "a \(typeName) cannot hold itself", parameter: "children")
      }
      if seen.insert(ObjectIdentifier(next)).inserted { pending += next.children }
    }
    children = held
    link.set(["children": .list(children.map { .control($0.link.name) })])
  }

  /// Another layout or style, or a dict of what it says.
  private func adopt(_ value: Value, as name: String, _ context: Context) throws {
    let kind = name == "layout" ? "Layout" : kind.style ?? ""
    if case .object(let object) = value, let part = object as? ControlValue, part.kind.name == kind {
      parts[name] = part
      return link.set([name: .control(part.link.name)])
    }
    guard let settings = value.dictionary, let part = parts[name] else {
      throw Diagnostic(
        .type, "`\(name)` of a \(typeName) is a \(kind) or a dict, and this is \(value.phrase)",
        suggestion: "\(name)={\"\(name == "layout" ? "width\": \"300px" : "description_width\": \"initial")\"}",
        parameter: name)
    }
    for (name, value) in settings.entries { try part.assign(value, to: name.text, context) }
  }

  static func controls(in value: Value, for kind: ControlKind) throws -> [ControlValue] {
    try (value.elements ?? [value]).map { item in
      guard case .object(let object) = item, let control = object as? ControlValue else {
        throw Diagnostic(
          .type, "a \(kind.words) holds controls, and this is \(item.phrase)", suggestion: "hbox([slider(), button()])",
          parameter: "children")
      }
      return control
    }
  }

  private static func png(_ value: Value) throws -> [UInt8] {
    if case .object(let object) = value, let picture = object as? PictureValue { return picture.picture.png }
    throw Diagnostic(
      .type, "an image's value is a picture, and this is \(value.phrase)",
      suggestion: "w.value = sample(16)", parameter: "value")
  }
}

extension ControlField {
  /// A value of the language as an attribute has it; nil for what no attribute is.
  init?(_ value: Value) {
    switch value {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .string(let value): self = .text(value)
    default:
      guard let number = value.number else { return nil }
      self = .real(number)
    }
  }
}
