import Language

/// The subplots that `plt.subplots(rows, columns)` gives: `axs[i]`, `axs[i, j]`, `axs.flat`.
final class PyplotAxesArray: ObjectValue {
  let items: [PyplotAxes]
  /// Nil for a row, or a column, of them.
  let columns: Int?

  init(_ items: [PyplotAxes], columns: Int?) { (self.items, self.columns) = (items, columns) }

  var typeName: String { "array of Axes" }
  var detail: String? { columns.map { "\(items.count / max(1, $0))×\($0)" } ?? String(items.count) }
  func repr() -> String { "<array of Axes, \(detail ?? "")>" }
  var isShownAsResult: Bool { false }
  var count: Int? { lines.count }
  let attributeNames = ["flat", "flatten", "ravel", "shape", "size", "ndim", "T", "tolist"]

  /// What a loop goes through: axes, or rows of them.
  private var lines: [Value] {
    guard let columns else { return items.map { .object($0) } }
    return stride(from: 0, to: items.count, by: columns).map { start in
      .object(PyplotAxesArray(Array(items[start..<min(items.count, start + columns)]), columns: nil))
    }
  }

  func iterate() throws -> IteratorValue? { try Value.list(lines).objectIterator("axes") }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let flat = Value.object(PyplotAxesArray(items, columns: nil))
    switch name {
    case "flat": return flat
    case "flatten", "ravel": return .object(NativeFunction(name) { _, _ in flat })
    case "tolist": return .object(NativeFunction(name) { [lines] _, _ in .list(lines) })
    case "ndim": return .integer(columns == nil ? 1 : 2)
    case "T":
      guard let columns else { return flat }
      let rows = items.count / max(1, columns)
      let turned = (0..<columns).flatMap { column in (0..<rows).map { items[$0 * columns + column] } }
      return .object(PyplotAxesArray(turned, columns: rows))
    case "size": return .integer(items.count)
    case "shape":
      return .tuple((columns.map { [items.count / max(1, $0), $0] } ?? [items.count]).map { .integer($0) })
    default: return nil
    }
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    // `axs[(i, j)]` is `axs[i, j]`.
    if indices.count == 1, case .value(let value) = indices[0], let parts = value.elements {
      return try subscripted(parts.map { .value($0) }, context)
    }
    guard indices.count <= (columns == nil ? 1 : 2), let first = indices.first else {
      throw Diagnostic(
        .index, columns == nil ? "these axes stand in one row: they have one index" : "these axes have two indices",
        suggestion: columns == nil ? "axs[0], or subplots(…, squeeze=False)" : "axs[0, 1]")
    }
    let found = try Subscripts.read(.list(lines), [first], context)
    guard indices.count == 2 else { return Self.joined(found) }
    if case .list(let rows) = found {
      let parts = try rows.items.map { row in
        guard case .object(let object) = row, let row = object as? PyplotAxesArray else { return row }
        return try row.subscripted([indices[1]], context)
      }
      return Self.joined(.list(parts))
    }
    guard case .object(let object) = found, let row = object as? PyplotAxesArray else { return found }
    return try row.subscripted([indices[1]], context)
  }

  /// A list of axes, or of rows, as an array again.
  private static func joined(_ value: Value) -> Value {
    guard case .list(let list) = value else { return value }
    let objects = list.items.map { item -> (any ObjectValue)? in
      if case .object(let object) = item { object } else { nil }
    }
    let axes = objects.compactMap { $0 as? PyplotAxes }
    if axes.count == objects.count { return .object(PyplotAxesArray(axes, columns: nil)) }
    let rows = objects.compactMap { $0 as? PyplotAxesArray }
    guard rows.count == objects.count, let width = rows.first?.items.count else { return value }
    return .object(PyplotAxesArray(rows.flatMap(\.items), columns: width))
  }
}

extension Value {
  /// A pass over a list's items.
  func objectIterator(_ name: String) throws -> IteratorValue {
    let items = elements ?? []
    var position = 0
    return IteratorValue(name, count: items.count) {
      guard position < items.count else { return nil }
      defer { position += 1 }
      return items[position]
    }
  }
}
