import JupyterWire

/// What a request is answered with.
enum Answer {
  case reply(any OutgoingContent)
  case failure(ErrorReply)
  /// Nothing: the message wants no reply.
  case none
}
