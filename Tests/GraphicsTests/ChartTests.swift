import Graphics
import Testing

/// Where things stand on a sheet of charts.
@Suite struct ChartTests {
  private func line(_ x: [Double], _ y: [Double]) -> Chart {
    var chart = Chart()
    chart.items = [ChartItem(.line(ChartItem.Line(x: x, y: y)), color: .black)]
    return chart
  }

  private func raster(_ sheet: ChartSheet, isCropped: Bool = false) throws -> Raster {
    try PNG.decode(try sheet.picture(isCropped: isCropped).png)
  }

  /// Whether all pixels of the picture's sides are white: nothing is cut off there.
  private func hasWhiteSides(_ raster: Raster) -> Bool {
    let rows = (0..<raster.height).allSatisfy { y in
      [0, raster.width - 1].allSatisfy { raster[$0, y].prefix(3).allSatisfy { $0 == 255 } }
    }
    return rows
      && (0..<raster.width).allSatisfy { x in
        [0, raster.height - 1].allSatisfy { raster[x, $0].prefix(3).allSatisfy { $0 == 255 } }
      }
  }

  /// Numbers along the axes get longer with more room, and their margins with them.
  @Test(arguments: [1.0, 3, 0.001, 12_345.678, 1e9])
  func labelsHaveRoom(_ scale: Double) throws {
    for grid in [(1, 1), (2, 1), (1, 3), (3, 3), (5, 2)] { try labelsHaveRoom(grid, scale) }
  }

  private func labelsHaveRoom(_ grid: (Int, Int), _ scale: Double) throws {
    let panels = (0..<grid.0 * grid.1).map { place in
      var chart = line([0, 1, 2], [scale, 3 * scale, 2 * scale])
      (chart.title, chart.x.label, chart.y.label) = ("title", "x", "a label")
      return ChartSheet.Panel(
        chart, rows: grid.0, columns: grid.1, row: place / grid.1, column: place % grid.1)
    }
    for size in [(512, 384), (900, 700), (1_200, 500)] {
      let raster = try raster(ChartSheet(panels, title: "all", size: size))
      #expect(hasWhiteSides(raster), "\(grid), \(scale), \(size)")
    }
  }

  @Test func whitePixelsOfAnImageAreNotCutOff() throws {
    // White but for one pixel in the middle.
    var pixels = [UInt8](repeating: 255, count: 25)
    pixels[12] = 0
    var chart = Chart()
    chart.items = [
      ChartItem(
        .image(
          ChartItem.Image(
            raster: try Raster(width: 5, height: 5, channels: 1, pixels: pixels), left: -0.5, right: 4.5, bottom: 4.5,
            top: -0.5)), color: .black)
    ]
    (chart.hasAxes, chart.aspect, chart.y.isInverted) = (false, .box(1), true)
    let sheet = ChartSheet(
      [ChartSheet.Panel(chart, rows: 1, columns: 1, row: 0, column: 0)], size: (width: 400, height: 200))
    let raster = try raster(sheet, isCropped: true)
    let black = (0..<raster.height).flatMap { y in (0..<raster.width).filter { raster[$0, y].first == 0 } }.count
    // Its side is a fifth of the image's, and the picture that and a margin.
    let side = Double(black).squareRoot()
    #expect(abs(Double(raster.width) - 5 * side - 32) < 8 && abs(Double(raster.height) - 5 * side - 32) < 8)
    #expect(raster.width < 500)
  }
}
