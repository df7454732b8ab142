import JupyterWire
import Threads

/// A line of its own between an object in the kernel and one in the frontend, such as the two halves of a widget.
public final class Comm: Sendable {
  /// Takes an event; what it throws is logged.
  public typealias Handler = @Sendable (CommEvent) throws -> Void

  /// The comm's name on the wire.
  public let id: String
  /// The target that it was opened at.
  public let targetName: String

  private struct State {
    var isOpen = true
    var onMessage: Handler?
    var onClose: Handler?
  }

  private let state = Monitor(State())
  private let registry: Comms

  init(id: String, targetName: String, registry: Comms) {
    self.id = id
    self.targetName = targetName
    self.registry = registry
  }

  /// Whether neither side has closed it.
  public var isOpen: Bool { state.withLock(\.isOpen) }

  /// Sets what happens when the frontend sends a message. Called on the thread that takes the kernel's requests, also while a
  /// cell runs: be quick, and do not touch what belongs to the language's thread.
  public func onMessage(_ handler: @escaping Handler) { state.withLock { $0.onMessage = handler } }

  /// Sets what happens when the frontend closes the comm.
  public func onClose(_ handler: @escaping Handler) { state.withLock { $0.onClose = handler } }

  /// Sends a message to the frontend. A comm that was closed sends nothing.
  ///
  /// - Parameters:
  ///   - data: Whatever the frontend's half understands.
  ///   - metadata: Remarks on the data.
  ///   - buffers: Bytes beside the data.
  ///   - parent: The request that caused it, which a handler's event and a cell's context know.
  public func send(
    _ data: JSONObject, metadata: JSONObject = [:], buffers: [[UInt8]] = [], parent: ParentHeader = .none
  ) {
    guard isOpen else { return }
    registry.publish(CommMessage(id: id, data: data), parent: parent, metadata: metadata, buffers: buffers)
  }

  /// Closes the comm on both sides.
  public func close(_ data: JSONObject = [:], parent: ParentHeader = .none) {
    guard markClosed() else { return }
    registry.remove(self)
    registry.publish(CommClose(id: id, data: data), parent: parent)
  }

  func receive(_ event: CommEvent) throws {
    try state.withLock(\.onMessage)?(event)
  }

  func receiveClose(_ event: CommEvent) throws {
    guard markClosed() else { return }
    try state.withLock(\.onClose)?(event)
  }

  /// False where it was closed before.
  private func markClosed() -> Bool {
    state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
  }
}

/// A message that came over a comm.
public struct CommEvent: Sendable {
  /// Whatever the two ends have to say to each other.
  public let data: JSONObject
  /// Remarks on the data; empty as a rule.
  public let metadata: JSONObject
  /// Bytes beside the data.
  public let buffers: [[UInt8]]
  /// The header of the message, for what is sent in answer to it.
  public let parent: ParentHeader

  init(_ request: ReceivedRequest, data: JSONObject) {
    self.data = data
    metadata = request.metadata
    buffers = request.buffers
    parent = request.parent
  }
}
