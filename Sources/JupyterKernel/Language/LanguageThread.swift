/// The work of the main shell's thread: nothing else ever touches the language.
struct LanguageThread: @unchecked Sendable {
  let language: any KernelLanguage
  let kernel: KernelState
  let shells: Shells
  let lifecycle: Lifecycle
  let restInterval: Int

  func run() {
    do {
      try language.start()
    } catch {
      kernel.session.complaints.note("start", "the language's start failed: \(error)")
    }
    let requests = ShellRequests(kernel: kernel, evaluator: language, queue: shells.main)
    shells.main.serve(restingAfter: restInterval, rest: language.rest) { entry in
      switch entry {
      case .request(let request): requests.answer(request)
      case .task(let task): task.run(with: language)
      }
    }
    if case .shutdown(restart: true)? = lifecycle.end {
      language.shutDown(restart: true)
    } else {
      language.shutDown(restart: false)
    }
  }
}
