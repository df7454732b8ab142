/// Why bytes are not the JSON that this library accepts.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public enum Code: Sendable {
    case unexpectedByte, unexpectedEnd, invalidUTF8, invalidEscape, numberOutOfRange, tooDeep, tooManyValues
  }

  public let code: Code
  /// Where in the bytes reading stopped.
  public let offset: Int

  public var description: String { "invalid JSON at byte \(offset): \(code)" }
}
