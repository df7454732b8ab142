import JupyterWire

/// A request that has arrived, with what came beside its content and the way back to who sent it.
struct ReceivedRequest: Sendable {
  let content: Request
  let header: Header
  /// The header as it is to stand in every message that the request causes.
  let parent: ParentHeader
  let metadata: JSONObject
  let buffers: [[UInt8]]
  /// Who to send the reply to, over the channel.
  let identities: [[UInt8]]
  let channel: Channel
  /// Whether an earlier failure has decided that it shall not run.
  var isAborted = false

  init(_ message: IncomingMessage, over channel: Channel) {
    content = Request(message)
    header = message.header
    parent = message.asParent
    metadata = message.metadata
    buffers = message.buffers
    identities = message.identities
    self.channel = channel
  }
}
