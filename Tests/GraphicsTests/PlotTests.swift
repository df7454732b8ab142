import FoundationEssentials
import Graphics
import Testing

@Suite struct PlotTests {
  @Test(arguments: Gallery.figures.map(\.name)) func everythingIsDrawnTheSameWayTwice(name: String) throws {
    let figure = try #require(Gallery.figures.first { $0.name == name }?.figure)
    let picture = try figure.picture()
    #expect(try figure.picture().png == picture.png)
    let raster = try PNG.decode(picture.png)
    #expect(raster.width == 2 * picture.size.width && raster.height == 2 * picture.size.height)
    if let folder = ProcessInfo.processInfo.environment["ELBOW_GALLERY"] {
      try Data(picture.png).write(to: URL(filePath: "\(folder)/\(name).png"))
    }
  }

  /// The rows that hold a colour, in each column of pixels.
  private func rows(of color: Color, in raster: Raster) -> [Int: ClosedRange<Int>] {
    var rows: [Int: ClosedRange<Int>] = [:]
    for y in 0..<raster.height {
      for x in 0..<raster.width where raster[x, y] == [color.red, color.green, color.blue] {
        rows[x] = min(rows[x]?.lowerBound ?? y, y)...max(rows[x]?.upperBound ?? y, y)
      }
    }
    return rows
  }

  private func raster(_ plot: Plot) throws -> Raster { try PNG.decode(plot.picture().png) }

  @Test func aLineIsWhereItMustBe() throws {
    // The axes end where the data end, so that the line is the diagonal of the frame.
    let red = Color(0xcc0000)
    let plot = Plot(
      [Series(.line(.init(x: [0, 1], y: [0, 1])), color: red)], x: .init(lower: 0, upper: 1),
      y: .init(lower: 0, upper: 1))
    let rows = rows(of: red, in: try raster(plot))
    let (left, right) = (try #require(rows.keys.min()), try #require(rows.keys.max()))
    #expect(right - left > 900)
    let (bottom, top) = (try #require(rows[left]).upperBound, try #require(rows[right]).lowerBound)
    #expect(bottom - top > 550)
    for (x, range) in rows {
      let expected = Double(bottom) + Double(x - left) / Double(right - left) * Double(top - bottom)
      #expect(abs(Double(range.lowerBound + range.upperBound) / 2 - expected) < 4)
    }
  }

  @Test func aPointThatIsNotFiniteBreaksTheLine() throws {
    let red = Color(0xcc0000)
    func columns(_ y: [Double]) throws -> Set<Int> {
      let plot = Plot([Series(.line(.init(x: [0, 1, 2, 3, 4], y: y)), color: red)], y: .init(lower: 0, upper: 10))
      return Set(rows(of: red, in: try raster(plot)).keys)
    }
    let whole = try columns([5, 5, 5, 5, 5])
    for gap in [Double.nan, .infinity, -.infinity] {
      let broken = try columns([5, 5, gap, 5, 5])
      // Two of the four pieces are left.
      #expect(broken.isSubset(of: whole) && abs(2 * broken.count - whole.count) < 20)
    }
  }

  @Test func limitsCutOffWhatLiesOutside() throws {
    let red = Color(0xcc0000)
    let plot = Plot(
      [Series(.line(.init(x: [0, 1, 2], y: [0, 1e12, 0])), color: red)], y: .init(lower: 0, upper: 1))
    let picture = try raster(plot)
    let rows = rows(of: red, in: picture)
    #expect(!rows.isEmpty && rows.values.allSatisfy { $0.lowerBound > 10 && $0.upperBound < picture.height - 30 })
  }

  @Test func theLegendListsWhatIsLabelled() throws {
    let (blue, red) = (Color(0x0000cc), Color(0xcc0000))
    func pixels(_ hasLegend: Bool) throws -> Int {
      var plot = Plot([
        Series(.line(.init(x: [0, 1], y: [0, 0])), label: "low", color: blue),
        Series(.line(.init(x: [0, 1], y: [1, 1])), label: "high", color: red),
      ])
      plot.hasLegend = hasLegend
      return rows(of: red, in: try raster(plot)).values.reduce(0) { $0 + $1.count }
    }
    #expect(try pixels(true) > pixels(false))
  }

  @Test func barsStandOnZero() throws {
    let red = Color(0xcc0000)
    let plot = Plot([Series(.bars(.init(heights: [2, -2])), color: red)])
    let picture = try raster(plot)
    var tones: [Int: ClosedRange<Int>] = [:]
    for x in 0..<picture.width {
      let reddish = (0..<picture.height).filter { y in
        let pixel = Array(picture[x, y])
        return pixel[0] > 180 && pixel[1] < 60 && pixel[2] < 60
      }
      if let first = reddish.first, let last = reddish.last { tones[x] = first...last }
    }
    let up = try #require(tones[tones.keys.min() ?? 0]), down = try #require(tones[tones.keys.max() ?? 0])
    #expect(abs(up.upperBound - down.lowerBound) < 8 && abs(up.count - down.count) < 4)
  }

  @Test func listsThatDifferAreRefused() {
    let marks: [Series.Mark] = [
      .line(.init(x: [1, 2], y: [1])), .scatter(.init(x: [], y: [1])),
      .scatter(.init(x: [1, 2], y: [1, 2], classes: [1])), .histogram(.init(values: [1], bins: 0)),
      .line(.init(x: [1, 2], y: [1, 2], band: .init(lower: [1, 2], upper: [1]))),
      .line(.init(x: [1, 2], y: [1, 2], band: .init(mean: [1, 2], deviation: [1]))),
    ]
    for mark in marks {
      let error = #expect(throws: GraphicsError.self) { try Plot([Series(mark, label: "it")]).picture() }
      #expect(error?.code == .data)
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (.nan, 1), (0, .infinity), (0, 1e301)])
  func impossibleLimitsAreRefused(lower: Double, upper: Double) {
    let axis = Plot.Axis(lower: lower, upper: upper)
    #expect(throws: GraphicsError.self) { try Plot([], x: axis).picture() }
    #expect(throws: GraphicsError.self) { try Plot([], y: axis).picture() }
  }

  @Test func logarithmsTakePositiveLimits() {
    #expect(throws: GraphicsError.self) { try Plot([], y: .init(lower: 0, scale: .logarithmic)).picture() }
    #expect(throws: GraphicsError.self) { try Plot([], x: .init(upper: -1, scale: .logarithmic)).picture() }
  }

  @Test func impossibleFiguresAreRefused() {
    #expect(throws: GraphicsError.self) { try Figure([]).picture() }
    #expect(throws: GraphicsError.self) { try Figure([Plot([])], columns: 0).picture() }
    #expect(throws: GraphicsError.self) { try Figure((0..<2_000).map { _ in Plot([]) }, columns: 2_000).picture() }
    for size in [(0, 0), (-5, 300), (50, 50), (.max, .max), (40_000, 200)] {
      var figure = Figure([Plot([])])
      figure.panelSize = size
      #expect(throws: GraphicsError.self) { try figure.picture() }
    }
  }

  /// Every mixture of values that a computation gone wrong may leave, on all scales and with all marks.
  @Test(arguments: [Plot.Axis.Scale.linear, .logarithmic]) func nothingCrashes(scale: Plot.Axis.Scale) throws {
    let values: [Double] = [
      0, -0.0, 1, -1, 1e-300, 1e299, -1e299, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, .nan,
      1 + .ulpOfOne, 1e16,
    ]
    for first in values {
      for second in values {
        let (x, y) = ([first, 1, second], [second, first, 2])
        let series = [
          Series(.line(.init(x: x, y: y, band: .init(lower: x, upper: y), hasMarkers: true)), label: "a"),
          Series(.scatter(.init(x: y, y: x, classes: [.min, 0, .max]))),
          Series(.vertical(at: first), label: "here"), Series(.horizontal(at: second)),
        ]
        var figure = Figure([
          Plot(series, x: .init(scale: scale), y: .init(scale: scale)),
          Plot([Series(.histogram(.init(values: x)))], y: .init(scale: scale)),
          Plot([Series(.bars(.init(heights: y, names: ["only one"])))], y: .init(scale: scale)),
        ])
        figure.panelSize = (120, 100)
        _ = try figure.picture()
      }
    }
    for lower in values where lower > 0 && lower < 1e300 {
      for upper in values where upper > lower && upper < 1e300 {
        let axis = Plot.Axis(lower: lower, upper: upper, scale: scale)
        let line = Series(.line(.init(x: [1, 2], y: [1, 2])))
        _ = try Plot([line], x: axis, y: axis).picture()
        _ = try Plot([line], y: .init(lower: upper, scale: scale)).picture()
        _ = try Plot([line], y: .init(upper: lower, scale: scale)).picture()
      }
    }
  }

  @Test(.timeLimit(.minutes(3))) func aMillionPointsTakeAMoment() throws {
    let count = 1_000_000
    let (x, y) = (Gallery.random(count), Gallery.random(count, seed: 5))
    let ascending = (0..<count).map { Double($0) }
    let clock = ContinuousClock()
    let time = try clock.measure {
      _ = try Plot([Series(.line(.init(x: ascending, y: y, hasMarkers: true)))]).picture()
      _ = try Plot([Series(.scatter(.init(x: x, y: y, classes: x.map { Int($0 * 10) })))]).picture()
      _ = try Plot([Series(.histogram(.init(values: y)))]).picture()
    }
    print("a million points as line, scatter and histogram: \(time)")
  }
}
