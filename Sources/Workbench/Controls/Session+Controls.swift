import Language
import Threads

/// The controls of a session, by what their links are called.
final class Controls {
  /// Where they are shown; nil where nobody would see them.
  var surface: (any ControlSurface)?
  private(set) var all: [String: ControlValue] = [:]
  private var unseen = 0

  subscript(name: String) -> ControlValue? { all[name] }

  /// Shows a control of this kind.
  func open(_ kind: ControlKind, _ attributes: [String: ControlField] = [:], in session: Session) -> ControlValue {
    let control = make(kind, attributes, in: session)
    show(control)
    return control
  }

  /// Makes a control of this kind, with the layout and the style that belong to it, which no page shows yet.
  func make(_ kind: ControlKind, _ attributes: [String: ControlField] = [:], in session: Session) -> ControlValue {
    let all = Dictionary(kind.attributes.map { ($0.name, $0.standard) }, uniquingKeysWith: { $1 })
    unseen += 1
    let link = UnseenControl(name: "control-\(unseen)", all.merging(attributes) { $1 })
    let control = ControlValue(kind, link)
    control.session = session
    for (name, part) in [("layout", kind.hasLayout ? "Layout" : nil), ("style", kind.style)] {
      control.parts[name] = part.flatMap(ControlKind.named).map { make($0, in: session) }
    }
    self.all[link.name] = control
    return control
  }

  /// Shows a control on pages, with all that it was set to.
  func show(_ control: ControlValue) {
    guard let surface, control.link is UnseenControl else { return }
    for part in control.parts.values { show(part) }
    var attributes = control.parts.mapValues { ControlField.control($0.link.name) }
    for attribute in control.kind.attributes { attributes[attribute.name] = control.link[attribute.name] }
    all[control.link.name] = nil
    control.connect(to: surface.open(control.kind, attributes))
    all[control.link.name] = control
  }

  func close(_ control: ControlValue) {
    for part in control.parts.values { close(part) }
    control.link.close()
    all[control.link.name] = nil
    control.release()
  }

  /// Takes all controls off every page.
  func closeAll() {
    for control in all.values {
      control.link.close()
      control.release()
    }
    all = [:]
  }

  /// Becomes the controls of a copy of the session.
  func take(_ controls: [ControlValue], of session: Session) {
    for control in all.values { control.release() }
    all = [:]
    for control in controls {
      control.session = session
      all[control.link.name] = control
    }
  }
}

extension Session {
  /// Has controls be shown on pages from now on.
  package func show(controlsOn surface: any ControlSurface) { controls.surface = surface }

  /// Answers what a page did to a control, on the thread of the session. What its functions print goes to `output`.
  ///
  /// - Returns: what went wrong.
  package func answer(
    _ event: ControlEvent, of name: String, output: any Output, cancellation: Cancellation
  ) -> CellResult? {
    guard let control = controls[name], let interpreter else { return nil }
    return interpreter.perform(named: "a control", output: output, cancellation: cancellation) { context in
      try control.take(event, in: self, context)
    }
  }
}

extension Session {
  /// Why an event cannot be answered on a copy of the session while a cell runs; nil where it can.
  package func hindrance(toAnswering name: String) -> Diagnostic? {
    guard let control = controls[name], let interpreter else { return nil }
    let functions = control.observers.map(\.function) + control.reactions.flatMap(\.functions)
    guard !functions.isEmpty else { return nil }
    let use = CodeUse(ofCalling: functions, in: interpreter)
    if let entry = use.entries.first(where: { !$0.runsOnCopy }) { return .busy(entry) }
    return use.changesOthers
      ? Diagnostic(.busy, "a cell is running, and what follows the control changes variables") : nil
  }
}
