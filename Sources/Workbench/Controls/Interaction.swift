import Graphics
import Language

/// A function that runs whenever one of its controls moves, with what they are set to, and shows what it gives.
final class Interaction: ControlReaction {
  private(set) var function: Value
  /// The function's arguments: controls, and values that stay.
  private(set) var arguments: [(name: String, value: Value)]
  /// The controls that show what it gives: a picture each, which changes in place, and all else below.
  private var pictures: [ControlValue] = []
  private var output: ControlValue?
  /// All of it: the arguments' controls above what is shown.
  private(set) var box: ControlValue?
  /// What the function gave last.
  private(set) var result = Value.none

  init(_ function: Value, _ arguments: [(name: String, value: Value)]) {
    (self.function, self.arguments) = (function, arguments)
  }

  var typeName: String { "interaction" }
  func repr() -> String { "interaction of \(function.repr)" }

  /// The controls among the arguments, in their order.
  var controls: [ControlValue] {
    arguments.compactMap { argument in
      if case .object(let object) = argument.value { object as? ControlValue } else { nil }
    }
  }

  /// Puts its controls into a box, runs the function once, and shows what it gives.
  func begin(in session: Session, _ context: Context) throws -> ControlValue {
    guard
      let (boxKind, outputKind) = ControlKind.named("VBox").flatMap({ box in
        ControlKind.named("Output").map { (box, $0) }
      })
    else { throw Diagnostic(.internal, "there are no kinds of controls") }
    output = session.controls.open(outputKind, in: session)
    let box = session.controls.open(boxKind, in: session)
    self.box = box
    let capture = OutputCapture(input: { try context.output.input(prompt: $0) })
    // Figures of the cell itself belong above.
    try session.pyplot.show(context.output, context.cancellation)
    do {
      try context.redirecting(to: capture) { try run(in: session, context.renewed, capture) }
    } catch {
      // Where it cannot run at all there is nothing to move: it is an error of the cell.
      for control in [box, output].compactMap(\.self) { session.controls.close(control) }
      throw error
    }
    for control in controls { control.reactions.append(self) }
    show(capture, in: session)
    box.stillForms = still(capture)
    return box
  }

  func react(to event: ControlEvent, of control: ControlValue, in session: Session, _ context: Context) throws {
    guard case .changed = event, control !== box else { return }
    let capture = OutputCapture()
    do {
      try context.redirecting(to: capture) { try run(in: session, context.renewed, capture) }
    } catch {
      // It stands where the function's pictures would: they are those of other values.
      capture.clear(wait: false)
      capture.add(CellResult(failing: Diagnostic(error), SourceText("", named: "interact")))
    }
    show(capture, in: session)
  }

  private func run(in session: Session, _ context: Context, _ capture: OutputCapture) throws {
    let values = arguments.map { argument -> CallArgument in
      guard case .object(let object) = argument.value, let control = object as? ControlValue else {
        return CallArgument(name: argument.name, argument.value)
      }
      return CallArgument(name: argument.name, control.value ?? .none)
    }
    result = try context.call(function, values)
    // A function that ends in `show(x)` has shown its value.
    if !result.isNone, !capture.endsIn(result) { capture.display(result.display, id: nil) }
    try session.pyplot.show(capture, context.cancellation)
  }

  // MARK: What is shown

  private func show(_ capture: OutputCapture, in session: Session) {
    guard let box, let output else { return }
    var (pngs, rest) = ([Display](), [OutputCapture.Item]())
    for item in capture.items {
      // On a copy of the session no picture can be opened that the session knows.
      if case .display(let display, _) = item, display.png != nil, !session.isSnapshot || pngs.count < pictures.count {
        pngs.append(display)
      } else {
        rest.append(item)
      }
    }
    for (place, display) in pngs.enumerated() {
      var changes: [String: ControlField] = ["value": .bytes(display.png ?? [])]
      if let size = display.size {
        changes["width"] = .text("\(size.width)")
        changes["height"] = .text("\(size.height)")
      }
      if pictures.indices.contains(place) {
        pictures[place].link.set(changes)
      } else if let kind = ControlKind.named("Image") {
        pictures.append(session.controls.open(kind, changes, in: session))
      }
    }
    // A picture that is no more would stand there as if it were the function's last.
    for (place, control) in pictures.enumerated() {
      control.parts["layout"]?.link.set(["display": place < pngs.count ? .none : .text("none")])
    }
    output.shown = rest
    output.link.set(["outputs": .list(rest.map(\.field))])
    let children = controls + pictures + [output]
    if children.map(\.link.name) != box.children.map(\.link.name) {
      box.children = children
      box.link.set(["children": .list(children.map { .control($0.link.name) })])
    }
  }

  /// What stands where no page draws controls: what the function gave first.
  private func still(_ capture: OutputCapture) -> [String: Display.Content] {
    var texts: [String] = []
    var forms: [String: Display.Content] = [:]
    for item in capture.items {
      switch item {
      case .text(let text, _): texts.append(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      case .display(let display, _):
        texts.append(display.plain)
        if forms["image/png"] == nil, let png = display.png { forms["image/png"] = .data(png) }
      case .error(let name, let message, _): texts.append("\(name): \(message)")
      }
    }
    forms["text/plain"] = .text(([box?.repr() ?? ""] + texts).joined(separator: "\n"))
    return forms
  }
}

extension Display {
  /// The `image/png` form.
  fileprivate var png: [UInt8]? {
    if case .data(let bytes)? = forms["image/png"] { bytes } else { nil }
  }
}

// MARK: - Copies

extension Interaction: FunctionHolder {
  func copied() -> any ObjectValue { Interaction(.none, []) }

  var functions: [Value] { [function] }

  func copyHeldValues(to other: any ObjectValue, _ copy: (Value) throws -> Value) throws {
    guard let other = other as? Interaction else { return }
    func control(_ original: ControlValue?) throws -> ControlValue? {
      guard let original, case .object(let object) = try copy(.object(original)) else { return nil }
      return object as? ControlValue
    }
    other.function = try copy(function)
    other.arguments = try arguments.map { ($0.name, try copy($0.value)) }
    other.pictures = try pictures.compactMap { try control($0) }
    other.output = try control(output)
    other.box = try control(box)
  }
}
