import Language
import Testing

/// Colours and counts against matplotlib's.
@Suite struct PyplotFixtureTests {
  struct Histogram: Decodable, Sendable, CustomTestStringConvertible {
    let cell: String
    let counts: [Double]
    let edges: [Double]

    var testDescription: String { cell }
  }

  struct File: Decodable, Sendable {
    let setup: String
    let pictures: [PictureCase]
    let histograms: [Histogram]
  }

  static let file = fixture("pyplot", as: File.self)

  @Test(arguments: file.pictures)
  func coloursAreMatplotlibs(_ row: PictureCase) throws {
    try atDesk { desk in
      try desk.value(Self.file.setup)
      try row.compare(at: desk, file: "'p.png'", channels: 4)
    }
  }

  @Test(arguments: file.histograms)
  func countsAreMatplotlibs(_ row: Histogram) throws {
    try atDesk { desk in
      try desk.value(Self.file.setup + "\ncounts, edges, _ = " + row.cell)
      let (counts, edges) = (try desk.numbers("counts"), try desk.numbers("edges"))
      #expect(counts.map { Float($0) } == row.counts.map { Float($0) })
      #expect(edges.map { Float($0) } == row.edges.map { Float($0) })
    }
  }
}
