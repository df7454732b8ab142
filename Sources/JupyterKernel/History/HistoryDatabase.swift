import CSQLite
import FoundationEssentials
import JupyterWire

/// Why history cannot be kept.
struct HistoryDatabaseError: Error, CustomStringConvertible {
  let description: String
  /// Whether there is a file which is no database, or no longer one.
  let isDamaged: Bool
}

/// A bounded SQLite database of inputs. One session of it is ours. Used by one thread at a time.
final class HistoryDatabase {
  /// More entries than this are not kept; the oldest go.
  private static let maximumEntries = 20_000

  private let connection: OpaquePointer
  private let session: Int
  private var appendedSincePruning = 0

  /// Opens the database, creating it where there is none, and begins a session. A file that is no database is put aside.
  ///
  /// - Parameter path: Nil for one in memory.
  init(path: String?) throws(HistoryDatabaseError) {
    if let path {
      let directory = URL(filePath: path).deletingLastPathComponent()
      try? FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let connection = try Self.connect(path)
    self.connection = connection
    SQLiteStatement.run("INSERT INTO sessions DEFAULT VALUES", on: connection)
    session = Int(sqlite3_last_insert_rowid(connection))
    prune()
  }

  deinit { sqlite3_close_v2(connection) }

  private static func connect(_ path: String?) throws(HistoryDatabaseError) -> OpaquePointer {
    do throws(HistoryDatabaseError) {
      return try prepare(path)
    } catch {
      guard let path, error.isDamaged else { throw error }
      try? FileManager.default.moveItem(atPath: path, toPath: path + ".damaged-\(SessionIdentity.makeUUID())")
      return try prepare(path)
    }
  }

  private static func prepare(_ path: String?) throws(HistoryDatabaseError) -> OpaquePointer {
    var opened: OpaquePointer?
    let status = sqlite3_open(path ?? ":memory:", &opened)
    guard let connection = opened else { throw HistoryDatabaseError(status: status, path: path) }
    guard status == SQLITE_OK else {
      sqlite3_close_v2(connection)
      throw HistoryDatabaseError(status: status, path: path)
    }
    sqlite3_busy_timeout(connection, 250)
    // Several kernels share the file. Losing a few inputs with the machine's power is no harm; waiting for a disk is.
    let schema = """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -256;
      CREATE TABLE IF NOT EXISTS sessions (
        session INTEGER PRIMARY KEY AUTOINCREMENT, start TEXT DEFAULT CURRENT_TIMESTAMP);
      CREATE TABLE IF NOT EXISTS history (
        id INTEGER PRIMARY KEY, session INTEGER, line INTEGER, input TEXT, output TEXT);
      CREATE INDEX IF NOT EXISTS history_lines ON history (session, line);
      """
    let result = sqlite3_exec(connection, schema, nil, nil, nil)
    guard result == SQLITE_OK else {
      sqlite3_close_v2(connection)
      throw HistoryDatabaseError(status: result, path: path)
    }
    return connection
  }

  /// Writes entries of this session, all at once.
  func append(_ entries: [HistoryReply.Entry]) {
    SQLiteStatement.run("BEGIN IMMEDIATE", on: connection)
    for entry in entries {
      SQLiteStatement.run(
        "INSERT INTO history (session, line, input, output) VALUES (?, ?, ?, ?)", on: connection,
        .integer(session), .integer(entry.line), .text(entry.input), entry.output.map { .text($0) } ?? .null)
    }
    SQLiteStatement.run("COMMIT", on: connection)
    appendedSincePruning += entries.count
    if appendedSincePruning > 1000 { prune() }
  }

  private func prune() {
    appendedSincePruning = 0
    SQLiteStatement.run(
      "DELETE FROM history WHERE id <= (SELECT max(id) FROM history) - ?", on: connection,
      .integer(Self.maximumEntries))
  }

  /// The entries asked for, oldest first.
  func entries(_ access: HistoryRequest.Access) -> [HistoryReply.Entry] {
    let columns = "SELECT session, line, input, output FROM history"
    let latestFirst = "ORDER BY id DESC LIMIT ?"
    switch access {
    case .tail(let count):
      return select("\(columns) \(latestFirst)", .integer(max(0, count))).reversed()
    case .range(let asked, let start, let stop):
      let wanted = asked > 0 ? asked : session + asked
      return select(
        "\(columns) WHERE session = ? AND line >= ? AND line < ? ORDER BY line", .integer(wanted), .integer(start),
        .integer(stop ?? Int.max))
    case .search(let pattern, let count, let unique):
      let source =
        unique ? "\(columns) WHERE id IN (SELECT max(id) FROM history GROUP BY input) AND" : "\(columns) WHERE"
      return select(
        "\(source) input GLOB ? \(latestFirst)", .text(Self.glob(pattern)), .integer(count.map { max(0, $0) } ?? -1)
      ).reversed()
    }
  }

  private func select(_ query: String, _ values: SQLiteStatement.Value...) -> [HistoryReply.Entry] {
    guard let statement = SQLiteStatement(query, on: connection, values) else { return [] }
    var entries: [HistoryReply.Entry] = []
    while statement.step() {
      entries.append(
        HistoryReply.Entry(
          session: statement.integer(0), line: statement.integer(1), input: statement.text(2) ?? "",
          output: statement.text(3)))
    }
    return entries
  }

  /// Jupyter's patterns know `*` and `?`; SQLite's also know sets, which here are ordinary characters.
  private static func glob(_ pattern: String) -> String {
    pattern.split(separator: "[", omittingEmptySubsequences: false).joined(separator: "[[]")
  }
}

extension HistoryDatabaseError {
  fileprivate init(status: Int32, path: String?) {
    description = "\(path ?? "memory"): \(String(cString: sqlite3_errstr(status)))"
    isDamaged = status == SQLITE_NOTADB || status == SQLITE_CORRUPT
  }
}
