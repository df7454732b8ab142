/// The header of the message that caused this one, byte for byte as it was received, so that members unknown to us survive.
public struct ParentHeader: Sendable, Equatable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Of a message that nobody asked for.
  public static let none = ParentHeader(bytes: Array("{}".utf8))
}
