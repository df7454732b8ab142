import JupyterWire
import Threads

/// Takes each message of the shell channel, on its thread: answers at once what can be, hands on what takes time.
struct ShellRouter: Sendable {
  let channel: Channel
  let kernel: KernelState
  let shells: Shells
  /// For what neither needs the language nor may hold up this thread.
  let side: Worker

  func receive(_ frames: [[UInt8]]) {
    guard let message = kernel.session.open(frames) else { return }
    let request = ReceivedRequest(message, over: channel)
    let (scope, comms) = (kernel.scope, kernel.comms)
    switch request.content {
    case .execute, .complete, .inspect, .isComplete: shells.dispatch(request)
    case .kernelInfo(let asked): scope.answer(request, asked) { _ in kernel.info }
    case .history(let asked): side.perform { scope.answer(request, asked, history) }
    case .commInfo(let asked): side.perform { scope.answer(request, asked, commInfo) }
    // At once, so that a cell which comes after a widget was moved finds it where it was moved to.
    case .commOpen(let told): scope.handle(request, told) { try comms.handle($0, request) }
    case .commMessage(let told): scope.handle(request, told) { try comms.handle($0, request) }
    case .commClose(let told): scope.handle(request, told) { try comms.handle($0, request) }
    case .interrupt, .shutdown, .createSubshell, .deleteSubshell, .listSubshells, .debug, .inputReply, .unknown:
      scope.ignore(request)
    }
  }

  private func history(_ asked: HistoryRequest) -> HistoryReply {
    HistoryReply(entries: kernel.history.entries(asked.access), withOutput: asked.output)
  }

  private func commInfo(_ asked: CommInfoRequest) -> CommInfoReply {
    CommInfoReply(comms: kernel.comms.list(target: asked.targetName).map { (id: $0.id, targetName: $0.targetName) })
  }
}
