/// A message as it came in: its four parts parsed, its content not yet given a type, which is what ``Request`` does.
public struct IncomingMessage: Sendable {
  /// Who sent it, for the way back on a ROUTER socket.
  public let identities: [[UInt8]]
  /// The message about itself.
  public let header: Header
  /// The header of the message that this one answers; empty for a request.
  public let parentHeader: JSONObject
  /// Remarks on the content; empty as a rule.
  public let metadata: JSONObject
  /// The content, whose members depend on the header's type.
  public let content: JSONObject
  /// Bytes beside the content, for widgets.
  public let buffers: [[UInt8]]
  /// This message's own header, for the messages that it causes.
  public let asParent: ParentHeader

  /// A header of more bytes than this is refused: it comes back in each message that the request causes.
  static let maximumHeaderSize = 1 << 16

  /// Parses the parts of a message whose signature has been verified.
  ///
  /// The header has to be an object. Another part may be any JSON, and is empty where it is none: clients send `null` for
  /// what they have nothing to say about (Zed did so for the parent header of every request), and wait for an answer.
  ///
  /// - Throws: ``WireError`` where a part is no JSON or the header lacks its id or type.
  public init(_ frames: SignedFrames) throws(WireError) {
    guard frames.header.count <= Self.maximumHeaderSize else {
      throw WireError(.oversizedHeader, "a message's header has \(frames.header.count) bytes")
    }
    header = try Header(Self.parsed(frames.header, "header"))
    parentHeader = try Self.parsed(frames.parentHeader, "parent header").objectValue ?? [:]
    metadata = try Self.parsed(frames.metadata, "metadata").objectValue ?? [:]
    content = try Self.parsed(frames.content, "content").objectValue ?? [:]
    identities = frames.identities
    buffers = frames.buffers
    asParent = ParentHeader(bytes: frames.header)
  }

  private static func parsed(_ bytes: [UInt8], _ part: String) throws(WireError) -> JSON {
    do throws(JSONError) {
      return try JSON(parsing: bytes)
    } catch {
      throw WireError(.malformedJSON, "a message's \(part) is no JSON: \(error)")
    }
  }
}
