import Graphics
import Language

/// Where a subplot stands in its figure: in cells of a grid, or in a part of the figure.
struct PyplotPlace: Equatable {
  var rows = 1
  var columns = 1
  var row = 0
  var column = 0
  var rowSpan = 1
  var columnSpan = 1
  /// How high the rows are for each other, and how wide the columns; alike where empty.
  var heights: [Double] = []
  var widths: [Double] = []
  /// Left, bottom, width and height as parts of the figure, in place of a cell.
  var area: [Double]?

  static let whole = PyplotPlace()

  func panel(_ chart: Chart) -> ChartSheet.Panel {
    var panel = ChartSheet.Panel(chart, rows: rows, columns: columns, row: row, column: column)
    panel.spans = (rowSpan, columnSpan)
    (panel.heights, panel.widths) = (heights, widths)
    panel.area = area.map { ($0[0], $0[1], $0[2], $0[3]) }
    return panel
  }
}
