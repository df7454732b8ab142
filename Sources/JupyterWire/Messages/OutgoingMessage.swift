/// A message on its way out.
public struct OutgoingMessage: Sendable {
  /// The `msg_type`.
  public var type: String
  /// The members that belong to the type.
  public var content: JSONObject
  /// The request that caused it.
  public var parent: ParentHeader
  /// Remarks on the content.
  public var metadata: JSONObject
  /// Bytes beside the content, for widgets.
  public var buffers: [[UInt8]]

  /// A message whose content has no type of its own, such as a failed reply.
  public init(
    type: String, content: JSONObject, parent: ParentHeader, metadata: JSONObject = [:], buffers: [[UInt8]] = []
  ) {
    self.type = type
    self.content = content
    self.parent = parent
    self.metadata = metadata
    self.buffers = buffers
  }

  /// A message with this content.
  public init(
    _ content: some OutgoingContent, parent: ParentHeader, metadata: JSONObject = [:], buffers: [[UInt8]] = []
  ) {
    self.init(
      type: Swift.type(of: content).type, content: content.json, parent: parent, metadata: metadata, buffers: buffers)
  }

  /// The signed multipart message, under a new header.
  public func frames(
    identities: [[UInt8]], from sender: SessionIdentity, signedBy authenticator: MessageAuthenticator
  ) -> [[UInt8]] {
    var signed = SignedFrames(
      identities: identities, header: sender.makeHeader(type: type).json.encoded, parentHeader: parent.bytes,
      metadata: metadata.encoded, content: content.encoded, buffers: buffers)
    signed.signature = authenticator.signature(of: signed)
    return signed.frames
  }
}
