import JupyterWire

/// Answers each message of the control channel, on its thread: all of it at once, whatever the shells are doing.
struct ControlRouter: Sendable {
  let channel: Channel
  let kernel: KernelState
  let shells: Shells
  let lifecycle: Lifecycle
  /// Nil where the language has none.
  let debugger: Debugger?

  func receive(_ frames: [[UInt8]]) {
    guard let message = kernel.session.open(frames) else { return }
    let request = ReceivedRequest(message, over: channel)
    let scope = kernel.scope
    switch request.content {
    case .kernelInfo(let asked): scope.answer(request, asked) { _ in kernel.info }
    case .interrupt(let asked):
      scope.answer(request, asked) { asked in
        kernel.executions.interrupt(subshellID: request.header.subshellID ?? asked.subshellID)
        return InterruptReply()
      }
    case .shutdown(let asked):
      scope.answer(request, asked) { asked in
        let reply = ShutdownReply(restart: asked.restart)
        kernel.publisher.publish(reply, parent: request.parent)
        return reply
      }
      // Only now, with the reply on its way.
      lifecycle.end(.shutdown(restart: asked.restart))
    case .createSubshell(let asked):
      scope.answer(request, asked) { _ in CreateSubshellReply(subshellID: try shells.createSubshell()) }
    case .deleteSubshell(let asked):
      scope.answer(request, asked) { asked in
        try shells.deleteSubshell(asked.subshellID)
        return DeleteSubshellReply()
      }
    case .listSubshells(let asked):
      scope.answer(request, asked) { _ in ListSubshellReply(subshellIDs: shells.subshellIDs) }
    case .debug(let asked):
      guard let debugger else { return scope.ignore(request) }
      debugger.receive(request, asked)
    case .execute, .complete, .inspect, .isComplete, .history, .commInfo, .commOpen, .commMessage, .commClose,
      .inputReply, .unknown:
      scope.ignore(request)
    }
  }
}
