/// Why a multipart message was dropped. None of these is ever fatal to a kernel.
public struct WireError: Error, Equatable, CustomStringConvertible {
  /// The rules that a message can break.
  public enum Code: Sendable, Hashable {
    /// No frame is `<IDS|MSG>`.
    case missingDelimiter
    /// Fewer than five frames follow the delimiter.
    case missingFrames
    /// The signature is not that of the frames under the connection's key.
    case badSignature
    /// The signature was seen before.
    case replayed
    /// A part is no JSON.
    case malformedJSON
    /// The header has no id, or no type.
    case malformedHeader
    /// The header is longer than any client's.
    case oversizedHeader
    /// The content lacks an indispensable member, or has another type there.
    case malformedContent
  }

  /// The rule that was broken.
  public let code: Code
  /// One sentence for the log, without anything secret.
  public let detail: String

  /// An error that says which rule was broken, and how.
  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  public var description: String { detail }
}
