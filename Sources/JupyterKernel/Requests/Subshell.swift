import JupyterWire
import Synchronization
import Threads

/// A shell beside the main one (JEP 91), for looking at the session while a cell runs.
final class Subshell: Sendable {
  let queue = ShellQueue()
  private let id: String
  private let kernel: KernelState
  private let reader: any SessionReader
  private let main: ShellQueue
  /// Whether the kernel goes on without it.
  private let isDeleted = Atomic(false)

  init(id: String, kernel: KernelState, reader: any SessionReader, main: ShellQueue) {
    self.id = id
    self.kernel = kernel
    self.reader = reader
    self.main = main
  }

  /// Starts its thread, which nobody needs to wait for.
  func start(stackSize: Int) throws(ThreadError) {
    try Thread(name: "subshell", stackSize: stackSize) { [self] in
      let waiting = queue.serve { entry in
        if case .request(let request) = entry { answer(request) }
      }
      guard isDeleted.load(ordering: .acquiring) else { return }
      for request in waiting { kernel.scope.refuse(request, Shells.unknown(id)) }
    }.detach()
  }

  /// Ends it while the kernel goes on: who still waits for it is told.
  func delete() {
    isDeleted.store(true, ordering: .releasing)
    stop()
  }

  /// Ends it, together with what it is running.
  func stop() {
    queue.close()
    kernel.executions.interrupt(subshellID: id)
  }

  private func answer(_ request: ReceivedRequest) {
    guard case .execute(.success(let asked)) = request.content, !request.isAborted else {
      return answer(request, with: reader)
    }
    switch reader.admit(asked.code) {
    case .here: answer(request, with: reader)
    case .refused(let reason): answer(request, with: Refusal(reason))
    case .mainShell(ifBusy: let reason):
      let task = ShellTask { [self] language in answer(request, with: language) }
      if main.pushIfIdle(task) {
        task.wait()
      } else {
        answer(request, with: Refusal(reason))
      }
    }
  }

  private func answer(_ request: ReceivedRequest, with evaluator: any Evaluator) {
    ShellRequests(kernel: kernel, evaluator: evaluator, queue: queue).answer(request)
  }
}

/// Stands in for a language that has no time, so that a cell which does not run looks like one that fails.
private struct Refusal: Evaluator {
  private let reason: ExecutionError

  init(_ reason: ExecutionError) { self.reason = reason }

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? { throw reason }
}
