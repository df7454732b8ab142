/// A thread that runs jobs one after the other. It starts with its first job.
package final class Worker: Sendable {
  private struct State {
    var jobs = FIFO<@Sendable () -> Void>()
    var thread: Thread?
    var isStopping = false
  }

  private let name: String
  private let stackSize: Int
  private let state = Monitor(State())

  package init(name: String, stackSize: Int) {
    self.name = name
    self.stackSize = stackSize
  }

  /// Queues a job; where no thread can be had, the caller does it.
  package func perform(_ job: @escaping @Sendable () -> Void) {
    let isQueued = state.update { state -> Bool in
      if state.isStopping { return true }
      if state.thread == nil { state.thread = try? Thread(name: name, stackSize: stackSize) { [self] in run() } }
      guard state.thread != nil else { return false }
      state.jobs.push(job)
      return true
    }
    if !isQueued { job() }
  }

  private func run() {
    while let job = next() { job() }
  }

  /// Nil when there is none left and none will come.
  private func next() -> (@Sendable () -> Void)? {
    state.wait { state in
      if let job = state.jobs.pop() { return .some(job) }
      return state.isStopping ? .some(nil) : nil
    }
  }

  /// Refuses further jobs and lets the thread end after those queued. Does not wait for it.
  package func stop() {
    state.update { state in
      state.isStopping = true
      state.thread?.detach()
    }
  }
}
