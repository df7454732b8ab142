import JupyterWire
import Threads

/// Turns frames into messages and messages into frames, for all channels of one kernel.
final class WireSession: Sendable {
  let identity = SessionIdentity()
  let complaints: ComplaintLog
  private let authenticator: MessageAuthenticator
  private let replays = Monitor(ReplayGuard())

  init(key: String, complaints: ComplaintLog) {
    authenticator = MessageAuthenticator(key: key)
    self.complaints = complaints
  }

  /// The message in received frames; nil, and a line in the log, where there is none that we may trust.
  func open(_ frames: [[UInt8]]) -> IncomingMessage? {
    do throws(WireError) {
      let signed = try SignedFrames(frames)
      try authenticator.verify(signed)
      if authenticator.isSigning {
        let admitted = replays.withLock { replays -> WireError? in
          do throws(WireError) { try replays.admit(signed.signature) } catch { return error }
          return nil
        }
        if let admitted { throw admitted }
      }
      return try IncomingMessage(signed)
    } catch {
      complaints.note(error)
      return nil
    }
  }

  /// The signed frames of a message.
  func seal(_ message: OutgoingMessage, to identities: [[UInt8]]) -> [[UInt8]] {
    message.frames(identities: identities, from: identity, signedBy: authenticator)
  }
}
