import JupyterWire

/// What the control channel's thread does with each message: all of it at once, whatever the shells are doing.
struct ControlRouter: Sendable {
  let channel: Channel
  let kernel: KernelState
  let shells: Shells
  let life: Life

  func receive(_ frames: [[UInt8]]) {
    guard let message = kernel.session.open(frames) else { return }
    let request = Request(message, over: channel)
    kernel.scope.answer(request) { try answer(request) }
    if request.type == ShutdownRequest.type {
      // Only now, with the reply on its way.
      life.end(.shutdown(restart: ShutdownRequest(message.content).restart))
    }
  }

  private func answer(_ request: Request) throws -> Answer {
    let content = request.message.content
    switch request.type {
    case KernelInfoRequest.type: return .reply(kernel.info)
    case InterruptRequest.type:
      kernel.executions.interrupt(
        subshellID: request.message.header.subshellID ?? content["subshell_id"]?.stringValue)
      return .reply(InterruptReply())
    case ShutdownRequest.type:
      let reply = ShutdownReply(restart: ShutdownRequest(content).restart)
      kernel.publisher.publish(reply, parent: request.parent)
      return .reply(reply)
    case CreateSubshellRequest.type: return .reply(CreateSubshellReply(subshellID: try shells.createSubshell()))
    case DeleteSubshellRequest.type:
      try shells.deleteSubshell(DeleteSubshellRequest(content).subshellID)
      return .reply(DeleteSubshellReply())
    case ListSubshellRequest.type: return .reply(ListSubshellReply(subshellIDs: shells.subshellIDs))
    default:
      kernel.session.complaints.noteUnknown(type: request.type)
      return .none
    }
  }
}
