import JupyterWire

/// What came over a comm.
public struct CommEvent: Sendable {
  public let data: JSONObject
  public let metadata: JSONObject
  public let buffers: [[UInt8]]
  /// The header of the message, for what is sent in answer to it.
  public let parent: ParentHeader

  init(_ request: ReceivedRequest, data: JSONObject) {
    self.data = data
    metadata = request.metadata
    buffers = request.buffers
    parent = request.parent
  }
}
