import JupyterWire

/// Answers the requests that are about code, with the help of an evaluator: the language, or its reader in a subshell.
struct ShellRequests {
  let kernel: KernelState
  let evaluator: any Evaluator
  /// Where the requests behind this one wait.
  let queue: ShellQueue

  func answer(_ request: ReceivedRequest) {
    let scope = kernel.scope
    switch request.content {
    case .execute(let asked):
      scope.answer(request, to: ExecuteRequest.self) { try execute(asked, request) }
    case .complete(let asked):
      scope.answer(request, asked) { try evaluator.complete($0.code, at: $0.cursor) }
    case .inspect(let asked):
      scope.answer(request, asked) {
        InspectReply(found: try evaluator.inspect($0.code, at: $0.cursor, detail: $0.detailLevel))
      }
    case .isComplete(let asked): scope.answer(request, asked) { try evaluator.isComplete($0.code) }
    case .history, .kernelInfo, .commInfo, .commOpen, .commMessage, .commClose, .interrupt, .shutdown, .createSubshell,
      .deleteSubshell, .listSubshells, .debug, .inputReply, .unknown:
      scope.ignore(request)
    }
  }

  private func execute(_ asked: Decoded<ExecuteRequest>, _ request: ReceivedRequest) throws -> ExecuteReply {
    guard !request.isAborted else {
      // No traceback: the cell that failed has shown its own, and this one shows nothing.
      var error = ErrorReply(name: "Aborted", value: "an earlier cell failed, so this one did not run")
      error.isUncounted = true
      throw error
    }
    switch asked {
    case .success(let asked):
      return try CellExecution(request: request, asked: asked, kernel: kernel, evaluator: evaluator, queue: queue).run()
    case .failure(let error):
      kernel.session.complaints.note(error)
      throw numbered(ExecutionError(error).reply)
    }
  }

  private func numbered(_ error: ErrorReply) -> ErrorReply {
    var error = error
    error.executionCount = kernel.executions.count
    return error
  }
}
