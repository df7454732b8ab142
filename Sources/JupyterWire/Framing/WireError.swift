/// Why a multipart message was dropped. None of these is ever fatal to a kernel.
public struct WireError: Error, Equatable, CustomStringConvertible {
  public enum Code: Sendable, Hashable {
    case missingDelimiter, missingFrames, badSignature, replayed, malformedJSON, malformedHeader, oversizedHeader
    case malformedContent
  }

  public let code: Code
  public let detail: String

  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  public var description: String { detail }
}
