import JupyterKernel
import JupyterWire
import Threads
import Workbench

/// Shows a session's controls as Jupyter's widgets.
final class KernelControls: ControlSurface {
  private let widgets: Widgets
  /// The request of the cell that runs, which what it opens belongs to.
  private let parent = Monitor(ParentHeader.none)

  /// Whether what pages send counts: not where other processes, which hear of cells alone, run the same cells.
  private let hearsPages: Bool

  init(_ widgets: Widgets, hearsPages: Bool) { (self.widgets, self.hearsPages) = (widgets, hearsPages) }

  func answer(_ parent: ParentHeader) { self.parent.withLock { $0 = parent } }

  func open(_ kind: ControlKind, _ attributes: [String: ControlField]) -> any ControlLink {
    var state = WidgetState(kind.introduction)
    for (name, field) in attributes.sorted(by: { $0.key < $1.key }) { state.set(field, for: name) }
    let widget = widgets.open(state, parent: parent.withLock(\.self)) { [hearsPages] received, present in
      guard hearsPages else { return WidgetState() }
      return received.taken { name, field in kind.taking(field, for: name, present: { present[$0] }) }
    }
    return KernelControl(widget, parent)
  }
}

/// One control of a session's, as a widget of the kernel's.
final class KernelControl: ControlLink {
  private let widget: Widget
  /// The request that is being answered.
  private let parent: Monitor<ParentHeader>

  init(_ widget: Widget, _ parent: Monitor<ParentHeader>) { (self.widget, self.parent) = (widget, parent) }

  var name: String { widget.id }
  var isOpen: Bool { widget.isOpen }

  var view: (mimeType: String, json: String)? {
    (widget.view.mimeType, String(decoding: widget.view.content.encoded, as: UTF8.self))
  }

  subscript(attribute: String) -> ControlField? { widget.state[attribute] }

  func set(_ attributes: [String: ControlField]) {
    var changes = WidgetState()
    for (name, field) in attributes { changes.set(field, for: name) }
    widget.update(changes, parent: parent.withLock(\.self))
  }

  func close() { widget.close(parent: parent.withLock(\.self)) }
}

extension ControlKind {
  /// The attributes by which frontends know what draws it, and those that all of its kind have.
  fileprivate var introduction: JSONObject {
    let view = view
    var state: JSONObject = [
      "_model_module": .string(module.name), "_model_module_version": .string(module.version),
      "_model_name": .string(modelName), "_view_count": nil, "_view_module": .string(view.module),
      "_view_module_version": .string(view.version), "_view_name": .string(view.name),
    ]
    if hasLayout {
      state["_dom_classes"] = []
      state["tabbable"] = JSON.null
      state["tooltip"] = JSON.null
    }
    return state
  }
}

// MARK: - Attributes on the wire

/// What the name of another widget stands behind.
private let reference = "IPY_MODEL_"

extension WidgetState {
  fileprivate mutating func set(_ field: ControlField, for name: String) {
    if case .bytes(let bytes) = field {
      self.bytes[name] = bytes
    } else {
      values[name] = JSON(field)
    }
  }

  subscript(name: String) -> ControlField? {
    if let bytes = bytes[name] { return .bytes(bytes) }
    return values[name].map(ControlField.init)
  }

  /// Those attributes that can be taken, as they are taken.
  fileprivate func taken(_ take: (String, ControlField) -> ControlField?) -> WidgetState {
    var taken = WidgetState()
    for name in names {
      if let field = self[name], let held = take(name, field) { taken.set(held, for: name) }
    }
    return taken
  }
}

extension JSON {
  init(_ field: ControlField) {
    switch field {
    case .none, .bytes: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .number(value)
    case .text(let value): self = .string(value)
    case .list(let fields): self = .array(fields.map(JSON.init))
    case .record(let fields):
      self = .object(JSONObject(fields.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
    case .json(let text): self = (try? JSON(parsing: Array(text.utf8))) ?? .null
    case .control(let name): self = .string(reference + name)
    }
  }
}

extension ControlField {
  init(_ json: JSON) {
    switch json {
    case .null: self = .none
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .real(value)
    case .string(let value):
      self = .text(value)
    case .array(let values): self = .list(values.map(ControlField.init))
    case .object(let object):
      self = .record(
        Dictionary(object.members.map { ($0.key, ControlField($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }
}

extension ControlEvent {
  /// What happened to a widget.
  init(_ event: WidgetEvent) {
    switch event.kind {
    case .changed(let names): self = .changed(names)
    case .message(let content, let buffers):
      self = .message(
        content.objectValue.map { object in
          Dictionary(object.members.map { ($0.key, ControlField($0.value)) }, uniquingKeysWith: { $1 })
        } ?? [:], buffers: buffers)
    }
  }
}
