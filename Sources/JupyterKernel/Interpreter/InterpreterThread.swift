import Logging

/// What the interpreter's thread does: nothing else ever touches the interpreter.
struct InterpreterThread: @unchecked Sendable {
  let interpreter: any Interpreter
  let kernel: KernelState
  let shells: Shells
  let life: Life

  func run() {
    do {
      try interpreter.start()
    } catch {
      kernel.session.complaints.note("start", "the interpreter's start failed: \(error)")
    }
    let requests = ShellRequests(kernel: kernel, evaluator: interpreter, queue: shells.main)
    shells.main.serve { entry in
      switch entry {
      case .request(let request): requests.answer(request)
      case .task(let task): task.run(with: interpreter)
      }
    }
    if case .shutdown(restart: true)? = life.end {
      interpreter.shutDown(restart: true)
    } else {
      interpreter.shutDown(restart: false)
    }
  }
}
