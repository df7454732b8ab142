import Glibc
import JupyterWire
import Threads

/// Has the language answer what frontends do to widgets, in its order among the cells: on the language's own thread; or, while
/// a cell runs there, beside it where that can be. Nothing is dropped, and no cell waits for more than what came before it.
final class EventShell: Sendable {
  private let events: EventQueue
  private let kernel: KernelState
  private let reader: (any SessionReader)?
  private let main: ShellQueue
  /// Whether the language's thread is going to come to the events.
  private let isExpected = Monitor(false)

  init(_ events: EventQueue, kernel: KernelState, reader: (any SessionReader)?, main: ShellQueue) {
    self.events = events
    self.kernel = kernel
    self.reader = reader
    self.main = main
  }

  /// Starts its thread, which nobody needs to wait for.
  func start(stackSize: Int) throws(ThreadError) {
    guard let reader else { return }
    try Thread(name: "events", stackSize: stackSize) { [self] in
      while let entry = events.look() {
        guard main.isInCell else { continue }
        switch reader.admit(entry.event) {
        case .here: if let own = events.take(entry) { handle(own, with: reader) }
        case .refused:
          // The cell is in the middle of something: once more, as long as it runs.
          usleep(20_000)
          events.lookAgain(at: entry)
        case .mainShell: break
        }
      }
    }.detach()
  }

  func stop() { events.close() }

  /// Takes in an event.
  func push(_ event: WidgetEvent, _ parent: ParentHeader) {
    events.push(event, parent)
    callLanguage()
  }

  /// Has the language's thread come to the events, after what waits there now.
  private func callLanguage() {
    let isFirst = isExpected.withLock { isExpected in
      defer { isExpected = true }
      return !isExpected
    }
    guard isFirst else { return }
    main.push(ShellTask(isCell: false) { [self] language in answer(with: language) })
  }

  private func answer(with language: any Evaluator) {
    isExpected.withLock { $0 = false }
    // Those that come meanwhile wait behind the cells that do.
    for _ in 0..<events.count {
      if let entry = events.takeFirst() { handle(entry, with: language) }
    }
    if events.count > 0 { callLanguage() }
  }

  private func handle(_ entry: EventQueue.Entry, with evaluator: any Evaluator) {
    kernel.executions.run(in: nil) { cancellation in
      let context = ExecutionContext(
        executionCount: kernel.executions.count, isSilent: false, storesHistory: false, parent: entry.parent,
        cancellation: cancellation, kernel: kernel, input: nil)
      do {
        try evaluator.handle(entry.event, in: context)
      } catch {
        let reply = ExecutionError(error).reply
        context.write(reply.traceback.joined(separator: "\n") + "\n", to: .stderr)
      }
    }
  }
}
