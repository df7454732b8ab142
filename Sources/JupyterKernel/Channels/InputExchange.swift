import JupyterWire
import Threads

/// The stdin channel: one question at a time to the client whose cell is running, and its answer.
final class InputExchange: Sendable {
  /// The one that may be asked.
  struct Client: Sendable {
    let exchange: InputExchange
    let identities: [[UInt8]]

    func ask(_ request: InputRequest, parent: ParentHeader, _ cancellation: Cancellation) throws -> String {
      try exchange.ask(request, of: identities, parent: parent, cancellation)
    }
  }

  private struct State {
    /// Whether somebody is asking; others wait for their turn.
    var isAsking = false
    /// Who may answer; nil while nobody was asked, when answers are stale.
    var expected: [[UInt8]]?
    var answer: String?
  }

  private let channel: Channel
  private let session: WireSession
  private let state = Monitor(State())

  init(channel: Channel, session: WireSession) {
    self.channel = channel
    self.session = session
  }

  func start() throws(ThreadError) -> Thread {
    try channel.start { [self] frames in receive(frames) }
  }

  private func receive(_ frames: [[UInt8]]) {
    guard let message = session.open(frames) else { return }
    switch Request(message) {
    case .inputReply(.success(let reply)):
      state.update { state in
        // An answer to a question of before, or from somebody who was not asked, is none.
        if state.expected == message.identities, state.answer == nil { state.answer = reply.value }
      }
    case .inputReply(.failure(let error)): session.complaints.note(error)
    case .execute, .complete, .inspect, .isComplete, .history, .kernelInfo, .commInfo, .commOpen, .commMessage,
      .commClose, .interrupt, .shutdown, .createSubshell, .deleteSubshell, .listSubshells, .debug, .unknown:
      session.complaints.noteUnknown(type: message.header.type)
    }
  }

  private func ask(
    _ request: InputRequest, of identities: [[UInt8]], parent: ParentHeader, _ cancellation: Cancellation
  ) throws -> String {
    try cancellation.withHandler({ [state] in state.update { _ in } }) {
      try state.wait { state -> Result<Void, Cancelled>? in
        if cancellation.isCancelled { return .failure(Cancelled()) }
        guard !state.isAsking else { return nil }
        state.isAsking = true
        return .success(())
      }.get()
      defer {
        state.update { state in
          state.isAsking = false
          state.expected = nil
        }
      }
      // Nothing that has arrived so far answers a question that is still asked.
      channel.fence()
      state.withLock { state in
        state.answer = nil
        state.expected = identities
      }
      channel.send(session.seal(OutgoingMessage(request, parent: parent), to: identities))
      return try state.wait { state -> Result<String, Cancelled>? in
        if let answer = state.answer { return .success(answer) }
        return cancellation.isCancelled ? .failure(Cancelled()) : nil
      }.get()
    }
  }
}
