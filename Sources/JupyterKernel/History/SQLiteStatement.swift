import CSQLite

/// A prepared statement with its values bound.
final class SQLiteStatement {
  enum Value {
    case integer(Int)
    case text(String)
    case null
  }

  private let statement: OpaquePointer

  /// Nil where the statement does not fit the database.
  init?(_ sql: String, on connection: OpaquePointer, _ values: [Value]) {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &prepared, nil) == SQLITE_OK, let prepared else { return nil }
    statement = prepared
    for (index, value) in values.enumerated() {
      let position = Int32(index + 1)
      switch value {
      case .integer(let number): sqlite3_bind_int64(prepared, position, Int64(number))
      case .text(let text):
        // SQLITE_TRANSIENT, which C defines by a cast: SQLite is to copy the text.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(prepared, position, text, Int32(clamping: text.utf8.count), transient)
      case .null: sqlite3_bind_null(prepared, position)
      }
    }
  }

  deinit { sqlite3_finalize(statement) }

  /// Runs a statement that gives no rows.
  static func run(_ sql: String, on connection: OpaquePointer, _ values: Value...) {
    while SQLiteStatement(sql, on: connection, values)?.step() == true {}
  }

  /// Moves to the next row; false after the last.
  func step() -> Bool { sqlite3_step(statement) == SQLITE_ROW }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  /// Nil for null. Counted, not terminated: a cell may contain the character zero.
  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
