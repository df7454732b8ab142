import JupyterWire
import Logging
import Threads

/// Logs what is wrong with the messages that come in: the first of each kind, so that no peer can fill a disk.
final class ComplaintLog: Sendable {
  private let log: Logger
  private let seen = Monitor(Set<String>())

  init(_ log: Logger) { self.log = log }

  func note(_ error: WireError) { note("\(error.code)", "dropped: \(error)") }

  func noteUnknown(type: String) {
    let type = String(type.prefix(64))
    note("type \(type)", "no handler for messages of type \"\(type)\"")
  }

  /// Logs a complaint unless one of its kind was logged before.
  func note(_ kind: String, _ text: @autoclosure () -> String) {
    let isNew = seen.withLock { $0.count < 256 && $0.insert(kind).inserted }
    if isNew { log.warning("\(text()) (further ones of this kind are not logged)") }
  }
}
