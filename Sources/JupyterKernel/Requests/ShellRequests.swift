import JupyterWire

/// Answers the requests that are about code, with the help of an evaluator: the interpreter, or its reader in a subshell.
struct ShellRequests {
  let kernel: KernelState
  let evaluator: any Evaluator
  /// Where the requests behind this one wait.
  let queue: ShellQueue

  func answer(_ request: Request) {
    kernel.scope.answer(request) {
      let content = request.message.content
      switch request.type {
      case ExecuteRequest.type: return try execute(request)
      case CompleteRequest.type:
        let asked = try CompleteRequest(content)
        return .reply(try evaluator.complete(asked.code, at: asked.cursor))
      case InspectRequest.type:
        let asked = try InspectRequest(content)
        return .reply(
          InspectReply(found: try evaluator.inspect(asked.code, at: asked.cursor, detail: asked.detailLevel)))
      case IsCompleteRequest.type: return .reply(try evaluator.isComplete(IsCompleteRequest(content).code))
      default:
        kernel.session.complaints.noteUnknown(type: request.type)
        return .none
      }
    }
  }

  private func execute(_ request: Request) throws -> Answer {
    guard !request.isAborted else {
      // No traceback: the cell that failed has shown its own, and this one shows nothing.
      let aborted = ErrorReply(name: "Aborted", value: "an earlier cell failed, so this one did not run")
      return .failure(numbered(aborted, kernel.executions.count))
    }
    let asked: ExecuteRequest
    do throws(WireError) {
      asked = try ExecuteRequest(request.message.content)
    } catch {
      kernel.session.complaints.note(error)
      return .failure(numbered(ExecutionError(error).reply, kernel.executions.count))
    }
    return CellExecution(request: request, asked: asked, kernel: kernel, evaluator: evaluator, queue: queue).run()
  }

  private func numbered(_ error: ErrorReply, _ count: Int) -> ErrorReply {
    var error = error
    error.executionCount = count
    return error
  }
}
