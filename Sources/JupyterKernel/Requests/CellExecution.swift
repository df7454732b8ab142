import JupyterWire
import Threads

/// One cell, from its announcement to its reply.
struct CellExecution {
  let request: ReceivedRequest
  let asked: ExecuteRequest
  let kernel: KernelState
  let evaluator: any Evaluator
  let queue: ShellQueue

  private var subshellID: String? { request.header.subshellID }

  /// - Throws: ``ErrorReply`` where the cell failed.
  func run() throws -> ExecuteReply {
    try kernel.executions.run(in: subshellID) { cancellation in
      let reply = Result { try isEmpty ? nothing : evaluate(cancellation) }
      // Before the reply leaves: what a client sends after it has seen the reply is meant to run.
      if asked.stopOnError, isFailure(reply) || cancellation.isCancelled {
        request.channel.fence()
        queue.abortExecutions()
      }
      return try reply.get()
    }
  }

  private var isEmpty: Bool {
    asked.userExpressions.isEmpty && asked.code.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  /// The answer to no code: it is not counted.
  private var nothing: ExecuteReply { ExecuteReply(executionCount: kernel.executions.count) }

  private func evaluate(_ cancellation: Cancellation) throws -> ExecuteReply {
    let count = asked.storeHistory ? kernel.executions.nextCount() : kernel.executions.count
    if !asked.silent {
      kernel.publisher.publish(ExecuteInput(code: asked.code, executionCount: count), parent: request.parent)
    }
    let context = ExecutionContext(
      executionCount: count, isSilent: asked.silent, storesHistory: asked.storeHistory, parent: request.parent,
      cancellation: cancellation, kernel: kernel,
      input: asked.allowStdin
        ? InputExchange.Client(exchange: kernel.input, identities: request.identities) : nil)
    do {
      let result = try evaluator.execute(asked.code, in: context)
      if let result, !asked.silent {
        kernel.publisher.publish(ExecuteResult(result, executionCount: count), parent: request.parent)
      }
      remember(count, output: result?.plain)
      return ExecuteReply(
        executionCount: count, payload: context.takePayload(), userExpressions: evaluateExpressions(in: context))
    } catch {
      var reply = ExecutionError(error).reply
      reply.executionCount = count
      if !asked.silent { kernel.publisher.publish(ErrorOutput(reply), parent: request.parent) }
      remember(count, output: nil)
      throw reply
    }
  }

  private func remember(_ count: Int, output: String?) {
    guard asked.storeHistory else { return }
    kernel.history.record(line: count, input: asked.code, output: output)
  }

  /// Each expression for itself: the failure of one is its own answer.
  private func evaluateExpressions(in context: ExecutionContext) -> JSONObject {
    JSONObject(
      asked.userExpressions.map { name, expression in
        do {
          let value = try evaluator.evaluate(expression, in: context)
          return (name, ["status": "ok", "data": .object(value.data), "metadata": .object(value.metadata)])
        } catch {
          return (name, .object(ExecutionError(error).reply.json))
        }
      })
  }

  private func isFailure(_ reply: Result<ExecuteReply, any Error>) -> Bool {
    if case .failure = reply { true } else { false }
  }
}
