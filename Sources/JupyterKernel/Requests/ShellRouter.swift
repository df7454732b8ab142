import JupyterWire

/// What the shell channel's thread does with each message: answer at once what can be, hand on what takes time.
struct ShellRouter: Sendable {
  let channel: Channel
  let kernel: KernelState
  let shells: Shells
  /// For what neither needs the interpreter nor may hold up this thread.
  let side: Worker

  func receive(_ frames: [[UInt8]]) {
    guard let message = kernel.session.open(frames) else { return }
    let request = Request(message, over: channel)
    switch request.type {
    case ExecuteRequest.type, CompleteRequest.type, InspectRequest.type, IsCompleteRequest.type:
      shells.dispatch(request)
    case KernelInfoRequest.type: kernel.scope.answer(request) { .reply(kernel.info) }
    case HistoryRequest.type: answerAside(request, history)
    case CommInfoRequest.type: answerAside(request, commInfo)
    case CommOpen.type: handleAside(request, kernel.comms.handleOpen)
    case CommMessage.type: handleAside(request, kernel.comms.handleMessage)
    case CommClose.type: handleAside(request, kernel.comms.handleClose)
    default:
      kernel.scope.answer(request) {
        kernel.session.complaints.noteUnknown(type: request.type)
        return .none
      }
    }
  }

  private func answerAside(_ request: Request, _ answer: @escaping @Sendable (IncomingMessage) throws -> Answer) {
    side.perform { kernel.scope.answer(request) { try answer(request.message) } }
  }

  private func handleAside(_ request: Request, _ handle: @escaping @Sendable (IncomingMessage) throws -> Void) {
    answerAside(request) { message in
      try handle(message)
      return .none
    }
  }

  private func history(_ message: IncomingMessage) throws -> Answer {
    let asked = try HistoryRequest(message.content)
    return .reply(HistoryReply(entries: kernel.history.entries(asked.access), withOutput: asked.output))
  }

  private func commInfo(_ message: IncomingMessage) -> Answer {
    let comms = kernel.comms.list(target: CommInfoRequest(message.content).targetName)
    return .reply(CommInfoReply(comms: comms.map { (id: $0.id, targetName: $0.targetName) }))
  }
}
