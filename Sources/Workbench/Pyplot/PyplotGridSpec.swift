import Graphics
import Language

/// `GridSpec(rows, columns)`: places for subplots, `grid[i]` or `grid[row, column]`.
final class PyplotGridSpec: ObjectValue {
  let rows: Int
  let columns: Int
  private(set) var adjustment: ChartSheet.Adjustment?

  init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }

  func update(_ arguments: Arguments) throws {
    adjustment = try PyplotFigureFunctions.adjusted(adjustment, arguments, "GridSpec")
  }

  var typeName: String { "GridSpec" }
  var detail: String? { "\(rows)×\(columns)" }
  func repr() -> String { "GridSpec(\(rows), \(columns))" }
  var count: Int? { rows * columns }
  let attributeNames = ["update"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    guard name == "update" else { return nil }
    return .builtin(
      PyplotAxesFunctions.plotting(
        name, "where the subplots stand, as parts of the figure",
        PyplotFigureFunctions.adjustments.map { PyplotArguments.named($0, "a part, as in subplots_adjust") }
      ) { [self] arguments, _ in
        try update(arguments)
        return .none
      })
  }

  func iterate() throws -> IteratorValue? {
    try Value.list((0..<rows * columns).map { .object(PyplotPlace(self, $0)) }).objectIterator("places")
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    func number(_ index: Index, _ count: Int) throws -> Int {
      guard case .value(let value) = index, let number = value.wholeNumber else {
        throw Diagnostic(.index, "a subplot takes one place of the grid, and not several", suggestion: "grid[0, 1]")
      }
      guard (-count..<count).contains(number) else {
        throw Diagnostic(.index, "index \(number) is outside of \(count) places")
      }
      return number < 0 ? number + count : number
    }
    if indices.count == 2 {
      return .object(PyplotPlace(self, try number(indices[0], rows) * columns + number(indices[1], columns)))
    }
    guard indices.count == 1 else { throw Diagnostic(.index, "a grid has two indices", suggestion: "grid[0, 1]") }
    return .object(PyplotPlace(self, try number(indices[0], rows * columns)))
  }
}

/// A place of a grid, for `plt.subplot`.
final class PyplotPlace: ObjectValue {
  let grid: PyplotGridSpec
  let number: Int

  init(_ grid: PyplotGridSpec, _ number: Int) { (self.grid, self.number) = (grid, number) }

  var typeName: String { "SubplotSpec" }
  func repr() -> String { "\(grid.repr())[\(number / grid.columns), \(number % grid.columns)]" }
}
