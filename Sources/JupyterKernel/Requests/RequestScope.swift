import JupyterWire

/// Guarantees what clients wait for: "busy" before, at most one reply, and "idle" after every request, whatever happens to it.
struct RequestScope: Sendable {
  let session: WireSession
  let publisher: Publisher

  /// Answers a request by the reply that `body` makes. What it throws is the reply too: an ``ErrorReply`` as it stands.
  func answer<Asked: RequestContent>(
    _ request: ReceivedRequest, to asked: Asked.Type, _ body: () throws -> Asked.Reply
  ) {
    enclose(request) { send(OutgoingMessage(try body(), parent: request.parent), to: request) }
  }

  /// Answers a request by the reply that `body` makes.
  func answer<Asked: RequestContent>(
    _ request: ReceivedRequest, _ asked: Asked, _ body: (Asked) throws -> Asked.Reply
  ) {
    answer(request, to: Asked.self) { try body(asked) }
  }

  /// Answers a request by the reply that `body` makes, or by why its content is malformed.
  func answer<Asked: RequestContent>(
    _ request: ReceivedRequest, _ asked: Decoded<Asked>, _ body: (Asked) throws -> Asked.Reply
  ) {
    answer(request, to: Asked.self) { try body(asked.get()) }
  }

  /// Does what a message wants that has no reply.
  func handle<Told: IncomingContent>(
    _ request: ReceivedRequest, _ told: Decoded<Told>, _ body: (Told) throws -> Void
  ) {
    enclose(request) { try body(told.get()) }
  }

  /// Answers a request by an error.
  func refuse(_ request: ReceivedRequest, _ error: ExecutionError) {
    enclose(request) { throw error }
  }

  /// Leaves a message unanswered that nobody on its channel knows.
  func ignore(_ request: ReceivedRequest) {
    enclose(request) { session.complaints.noteUnknown(type: request.header.type) }
  }

  private func enclose(_ request: ReceivedRequest, _ body: () throws -> Void) {
    publisher.begin(request.parent)
    defer { publisher.end(request.parent) }
    do {
      try body()
    } catch {
      if let error = error as? WireError { session.complaints.note(error) }
      send(error as? ErrorReply ?? ExecutionError(error).reply, to: request)
    }
  }

  private func send(_ error: ErrorReply, to request: ReceivedRequest) {
    guard let type = request.content.replyType else {
      let type = request.header.type
      return session.complaints.note("failure of \(type)", "\(type) failed: \(error.name): \(error.value)")
    }
    send(OutgoingMessage(type: type, content: error.json, parent: request.parent), to: request)
  }

  private func send(_ message: OutgoingMessage, to request: ReceivedRequest) {
    request.channel.send(session.seal(message, to: request.identities))
  }
}
