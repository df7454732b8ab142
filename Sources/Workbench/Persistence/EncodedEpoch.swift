/// The session as it is after an epoch, in the bytes of its file. They are made when first asked for, and once: an autosave
/// and a checkpoint of one epoch are the same bytes.
final class EncodedEpoch {
  private let encode: () throws -> [UInt8]
  private var result: Result<[UInt8], any Error>?

  /// - Parameter encode: gives the bytes, as long as nothing has changed the session.
  init(_ encode: @escaping () throws -> [UInt8]) { self.encode = encode }

  func bytes() throws -> [UInt8] {
    let result = self.result ?? Result(catching: encode)
    self.result = result
    return try result.get()
  }
}
