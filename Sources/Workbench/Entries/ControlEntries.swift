import Language
import Text

/// Group `controls`: sliders and buttons, and functions that follow them.
struct ControlEntries {
  let session: Session

  /// The short names of the commonest kinds.
  private static let short = [
    ("slider", "FloatSlider"), ("int_slider", "IntSlider"), ("dropdown", "Dropdown"), ("checkbox", "Checkbox"),
    ("text", "Text"), ("button", "Button"), ("hbox", "HBox"), ("vbox", "VBox"), ("output", "Output"),
  ]

  var all: [Entry] {
    [interact]
      + Self.short.compactMap { name, kind in ControlKind.named(kind).map { making($0, as: name) } }
  }

  /// All names of `ipywidgets`.
  var module: [Entry] {
    (ControlKind.all.map { making($0, as: $0.name) } + [layout, interact, interactive, fixed]).map { entry in
      var entry = session.isSnapshot && !entry.runsOnCopy ? entry.refusing : entry
      entry.isBare = false
      return entry
    }
  }

  // MARK: Controls

  private func making(_ kind: ControlKind, as name: String) -> Entry {
    Entry(
      name, group: "controls", kind.summary, details: Self.details(of: kind), parameters: Self.parameters(of: kind),
      result: kind.words, abstract: .unknown, effect: .changesSession, example: Self.example(of: kind, name),
      otherNames: name == kind.name ? [] : [kind.name]
    ) { [session] arguments, context in
      let names = Self.parameters(of: kind).map(\.name).filter(arguments.isGiven)
      return .object(try session.makeControl(kind.name, names.map { ($0, arguments[$0]) }, context))
    }
  }

  private static func details(of kind: ControlKind) -> String {
    switch kind.name {
    case "Button": "`b.on_click(f)` has `f(b)` called whenever it is pressed."
    case "HBox", "VBox", "Box": "`w.children` are the controls in it."
    case "Output": "What a block writes and shows stands in it: `with out:`."
    case "Dropdown": "Options are values, pairs of a label and a value, or a dict from labels to values."
    default:
      """
      `w.value` is what it is set to, here and on every page that shows it; `w.observe(f)` has `f(change)` called whenever \
      it changes. Functions are called also while a cell runs, as long as they only look.
      """
    }
  }

  private static func example(of kind: ControlKind, _ name: String) -> String {
    switch kind.name {
    case "FloatSlider": "w = \(name)(0.5, min=-3, max=3, description=\"z\")\nw.value"
    case "Dropdown": "w = \(name)([0, 1, 2], description=\"digit\")\nw.value"
    case "Button": "b = \(name)(description=\"again\")\nb.on_click(lambda b: print(\"pressed\"))\nb"
    case "HBox", "VBox", "Box": "\(name)([slider(), checkbox()])"
    case "Output": "out = \(name)()\nwith out:\n    print(\"inside\")\nout"
    default: "w = \(name)()\nw"
    }
  }

  /// In ipywidgets' order: what is set first of all comes by position too.
  private static func parameters(of kind: ControlKind) -> [Parameter] {
    let leading =
      kind.range == .options ? ["options", "value"] : ["children", "value", "min", "max", "step", "description"]
    let own = kind.attributes.map(\.name).filter { !$0.hasPrefix("_") && $0 != "msg_id" && $0 != "outputs" }
    let names = leading.filter { own.contains($0) || $0 == "options" || $0 == "value" && kind.range == .options }
    let rest = own.filter { !names.contains($0) }
    func parameter(_ name: String, _ style: Parameter.Style) -> Parameter {
      let standard = kind.attribute(name).flatMap { Value($0.standard) }
      return Parameter(
        name, .any, default: standard ?? Value.none, defaultText: name == "options" ? "no options" : nil, style: style,
        summary(of: name, kind))
    }
    return names.map { parameter($0, .standard) } + rest.map { parameter($0, .keywordOnly) }
      + (kind.hasLayout ? [parameter("layout", .keywordOnly)] : [])
      + (kind.style != nil ? [parameter("style", .keywordOnly)] : [])
  }

  private static func summary(of name: String, _ kind: ControlKind) -> String {
    switch name {
    case "value": "what it is set to"
    case "min": kind.range == .logarithmic ? "the least power" : "the least that it may be"
    case "max": kind.range == .logarithmic ? "the largest power" : "the most that it may be"
    case "step": "from one value to the next"
    case "options": "what one may choose from"
    case "children": "the controls in it"
    case "description": "the words beside it"
    case "layout": "where it stands and how wide it is, as a dict: {\"width\": \"300px\"}"
    case "style": "how it looks, as a dict: {\"description_width\": \"initial\"}"
    case "disabled": "whether it cannot be moved"
    case "continuous_update": "whether it changes while it moves, or when it is let go"
    case "readout": "whether the number stands beside it"
    case "readout_format": "how the number is written, as \".2f\""
    case "orientation": "\"horizontal\" or \"vertical\""
    default: "as in ipywidgets: \(kind.attribute(name)?.type.words ?? "")"
    }
  }

  private var layout: Entry {
    let kind = ControlKind.named("Layout")
    return Entry(
      "Layout", group: "controls", kind?.summary ?? "",
      parameters: (kind?.attributes ?? []).map {
        Parameter($0.name, .any, default: Value.none, style: .keywordOnly, "as in CSS")
      } + [Parameter("border", .any, default: Value.none, style: .keywordOnly, "all four sides, as in CSS")],
      result: "layout", abstract: .unknown, effect: .changesSession, example: "ipywidgets.Layout(width=\"300px\")"
    ) { [session] arguments, context in
      var settings = (kind?.attributes ?? []).map(\.name).filter(arguments.isGiven).map { ($0, arguments[$0]) }
      if arguments.isGiven("border") {
        settings += ["top", "right", "bottom", "left"].map { ("border_" + $0, arguments["border"]) }
      }
      return .object(try session.makeControl("Layout", settings, context))
    }
  }

  // MARK: Functions that follow controls

  private static var arguments: Parameter {
    Parameter(
      "arguments", .any, style: .keywords,
      "what each argument may be: a range `(-3, 3)`, choices `[0, 1, 2]`, `True`, a text, a control, or `fixed(x)`")
  }

  private var interact: Entry {
    Entry(
      "interact", .command, group: "controls", "runs a function whenever a control of its arguments moves",
      details: """
        A range of whole numbers or real ones becomes a slider, choices or a dict a list that opens, True or False a box to \
        check, a text a line; a third number in a range is its step. What the function returns, shows and prints stands \
        below and is replaced. While a cell trains, it looks at the model as it is then.
        """,
      parameters: [
        Parameter("function", .callable, default: Value.none, defaultText: "the one below", "what runs"),
        Self.arguments,
      ], result: "function", abstract: .unknown, alwaysDisplays: true, effect: .changesSession,
      example: "data mnist\nmodel latent=2\ninteract lambda a, b: sample(1), a=(-3.0, 3.0), b=[0, 1]"
    ) { arguments, context in
      let settings = arguments["arguments"]
      if arguments["function"].isNone {
        // `@interact(z=(-3, 3))`
        return .object(
          NativeFunction("interact", isDecorated: true) { decorated, context in
            guard decorated.count == 1, decorated[0].value.isCallable else {
              throw Diagnostic(.type, "interact takes a function", suggestion: "interact f, z=(-3, 3)")
            }
            try show(decorated[0].value, settings, context.renewed)
            return decorated[0].value
          })
      }
      try show(arguments["function"], settings, context)
      return arguments["function"]
    }
  }

  private var interactive: Entry {
    Entry(
      "interactive", group: "controls", "a box of controls, and a function that follows them",
      parameters: [Parameter("function", .callable, "what runs"), Self.arguments], result: "vbox", abstract: .unknown,
      effect: .changesSession, example: "ipywidgets.interactive(lambda a: a, a=(0, 3))"
    ) { arguments, context in
      .object(try begin(arguments["function"], arguments["arguments"], context))
    }
  }

  private var fixed: Entry {
    Entry(
      "fixed", group: "controls", "an argument of `interact` that stays as it is",
      parameters: [Parameter("value", .any, "the argument")], result: "fixed value", abstract: .unknown,
      example: "ipywidgets.fixed(3)"
    ) { arguments, _ in .object(FixedValue(arguments["value"])) }
  }

  private func show(_ function: Value, _ settings: Value, _ context: Context) throws {
    let box = try begin(function, settings, context)
    if let display = box.display() { context.output.display(display, id: nil) }
  }

  private func begin(_ function: Value, _ settings: Value, _ context: Context) throws -> ControlValue {
    var given = settings.dictionary?.entries.map { ($0.key.text, $0.value) } ?? []
    // What is not given is what the function itself says, as in ipywidgets.
    if case .function(let function) = function, let names = function.argumentNames {
      for (name, value) in zip(names, function.defaults) where !given.contains(where: { $0.0 == name }) {
        guard let value else {
          throw Diagnostic(
            .argument, "interact knows nothing of the argument `\(name)` of \(function.name)",
            suggestion: "\(name)=(0, 10)")
        }
        given.append((name, value))
      }
    }
    var arguments: [(name: String, value: Value)] = []
    do {
      for (name, value) in given {
        arguments.append((name, try Abbreviation(name, in: session).control(for: value, context)))
      }
      return try Interaction(function, arguments).begin(in: session, context)
    } catch {
      for case .object(let object) in arguments.map(\.value) {
        // One that was there before is somebody's.
        if let control = object as? ControlValue, !given.contains(where: { $0.1.isObject(control) }) {
          session.controls.close(control)
        }
      }
      throw error
    }
  }
}

extension Value {
  fileprivate func isObject(_ object: any ObjectValue) -> Bool {
    if case .object(let own) = self { own === object } else { false }
  }
}
