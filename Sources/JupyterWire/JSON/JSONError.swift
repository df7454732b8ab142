/// Why bytes are not the JSON that this library accepts.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public enum Code: Sendable {
    case unexpectedByte, unexpectedEnd, invalidUTF8, invalidEscape, numberOutOfRange, tooDeep, tooManyValues
  }

  public let code: Code
  /// Where in the bytes reading stopped.
  public let offset: Int

  public var description: String { "invalid JSON at byte \(offset): \(reason)" }

  private var reason: String {
    switch code {
    case .unexpectedByte: "a character that may not stand there"
    case .unexpectedEnd: "it ends there"
    case .invalidUTF8: "bytes that are no text in UTF-8"
    case .invalidEscape: "an unknown escape in a string"
    case .numberOutOfRange: "a number that is too large"
    case .tooDeep: "lists and objects within each other without end"
    case .tooManyValues: "more values than are read"
    }
  }
}
