/// A message as it came in: its four parts parsed, its content not yet given a type.
public struct IncomingMessage: Sendable {
  public let identities: [[UInt8]]
  public let header: Header
  /// The header of the message that this one answers; empty for a request.
  public let parentHeader: JSONObject
  public let metadata: JSONObject
  public let content: JSONObject
  public let buffers: [[UInt8]]
  /// This message's own header, for the messages that it causes.
  public let asParent: ParentHeader

  /// A header of more bytes than this is refused: it comes back in each message that the request causes.
  static let maximumHeaderSize = 1 << 16

  /// Parses the parts of a message whose signature has been verified.
  ///
  /// - Throws: ``WireError`` where a part is no JSON object or the header lacks its id or type.
  public init(_ frames: SignedFrames) throws(WireError) {
    guard frames.header.count <= Self.maximumHeaderSize else {
      throw WireError(.oversizedHeader, "a message's header has \(frames.header.count) bytes")
    }
    header = try Header(.object(Self.object(frames.header, "header")))
    parentHeader = try Self.object(frames.parentHeader, "parent header")
    metadata = try Self.object(frames.metadata, "metadata")
    content = try Self.object(frames.content, "content")
    identities = frames.identities
    buffers = frames.buffers
    asParent = ParentHeader(bytes: frames.header)
  }

  private static func object(_ bytes: [UInt8], _ part: String) throws(WireError) -> JSONObject {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(parsing: bytes)
    } catch {
      throw WireError(.malformedJSON, "a message's \(part) is no JSON: \(error)")
    }
    guard let object = json.objectValue else {
      throw WireError(.malformedJSON, "a message's \(part) is no JSON object")
    }
    return object
  }
}
