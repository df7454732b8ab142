import JupyterWire

/// Guarantees what clients wait for: "busy" before, at most one reply, and "idle" after every request, whatever happens to it.
struct RequestScope: Sendable {
  let session: WireSession
  let publisher: Publisher

  /// Answers a request by what `body` makes of it; what it throws is the reply.
  func answer(_ request: Request, _ body: () throws -> Answer) {
    publisher.publish(Status.busy, parent: request.parent)
    defer { publisher.publish(Status.idle, parent: request.parent) }
    let answer: Answer
    do {
      answer = try body()
    } catch {
      if let error = error as? WireError { session.complaints.note(error) }
      answer = .failure(ExecutionError(error).reply)
    }
    send(answer, to: request)
  }

  private func send(_ answer: Answer, to request: Request) {
    switch answer {
    case .reply(let content): send(OutgoingMessage(content, parent: request.parent), to: request)
    case .failure(let error):
      guard let type = request.replyType else {
        return session.complaints.note(
          "failure of \(request.type)", "\(request.type) failed: \(error.name): \(error.value)")
      }
      send(OutgoingMessage(type: type, content: error.json, parent: request.parent), to: request)
    case .none: break
    }
  }

  private func send(_ message: OutgoingMessage, to request: Request) {
    request.channel.send(session.seal(message, to: request.message.identities))
  }
}
