import Graphics
import Testing

/// What stands in place of a picture says what it shows, with figures.
struct WordingTests {
  @Test(
    arguments: [
      ([159.42, 120, 105.31], "loss falls from 159.4 to 105.3"), ([1, 4, 9], "loss rises from 1 to 9"),
      ([3, 3, 3], "loss stays at 3"), ([1, 1.05, 0.96, 1.01], "loss goes from 1 to 1.01, between 0.96 and 1.05"),
      ([5, 1, 4], "loss falls from 5 to 1 at 1, and rises to 4"),
      ([0, 9, 2], "loss rises from 0 to 9 at 1, and falls to 2"),
      ([0, 0.01, 0], "loss rises from 0 to 0.01 at 1, and falls to 0"),
      ([.nan, 2, .infinity, 1], "loss falls from 2 to 1"),
      ([.nan], "loss has no finite point"), ([], "loss has no finite point"),
      ([-1e-9, 1e-9], "loss rises from -1e-09 to 1e-09"),
      ([1, 0.95, 2, 1.05], "loss rises from 1 to 2 at 2, and falls to 1.05"),
    ] as [([Double], String)])
  func aCurve(y: [Double], words: String) throws {
    let plot = Plot(
      [Series(.line(.init(x: y.indices.map(Double.init), y: y)), label: "loss")], title: "t", y: .init(label: "nats"))
    #expect(try plot.picture().description == "[plot: t; nats; \(words)]")
  }

  @Test func otherMarks() throws {
    let marks: [(Series.Mark, String?, String)] = [
      (.scatter(.init(x: [0, 1], y: [2, 3])), nil, "[plot: 2 points, x from 0 to 1, y from 2 to 3]"),
      (
        .scatter(.init(x: [0, 1, 2], y: [2, 2, 2], classes: [0, 1, 1])), "codes",
        "[plot: codes: 3 points in 2 classes, x from 0 to 2, y at 2]"
      ),
      (.histogram(.init(values: [1, 2, 4])), nil, "[plot: histogram of 3 values from 1 to 4]"),
      (.bars(.init(heights: [1, 3, 2], names: ["a", "b", "c"])), nil, "[plot: 3 bars from 1 to 3, the highest b]"),
      (.line(.init(x: [0, 1], y: [0, 1])), nil, "[plot: a curve of 2 values rises from 0 to 1]"),
      (.horizontal(at: 2.5), "entropy", "[plot: entropy at 2.5]"), (.vertical(at: 1), nil, "[plot]"),
    ]
    for (mark, label, words) in marks {
      #expect(try Plot([Series(mark, label: label)]).picture().description == words)
    }
  }

  @Test func manyThingsStayALine() throws {
    let series = (0..<9).map { Series(.line(.init(x: [0, 1], y: [0, Double($0 + 1)])), label: "run \($0)") }
    let words = try Plot(series).picture().description
    #expect(words.contains("run 5 rises from 0 to 6; and 3 more]") && !words.contains("run 6"))
  }
}
