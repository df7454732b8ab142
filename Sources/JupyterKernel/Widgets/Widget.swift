import JupyterWire
import Threads

/// The kernel's half of a widget: attributes that it shares with the frontends, which draw them and change them.
///
/// Protocol: [the widget messaging protocol](https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md),
/// version 2.1. Safe from any thread.
public final class Widget: Sendable {
  /// What may become of attributes that a frontend sends: those that are taken, in the form in which they are. Called on the
  /// thread that takes the kernel's requests: be quick.
  public typealias Validation = @Sendable (_ received: WidgetState, _ present: WidgetState) -> WidgetState

  /// Its name on the wire; `IPY_MODEL_` and this is a reference to it in the state of another.
  public let id: String

  private let comm: Comm
  private let registry: Widgets
  private let validate: Validation
  private let stored: Monitor<WidgetState>

  init(_ comm: Comm, _ state: WidgetState, registry: Widgets, validate: @escaping Validation) {
    id = comm.id
    self.comm = comm
    self.registry = registry
    self.validate = validate
    stored = Monitor(state)
  }

  /// Its attributes as they are now.
  public var state: WidgetState { stored.withLock(\.self) }

  /// Whether neither side has closed it.
  public var isOpen: Bool { comm.isOpen }

  /// The reference to it in the state of another widget: of a box to what it holds.
  public var reference: JSON { .string("IPY_MODEL_\(id)") }

  /// The form in which a widget is shown: frontends draw it wherever this stands.
  public var view: (mimeType: String, content: JSON) {
    (
      "application/vnd.jupyter.widget-view+json",
      ["version_major": 2, "version_minor": 0, "model_id": .string(id)]
    )
  }

  /// Changes attributes, and tells the frontends of those that are different.
  ///
  /// - Parameters:
  ///   - changes: The attributes, with the values that they are to have.
  ///   - parent: The request that caused it.
  public func update(_ changes: WidgetState, parent: ParentHeader = .none) {
    // Sent under the lock, so that frontends hear of two changes in the order in which they were made.
    stored.withLock { state in
      let news = changes.changes(from: state)
      guard !news.isEmpty else { return }
      state.merge(news)
      send(news, as: "update", parent)
    }
  }

  /// Sends a message that is no change of attributes.
  public func send(_ content: JSON, buffers: [[UInt8]] = [], parent: ParentHeader = .none) {
    comm.send(["method": "custom", "content": content], buffers: buffers, parent: parent)
  }

  /// Takes it off every page.
  public func close(parent: ParentHeader = .none) {
    comm.close(parent: parent)
    registry.forget(self)
  }

  private func send(_ state: WidgetState, as method: JSON, _ parent: ParentHeader) {
    comm.send(
      ["method": method, "state": .object(state.values), "buffer_paths": .array(state.bufferPaths())],
      buffers: state.buffers, parent: parent)
  }
}

// MARK: - What frontends send

extension Widget {
  func receive(_ event: CommEvent) {
    switch event.data["method"]?.stringValue {
    case "update": receiveUpdate(WidgetState(message: event.data, buffers: event.buffers), event.parent)
    case "request_state": stored.withLock { send($0, as: "update", event.parent) }
    case "custom":
      guard let content = event.data["content"] else { return }
      registry.happened(WidgetEvent(widget: self, kind: .message(content, event.buffers)), event.parent)
    default: break
    }
  }

  private func receiveUpdate(_ received: WidgetState, _ parent: ParentHeader) {
    let changed = stored.withLock { state -> Set<String> in
      let known = received.only(state.names)
      guard !known.isEmpty else { return [] }
      // Other pages that show it hear what this one did; this one, that it was heard.
      send(known, as: "echo_update", parent)
      let taken = validate(known, state).only(state.names)
      let news = taken.changes(from: state)
      state.merge(news)
      // What became another value, or was not taken at all, stands otherwise in the frontend.
      let corrected = state.only(known.names.union(taken.names)).changes(from: known)
      if !corrected.isEmpty { send(corrected, as: "update", parent) }
      return news.names
    }
    if !changed.isEmpty { registry.happened(WidgetEvent(widget: self, kind: .changed(changed)), parent) }
  }
}

/// Something that a frontend did to a widget.
public struct WidgetEvent: Sendable {
  /// What happened.
  public enum Kind: Sendable {
    /// These attributes have other values than they had.
    case changed(Set<String>)
    /// A message came that is no change of attributes, such as that a button was pressed.
    case message(JSON, [[UInt8]])
  }

  /// The widget that it was done to, with its attributes as they are now.
  public let widget: Widget
  /// What happened.
  public let kind: Kind
}
