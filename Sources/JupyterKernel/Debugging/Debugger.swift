import JupyterWire
import Threads

/// Takes the debug requests of the control channel and answers them one after the other on a thread of its own, so that the
/// channel answers everything else at once, above all an interrupt, however long a request takes.
final class Debugger: Sendable {
  private let kernel: KernelState
  private let worker: Worker
  private let session: DebugSession

  init(
    _ language: any LanguageDebugger, describedBy description: KernelDescription, kernel: KernelState, stackSize: Int
  ) {
    self.kernel = kernel
    worker = Worker(name: "debugger", stackSize: stackSize)
    session = DebugSession(language, describedBy: description, kernel)
  }

  func receive(_ request: ReceivedRequest, _ asked: Decoded<DebugRequest>) {
    worker.perform { [kernel, session] in
      var afterwards: DebugAnswer.Continuation?
      kernel.scope.answer(request, asked) { asked in
        session.events.begin(request.parent)
        let answer = session.answer(asked)
        afterwards = answer.afterwards
        return answer.reply
      }
      // What a reply announces happens when it has left: so clients see the two in this order.
      afterwards?()
    }
  }

  /// Answers no more. Does not wait.
  func stop() {
    session.close()
    worker.stop()
  }
}

/// The reply to a request, and what is to be done when it has left.
struct DebugAnswer {
  typealias Continuation = () -> Void

  var reply: DebugReply
  var afterwards: Continuation?
}
