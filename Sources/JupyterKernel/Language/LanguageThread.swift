import Threads

/// The work of the main shell's thread: nothing else ever touches the language.
struct LanguageThread: @unchecked Sendable {
  let language: any KernelLanguage
  let kernel: KernelState
  let shells: Shells
  let lifecycle: Lifecycle
  let restInterval: Int
  /// Where this thread says how far it is.
  let stage: Monitor<Stage>

  enum Stage: Comparable {
    case working
    /// A cell's reply has left, and the language takes down what it needs of it.
    case endingCell
    /// No request will be looked at any more: the language shuts down.
    case leaving
    case done
  }

  func run() {
    do {
      try language.start()
    } catch {
      kernel.session.complaints.note("start", "the language's start failed: \(error)")
    }
    let requests = ShellRequests(kernel: kernel, evaluator: language, queue: shells.main)
    shells.main.serve(restingAfter: restInterval, rest: language.rest) { entry in
      switch entry {
      case .request(let request):
        requests.answer(request)
        if case .execute = request.content { endCell() }
      case .task(let task):
        task.run(with: language)
        if task.isCell { endCell() }
      }
    }
    stage.update { $0 = .leaving }
    if case .shutdown(restart: true)? = lifecycle.end {
      language.shutDown(restart: true)
    } else {
      language.shutDown(restart: false)
    }
    stage.update { $0 = .done }
  }

  private func endCell() {
    stage.update { $0 = .endingCell }
    language.cellEnded()
    stage.update { $0 = .working }
  }
}
