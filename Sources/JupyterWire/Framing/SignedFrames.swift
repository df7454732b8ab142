/// A multipart message taken apart, its four parts still the bytes that the signature covers.
///
/// On the wire: routing identities · `<IDS|MSG>` · signature · header · parent header · metadata · content · buffers.
///
/// Protocol: [The Wire Protocol](https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol).
public struct SignedFrames: Sendable {
  /// Who to route the reply to on a ROUTER socket, or the topic on IOPub.
  public var identities: [[UInt8]]
  /// Hexadecimal HMAC of the four parts; empty where the connection has no key.
  public var signature: [UInt8]
  /// The header as JSON.
  public var header: [UInt8]
  /// The parent's header as JSON.
  public var parentHeader: [UInt8]
  /// The metadata as JSON.
  public var metadata: [UInt8]
  /// The content as JSON.
  public var content: [UInt8]
  /// Raw bytes outside JSON and outside the signature.
  public var buffers: [[UInt8]]

  static let delimiter = Array("<IDS|MSG>".utf8)

  /// A message from its parts, unsigned where no signature is given.
  public init(
    identities: [[UInt8]], signature: [UInt8] = [], header: [UInt8], parentHeader: [UInt8], metadata: [UInt8],
    content: [UInt8], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.signature = signature
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// Takes a multipart message apart.
  ///
  /// - Throws: ``WireError`` where the delimiter or one of the five frames after it is missing.
  public init(_ frames: [[UInt8]]) throws(WireError) {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else {
      throw WireError(.missingDelimiter, "a message of \(frames.count) frames has no <IDS|MSG> delimiter")
    }
    let parts = frames[(delimiter + 1)...]
    guard parts.count >= 5 else {
      throw WireError(.missingFrames, "a message has \(parts.count) frames after its delimiter, not at least 5")
    }
    let first = parts.startIndex
    self.init(
      identities: Array(frames[..<delimiter]), signature: parts[first], header: parts[first + 1],
      parentHeader: parts[first + 2], metadata: parts[first + 3], content: parts[first + 4],
      buffers: Array(parts[(first + 5)...]))
  }

  /// The multipart message.
  public var frames: [[UInt8]] {
    identities + [Self.delimiter, signature, header, parentHeader, metadata, content] + buffers
  }
}
