import JupyterWire
import Logging
import Threads

/// The inputs of this session and of earlier ones.
///
/// A cell is written down a moment after it has run, on a thread that does nothing else, so that no cell waits for a disk.
final class InputHistory: Sendable {
  private struct Pending {
    var entries: [HistoryReply.Entry] = []
    /// The bytes of their inputs.
    var size = 0
    var thread: Thread?
    var isClosed = false
  }

  /// How long entries may wait for more of them, in milliseconds.
  private static let delay = 200
  /// With inputs of more bytes than this waiting, they are written down at once.
  private static let maximumPendingSize = 1 << 20
  /// An input above this size, in bytes, is data and not worth remembering.
  private static let maximumInputSize = 1 << 18
  private static let maximumOutputSize = 1 << 14

  private let path: String?
  private let log: Logger
  private let pending = Monitor(Pending())
  private let database = Monitor<HistoryDatabase?>(nil)

  init(path: String?, log: Logger) {
    self.path = path
    self.log = log
  }

  /// Remembers a cell of this session. Never waits.
  func record(line: Int, input: String, output: String?) {
    guard input.utf8.count <= Self.maximumInputSize else { return }
    let output = output.flatMap { $0.utf8.count <= Self.maximumOutputSize ? $0 : nil }
    pending.update { pending in
      guard !pending.isClosed else { return }
      pending.entries.append(HistoryReply.Entry(session: 0, line: line, input: input, output: output))
      pending.size += input.utf8.count
      if pending.thread == nil { pending.thread = try? Thread(name: "history") { [self] in writeAsTheyCome() } }
    }
  }

  /// The entries that a client asks for, oldest first.
  func entries(_ access: HistoryRequest.Access) -> [HistoryReply.Entry] {
    withDatabase { $0.entries(access) } ?? []
  }

  /// Writes down what is left, and forgets everything from now on.
  func close() {
    let thread = pending.update { pending in
      pending.isClosed = true
      return pending.thread
    }
    thread?.join()
    database.withLock { $0 = nil }
  }

  private func writeAsTheyCome() {
    while true {
      let isClosed = pending.wait { $0.isClosed ? true : $0.entries.isEmpty ? nil : false }
      if !isClosed {
        _ = pending.wait(until: MonotonicTime.now.advanced(milliseconds: Self.delay)) {
          $0.isClosed || $0.size > Self.maximumPendingSize ? () : nil
        }
      }
      withDatabase { _ in }
      if isClosed { return }
    }
  }

  /// Runs `body` with all that was recorded in the database, which is opened for the first to need it.
  @discardableResult
  private func withDatabase<Result>(_ body: (HistoryDatabase) -> Result) -> Result? {
    database.withLock { database in
      if database == nil { database = open() }
      guard let database else { return nil }
      let entries = pending.withLock { pending in
        defer { (pending.entries, pending.size) = ([], 0) }
        return pending.entries
      }
      if !entries.isEmpty { database.append(entries) }
      return body(database)
    }
  }

  private func open() -> HistoryDatabase? {
    if let path {
      do throws(HistoryDatabaseError) {
        return try HistoryDatabase(path: path)
      } catch {
        log.warning("history is not kept across restarts: \(error)")
      }
    }
    return try? HistoryDatabase(path: nil)
  }
}
