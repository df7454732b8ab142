/// The session as it is after an epoch, which an autosave and a checkpoint write. It is captured when first asked for, and
/// once.
final class CapturedEpoch {
  private let make: () throws -> SessionCapture
  private var result: Result<SessionCapture, any Error>?

  /// - Parameter make: captures the session, as long as nothing has changed it.
  init(_ make: @escaping () throws -> SessionCapture) { self.make = make }

  func capture() throws -> SessionCapture {
    let result = self.result ?? Result(catching: make)
    self.result = result
    return try result.get()
  }

  /// The bytes of a file without variables.
  func bytes() throws -> [UInt8] { try capture().encoded(withVariables: false) }
}
