import Graphics
import Language

/// `GridSpec(rows, columns)`: places for subplots, `grid[i]`, `grid[row, column]` or `grid[0, :]`.
final class PyplotGridSpec: ObjectValue {
  let rows: Int
  let columns: Int
  private let heights: [Double]
  private let widths: [Double]
  private(set) var adjustment: ChartSheet.Adjustment?
  /// Whose `add_gridspec` made it.
  private weak var figure: PyplotFigure?

  /// - Parameter arguments: with `nrows`, `ncols`, `width_ratios`, `height_ratios` and the parts of `subplots_adjust`.
  init(rows: Int, columns: Int, _ arguments: Arguments, figure: PyplotFigure? = nil, _ entry: String) throws {
    (self.rows, self.columns, self.figure) = (rows, columns, figure)
    heights = try Self.ratios(arguments["height_ratios"], "height_ratios", rows, entry)
    widths = try Self.ratios(arguments["width_ratios"], "width_ratios", columns, entry)
    if PyplotFigureFunctions.adjustments.contains(where: { !arguments[$0].isNone }) { try update(arguments) }
  }

  static var parameters: [Parameter] {
    [
      Parameter("nrows", .integer(1...200), default: .integer(1), "rows"),
      Parameter("ncols", .integer(1...200), default: .integer(1), "columns"),
      PyplotArguments.named("width_ratios", "how wide the columns are for each other"),
      PyplotArguments.named("height_ratios", "how high the rows are for each other"),
    ] + PyplotFigureFunctions.adjustments.map { PyplotArguments.named($0, "a part, as in subplots_adjust") }
      + PyplotArguments.idle("figure")
  }

  static func ratios(_ value: Value, _ name: String, _ count: Int, _ entry: String) throws -> [Double] {
    if value.isNone { return [] }
    let ratios = try PyplotArguments.numbers(value, entry, name)
    guard ratios.count == count, ratios.allSatisfy({ $0 > 0 && $0 < 1e6 }) else {
      throw Diagnostic(
        .value, "\(entry): \(name) are \(count) positive numbers, and these are \(value.repr)", parameter: name)
    }
    return ratios
  }

  func update(_ arguments: Arguments) throws {
    adjustment = try PyplotFigureFunctions.adjusted(adjustment, arguments, "GridSpec")
  }

  func place(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> PyplotPlace {
    PyplotPlace(
      rows: self.rows, columns: self.columns, row: rows.lowerBound, column: columns.lowerBound, rowSpan: rows.count,
      columnSpan: columns.count, heights: heights, widths: widths)
  }

  var typeName: String { "GridSpec" }
  var detail: String? { "\(rows)×\(columns)" }
  func repr() -> String { "GridSpec(\(rows), \(columns))" }
  var count: Int? { rows * columns }
  let attributeNames = ["update", "subplots", "nrows", "ncols"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "nrows": return .integer(rows)
    case "ncols": return .integer(columns)
    case "subplots":
      guard let figure else { return nil }
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "a subplot in each place",
          PyplotFigureFunctions.gridParameters.filter {
            ["sharex", "sharey", "squeeze", "subplot_kw"].contains($0.name)
          },
          result: "Axes"
        ) { [self] arguments, context in try PyplotFigureFunctions.grid(figure, arguments, self, context) })
    case "update":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "where the subplots stand, as parts of the figure",
          PyplotFigureFunctions.adjustments.map { PyplotArguments.named($0, "a part, as in subplots_adjust") }
        ) { [self] arguments, _ in
          try update(arguments)
          return .none
        })
    default: return nil
    }
  }

  func iterate() throws -> IteratorValue? {
    try Value.list((0..<rows * columns).map { cell($0) }).objectIterator("places")
  }

  private func cell(_ number: Int) -> Value {
    let (row, column) = (number / columns, number % columns)
    return .object(PyplotCell(self, row...row, column...column))
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    /// The places that an index takes, which lie side by side.
    func range(_ index: Index, _ count: Int) throws -> ClosedRange<Int> {
      let all = Value.list((0..<count).map { .integer($0) })
      let found = try Subscripts.read(all, [index], context)
      let numbers = (found.elements ?? [found]).compactMap(\.wholeNumber)
      guard let first = numbers.min(), let last = numbers.max() else {
        throw Diagnostic(.index, "no place of the grid is taken", suggestion: "grid[0, :]")
      }
      return first...last
    }
    if indices.count == 2 {
      return .object(PyplotCell(self, try range(indices[0], rows), try range(indices[1], columns)))
    }
    guard indices.count == 1 else { throw Diagnostic(.index, "a grid has two indices", suggestion: "grid[0, 1]") }
    let numbers = try range(indices[0], rows * columns)
    if numbers.count == 1 { return cell(numbers.lowerBound) }
    let (first, last) = (numbers.lowerBound, numbers.upperBound)
    let (left, right) = (first % columns, last % columns)
    return .object(PyplotCell(self, first / columns...last / columns, min(left, right)...max(left, right)))
  }
}

/// A place of a grid, for `plt.subplot`.
final class PyplotCell: ObjectValue {
  let grid: PyplotGridSpec
  let rows: ClosedRange<Int>
  let columns: ClosedRange<Int>

  init(_ grid: PyplotGridSpec, _ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) {
    (self.grid, self.rows, self.columns) = (grid, rows, columns)
  }

  var place: PyplotPlace { grid.place(rows, columns) }
  var typeName: String { "SubplotSpec" }
  func repr() -> String {
    func text(_ range: ClosedRange<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound + 1)"
    }
    return "\(grid.repr())[\(text(rows)), \(text(columns))]"
  }
}
