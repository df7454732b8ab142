/// A message to a kernel as it is meant: one case for each kind, with its content.
///
/// A message becomes one of these when it arrives and is never looked at as JSON again. Who answers messages switches over
/// the cases without a default, so that the compiler names every place that a new kind of message concerns.
public enum Request: Sendable {
  /// Run a cell.
  case execute(Decoded<ExecuteRequest>)
  /// Go on with the word at the cursor.
  case complete(Decoded<CompleteRequest>)
  /// Say what the thing at the cursor is.
  case inspect(Decoded<InspectRequest>)
  /// Say whether code is a whole cell.
  case isComplete(Decoded<IsCompleteRequest>)
  /// Give earlier inputs.
  case history(Decoded<HistoryRequest>)
  /// Introduce the kernel; on the shell and the control channel.
  case kernelInfo(KernelInfoRequest)

  /// Name the open comms.
  case commInfo(CommInfoRequest)
  /// Open a comm.
  case commOpen(Decoded<CommOpen>)
  /// Take a message over a comm.
  case commMessage(Decoded<CommMessage>)
  /// Close a comm.
  case commClose(Decoded<CommClose>)

  /// Interrupt what runs.
  case interrupt(InterruptRequest)
  /// End the kernel.
  case shutdown(ShutdownRequest)
  /// Make a subshell.
  case createSubshell(CreateSubshellRequest)
  /// End a subshell.
  case deleteSubshell(Decoded<DeleteSubshellRequest>)
  /// Name the subshells.
  case listSubshells(ListSubshellRequest)
  /// Debug what runs.
  case debug(Decoded<DebugRequest>)

  /// Take the answer to a question.
  case inputReply(Decoded<InputReply>)

  /// A message of a type that is none of these.
  case unknown(type: String)
}

/// The content of a message; or why it is malformed, which its sender is told when it is the message's turn.
public typealias Decoded<Content> = Result<Content, WireError>

extension Request {
  /// Gives a message's content the type that its header names. Never fails: what is malformed or unknown says so itself.
  public init(_ message: IncomingMessage) {
    let content = message.content
    switch message.header.type {
    case ExecuteRequest.type: self = .execute(Decoded(content))
    case CompleteRequest.type: self = .complete(Decoded(content))
    case InspectRequest.type: self = .inspect(Decoded(content))
    case IsCompleteRequest.type: self = .isComplete(Decoded(content))
    case HistoryRequest.type: self = .history(Decoded(content))
    case KernelInfoRequest.type: self = .kernelInfo(KernelInfoRequest(content))
    case CommInfoRequest.type: self = .commInfo(CommInfoRequest(content))
    case CommOpen.type: self = .commOpen(Decoded(content))
    case CommMessage.type: self = .commMessage(Decoded(content))
    case CommClose.type: self = .commClose(Decoded(content))
    case InterruptRequest.type: self = .interrupt(InterruptRequest(content))
    case ShutdownRequest.type: self = .shutdown(ShutdownRequest(content))
    case CreateSubshellRequest.type: self = .createSubshell(CreateSubshellRequest(content))
    case DeleteSubshellRequest.type: self = .deleteSubshell(Decoded(content))
    case ListSubshellRequest.type: self = .listSubshells(ListSubshellRequest(content))
    case DebugRequest.type: self = .debug(Decoded(content))
    case InputReply.type: self = .inputReply(Decoded(content))
    case let type: self = .unknown(type: type)
    }
  }

  /// The message type of the reply; nil for messages that have none.
  public var replyType: String? {
    switch self {
    case .execute: ExecuteRequest.Reply.type
    case .complete: CompleteRequest.Reply.type
    case .inspect: InspectRequest.Reply.type
    case .isComplete: IsCompleteRequest.Reply.type
    case .history: HistoryRequest.Reply.type
    case .kernelInfo: KernelInfoRequest.Reply.type
    case .commInfo: CommInfoRequest.Reply.type
    case .interrupt: InterruptRequest.Reply.type
    case .shutdown: ShutdownRequest.Reply.type
    case .createSubshell: CreateSubshellRequest.Reply.type
    case .deleteSubshell: DeleteSubshellRequest.Reply.type
    case .listSubshells: ListSubshellRequest.Reply.type
    case .debug: DebugRequest.Reply.type
    case .commOpen, .commMessage, .commClose, .inputReply, .unknown: nil
    }
  }
}

extension Result where Success: IncomingContent, Failure == WireError {
  fileprivate init(_ content: JSONObject) {
    self.init { () throws(WireError) in try Success(content) }
  }
}
