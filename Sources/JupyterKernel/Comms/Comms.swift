import JupyterWire
import Threads

/// A kernel's open comms, and the targets at which frontends may open them. Safe from any thread.
public final class Comms: Sendable {
  /// Called when a frontend opens a comm at a target; what it throws closes the comm again.
  public typealias Target = @Sendable (_ comm: Comm, _ opening: CommEvent) throws -> Void

  private struct State {
    var targets: [String: Target] = [:]
    var open: [String: Comm] = [:]
  }

  private let state = Monitor(State())
  private let publisher: Publisher
  private let complaints: ComplaintLog

  init(publisher: Publisher, complaints: ComplaintLog) {
    self.publisher = publisher
    self.complaints = complaints
  }

  /// Lets frontends open comms at `target`.
  public func register(target: String, _ handler: @escaping Target) {
    state.withLock { $0.targets[target] = handler }
  }

  /// Opens a comm at a target of the frontend's.
  public func open(
    target: String, data: JSONObject = [:], metadata: JSONObject = [:], buffers: [[UInt8]] = [],
    parent: ParentHeader = .none, id: String = SessionIdentity.makeUUID()
  ) -> Comm {
    let comm = Comm(id: id, targetName: target, registry: self)
    state.withLock { $0.open[id] = comm }
    publish(CommOpen(id: id, targetName: target, data: data), parent: parent, metadata: metadata, buffers: buffers)
    return comm
  }

  /// The open comms, of one target or all.
  public func list(target: String? = nil) -> [Comm] {
    state.withLock { state in state.open.values.filter { target == nil || $0.targetName == target } }
  }

  func publish(
    _ content: some OutgoingContent, parent: ParentHeader, metadata: JSONObject = [:], buffers: [[UInt8]] = []
  ) {
    publisher.publish(content, parent: parent, metadata: metadata, buffers: buffers)
  }

  func remove(_ comm: Comm) {
    state.withLock { $0.open[comm.id] = nil }
  }
}

// MARK: - What frontends send

extension Comms {
  func handle(_ opening: CommOpen, _ request: ReceivedRequest) throws {
    let comm = Comm(id: opening.id, targetName: opening.targetName, registry: self)
    let target = state.withLock { state -> Target? in
      guard let target = state.targets[opening.targetName] else { return nil }
      state.open[opening.id] = comm
      return target
    }
    guard let target else {
      // A frontend that hears nothing waits for seconds.
      let reason = "no target \"\(opening.targetName)\""
      return publish(CommClose(id: opening.id, data: ["error": .string(reason)]), parent: request.parent)
    }
    do {
      try target(comm, CommEvent(request, data: opening.data))
    } catch {
      comm.close(["error": .string("\(error)")], parent: request.parent)
    }
  }

  func handle(_ message: CommMessage, _ request: ReceivedRequest) throws {
    guard let comm = find(message.id) else { return }
    try comm.receive(CommEvent(request, data: message.data))
  }

  func handle(_ closing: CommClose, _ request: ReceivedRequest) throws {
    guard let comm = find(closing.id) else { return }
    remove(comm)
    try comm.receiveClose(CommEvent(request, data: closing.data))
  }

  private func find(_ id: String) -> Comm? {
    let comm = state.withLock { $0.open[id] }
    if comm == nil { complaints.note("comm", "a message came for a comm that is not open: \(id.prefix(64))") }
    return comm
  }
}
