/// Why bytes are not the JSON that this library accepts.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// The rules that bytes can break.
  public enum Code: Sendable {
    /// A byte that may not stand where it stands.
    case unexpectedByte
    /// The bytes end within a value.
    case unexpectedEnd
    /// A string that is no UTF-8.
    case invalidUTF8
    /// A backslash before something that it does not go with.
    case invalidEscape
    /// A number beyond the finite ones, or with too many digits.
    case numberOutOfRange
    /// Lists and objects nested deeper than is read.
    case tooDeep
    /// More values than are read.
    case tooManyValues
  }

  /// The rule that was broken.
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
