import JupyterWire

/// What all parts of a running kernel share. Everything in it is safe from any thread.
struct KernelState: Sendable {
  let info: KernelInfoReply
  let session: WireSession
  let publisher: Publisher
  let input: InputExchange
  let comms: Comms
  let history: History
  let executions: Executions

  var scope: RequestScope { RequestScope(session: session, publisher: publisher) }
}
