import Language

extension Session {
  /// A control with these attributes.
  ///
  /// - Throws: ``Diagnostic`` where one of them cannot be what it is set to; nothing is shown then.
  func makeControl(_ name: String, _ settings: [(String, Value)], _ context: Context) throws -> ControlValue {
    guard let kind = ControlKind.named(name) else {
      throw Diagnostic(.internal, "there is no kind of control called \(name)")
    }
    let bounds = try bounds(of: kind, settings)
    let control = controls.make(kind, bounds, in: self)
    do {
      for (name, value) in Self.inOrder(settings) where bounds[name] == nil {
        try control.assign(value, to: name, context)
      }
    } catch {
      controls.close(control)
      throw error
    }
    controls.show(control)
    control.remember()
    return control
  }

  /// Bounds come together, for each by itself may lie beyond the other's default; and with them the value, which lies within.
  private func bounds(of kind: ControlKind, _ settings: [(String, Value)]) throws -> [String: ControlField] {
    guard kind.range == .bounded || kind.range == .logarithmic else { return [:] }
    var bounds: [String: ControlField] = [:]
    for (name, value) in settings where name == "min" || name == "max" || name == "base" {
      guard let field = ControlField(value), let taken = kind.taking(field, for: name, present: { _ in nil }) else {
        throw Diagnostic(
          .type,
          "`\(name)` of a \(kind.words) is \(kind.attribute(name)?.type.words ?? "a number"), and this is \(value.phrase)",
          parameter: name)
      }
      bounds[name] = taken
    }
    guard !bounds.isEmpty else { return [:] }
    func present(_ name: String) -> ControlField? { bounds[name] ?? kind.attribute(name)?.standard }
    if let least = present("min")?.number, let most = present("max")?.number, least > most {
      throw Diagnostic(
        .value, "a \(kind.words) cannot range from \(number(present("min"))) to \(number(present("max")))",
        suggestion: bounds["max"] == nil
          ? "give it a max too" : bounds["min"] == nil ? "give it a min too" : "exchange them",
        parameter: bounds["max"] == nil ? "min" : "max")
    }
    if let value = kind.attribute("value")?.standard, let held = kind.taking(value, for: "value", present: present) {
      bounds["value"] = held
    }
    // The value that is asked for is set when the bounds stand.
    if settings.contains(where: { $0.0 == "value" }) { bounds["value"] = nil }
    return bounds
  }

  private func number(_ field: ControlField?) -> String { field.flatMap(Value.init)?.repr ?? "" }

  /// Options before what is chosen of them.
  private static func inOrder(_ settings: [(String, Value)]) -> [(String, Value)] {
    settings.filter { $0.0 == "options" } + settings.filter { $0.0 != "options" && $0.0 != "value" && $0.0 != "index" }
      + settings.filter { $0.0 == "value" || $0.0 == "index" }
  }
}
