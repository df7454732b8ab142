import JupyterWire

/// A request and the way back to who sent it.
struct Request: Sendable {
  let message: IncomingMessage
  let channel: Channel
  /// Whether an earlier failure has decided that it shall not run.
  var isAborted = false

  init(_ message: IncomingMessage, over channel: Channel) {
    self.message = message
    self.channel = channel
  }

  var type: String { message.header.type }
  var parent: ParentHeader { message.asParent }

  /// The message type of its reply; nil for messages that have none.
  var replyType: String? {
    let suffix = "_request"
    return type.hasSuffix(suffix) ? type.dropLast(suffix.count) + "_reply" : nil
  }
}
