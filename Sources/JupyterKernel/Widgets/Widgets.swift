import JupyterWire
import Threads

/// A kernel's widgets. Safe from any thread.
public final class Widgets: Sendable {
  /// The target at which frontends take widgets, the one at which they ask for all, and the protocol's version.
  private enum Wire {
    static let target = "jupyter.widget"
    static let control = "jupyter.widget.control"
    static let metadata: JSONObject = ["version": "2.1.0"]
  }

  private let comms: Comms
  /// In the order in which they were opened.
  private let open: Monitor<[(id: String, widget: Widget)]> = Monitor([])
  /// Who answers what frontends do; nil before there is somebody.
  private let answers: Monitor<(@Sendable (WidgetEvent, ParentHeader) -> Void)?> = Monitor(nil)

  init(comms: Comms) {
    self.comms = comms
    comms.register(target: Wire.control) { [weak self] comm, _ in
      comm.onMessage { [weak self] event in
        guard event.data["method"]?.stringValue == "request_states" else { return }
        self?.sendStates(to: comm, event.parent)
      }
    }
  }

  /// Opens a widget in all frontends. It is shown where its ``Widget/view`` stands.
  ///
  /// - Parameters:
  ///   - state: All its attributes, those that say which model and view it is among them (`_model_name` …): what is not
  ///     among them, frontends cannot change.
  ///   - parent: The request that caused it.
  ///   - validate: What may become of attributes that a frontend sends. By default each is taken if it is of the same type
  ///     as the one that it replaces.
  public func open(
    _ state: WidgetState, parent: ParentHeader = .none,
    validate: @escaping Widget.Validation = Widgets.takingSameTypes
  ) -> Widget {
    let id = SessionIdentity.makeUUID()
    let comm = comms.open(
      target: Wire.target,
      data: ["state": .object(state.values), "buffer_paths": .array(state.bufferPaths())], metadata: Wire.metadata,
      buffers: state.buffers, parent: parent, id: id)
    let widget = Widget(comm, state, registry: self, validate: validate)
    open.withLock { $0.append((id, widget)) }
    comm.onMessage { [weak widget] event in widget?.receive(event) }
    comm.onClose { [weak self, weak widget] _ in
      if let widget { self?.forget(widget) }
    }
    return widget
  }

  /// The widgets that are open, in the order in which they were opened.
  public var all: [Widget] { open.withLock { $0.map(\.widget) } }

  /// Takes what is of the type of the attribute that it replaces; a number of either kind for a number.
  public static let takingSameTypes: Widget.Validation = { received, present in
    var taken = WidgetState(bytes: received.bytes.filter { present.bytes[$0.key] != nil })
    for (name, value) in received.values.members where present.values[name]?.isOfSameType(as: value) ?? false {
      taken.values[name] = value
    }
    return taken
  }

  func forget(_ widget: Widget) { open.withLock { $0.removeAll { $0.id == widget.id } } }

  /// Has what frontends do answered from now on.
  func answer(with body: @escaping @Sendable (WidgetEvent, ParentHeader) -> Void) { answers.withLock { $0 = body } }

  func happened(_ event: WidgetEvent, _ parent: ParentHeader) { answers.withLock(\.self)?(event, parent) }

  /// What a page that was opened again asks for: every widget, whole.
  private func sendStates(to comm: Comm, _ parent: ParentHeader) {
    var (states, paths, buffers) = (JSONObject(), [JSON](), [[UInt8]]())
    for widget in all {
      let state = widget.state
      states[widget.id] = [
        "model_name": state.values["_model_name"] ?? nil, "model_module": state.values["_model_module"] ?? nil,
        "model_module_version": state.values["_model_module_version"] ?? nil, "state": .object(state.values),
      ]
      paths += state.bufferPaths(under: [widget.id, "state"])
      buffers += state.buffers
    }
    comm.send(
      ["method": "update_states", "states": .object(states), "buffer_paths": .array(paths)], buffers: buffers,
      parent: parent)
  }
}

extension JSON {
  fileprivate func isOfSameType(as other: JSON) -> Bool {
    switch (self, other) {
    case (.null, _), (.bool, .bool), (.string, .string), (.array, .array), (.object, .object): true
    case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number): true
    default: false
    }
  }
}
