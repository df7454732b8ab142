import Foundation
import Graphics
import Language
import Testing

/// Pictures are PNGs that decode, of the size that their grid has.
@Suite struct PictureTests {
  /// The only picture that a cell shows, and its display.
  private func picture(_ cell: String) throws -> (raster: Raster, size: (width: Int, height: Int)) {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(latent=2);")
      try desk.value(cell)
      try #require(desk.output.displays.count == 1, "\(cell)")
      let display = desk.output.displays[0]
      guard case .data(let png)? = display.forms["image/png"] else { throw Diagnostic(.value, "no picture") }
      return (try PNG.decode(png), try #require(display.size))
    }
  }

  /// PNGs are twice the size on the page; images are enlarged by whole numbers, with gutters of 2 between and around.
  @Test(arguments: [
    ("sample 64", 8, 8, 28), ("sample 1", 1, 1, 28), ("sample 10", 5, 2, 28), ("interpolate 3, 8, steps=7", 7, 1, 28),
    ("show zeros(6, 4, 4), columns=3, scale=5", 3, 2, 4), ("show batch(12), columns=4", 4, 3, 28),
  ])
  func gridHasItsSize(_ cell: String, _ columns: Int, _ rows: Int, _ side: Int) throws {
    let (raster, size) = try picture(cell)
    #expect(raster.width == 2 * size.width && raster.height == 2 * size.height)
    let image = (raster.width - 4 * (columns + 1)) / columns
    #expect(image.isMultiple(of: side) && columns * image + 4 * (columns + 1) == raster.width, "\(cell)")
    #expect(rows * image + 4 * (rows + 1) == raster.height, "\(cell)")
    if cell.contains("scale=5") { #expect(image == 4 * 5 * 2) }
  }

  @Test func pixelsAreTheTensors() throws {
    let raster = try picture("show tensor([[0, 1], [0.5, 2]]), scale=3").raster
    #expect(raster.channels == 1 && raster.width == 2 * 6 + 8)
    // In the middle of each of the four enlarged pixels.
    let values = [(7, 7), (13, 7), (7, 13), (13, 13)].map { raster[$0.0, $0.1].first }
    #expect(values == [0, 255, 128, 255])
  }

  @Test(arguments: [
    ("show rand(4, 4) * 255", "x / 255"), ("show rand(4, 4) * 2 - 1", "(x + 1) / 2"),
    ("show randn(8, 8) * 9", "x.sigmoid()"),
    ("show rand(4, 4)", ""), ("show rand(4, 4) * 1.04 - 0.02", ""), ("show tensor([[0.5, float(\"nan\")]])", ""),
  ])
  func valuesThatCannotBeShownAreMentioned(cell: String, words: String) throws {
    try atDesk { desk in
      try desk.value(cell)
      let warnings = desk.output.warnings
      #expect(words.isEmpty ? warnings.isEmpty : warnings.contains("is shown as black") && warnings.contains(words))
    }
  }

  @Test func colourImagesStayColour() throws {
    #expect(try picture("show rand(3, 8, 8)").raster.channels == 3)
    #expect(try picture("show rand(2, 3, 8, 8)").raster.channels == 3)
  }

  @Test(arguments: [
    "plot loss", "plot([1, 2, 4], [3, 2, 1], labels=[\"a\", \"b\"], title=\"two\")", "plot randn(3, 50)",
    "histogram(randn(500))", "scatter(randn(50), randn(50), [1, 2] * 25)", "scatter(randn(50, 2), labels=[1, 2] * 25)",
    "plot train(epochs=1)",
    "plot([1, float(\"nan\"), 3], x=[0, 1, 2], xlabel=\"x\", ylabel=\"y\")", "plot elbo", "plot kl, title=\"KL\"",
    "plot reconstruction", "plot([3])", "histogram(ones(5))",
  ])
  func plotsAreDrawn(_ cell: String) throws {
    let (raster, size) = try picture(
      cell.contains("plot ") && !cell.contains("randn") ? "train(epochs=2);\n\(cell)" : cell)
    #expect(raster.width == 2 * size.width && raster.height == 2 * size.height)
    #expect(size.width >= 300 && size.height >= 200)
    // Something is drawn: more than the background and the frame.
    #expect(Set(raster.pixels).count > 8)
  }

  /// One output in two forms: a page that needs nothing from elsewhere, and a picture for where there are no pages.
  @Test func thePlaneToExploreIsOnePageAndAPicture() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(latent=3);\ntrain(epochs=2);\nexplore")
      let forms = try #require(desk.output.displays.first).forms
      guard case .text(let page)? = forms["text/html"], case .data(let png)? = forms["image/png"] else {
        throw Diagnostic(.value, "no page or no picture")
      }
      #expect(page.utf8.count < 300_000 && page.contains("<script>") && !page.contains("http"))
      let marker = "data:image/png;base64,"
      let text = try #require(page.split(separator: marker, maxSplits: 1).last).prefix { $0 != "\"" }
      let sheet = try PNG.decode([UInt8](try #require(Data(base64Encoded: String(text)))))
      #expect(sheet.width == 17 * 28 && sheet.height == 17 * 28)
      #expect(try PNG.decode(png).width > 17 * 28)
    }
  }

  @Test func classesHaveNames() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"shapes\", train=100, test=100);\nmodel(latent=2);\ninterpolate 0, 1\ninterpolate \"square\", \"ellipse\""
      )
      let pictures = desk.output.displays.map { display -> [UInt8]? in
        if case .data(let png)? = display.forms["image/png"] { png } else { nil }
      }
      #expect(pictures.count == 2 && pictures[0] != nil && pictures[0] == pictures[1])
    }
  }

  /// A command displays what it makes, a call returns it; `show` and `plot` always display; `;` silences values only.
  @Test(arguments: [
    ("sample 4", 1, false), ("sample(4)", 0, true), ("sample(4);", 0, false), ("p = sample(4)", 0, false),
    ("show zeros(2, 2)", 1, false), ("p = show(zeros(2, 2))", 1, false), ("show(zeros(2, 2));", 1, false),
    ("plot [1, 2]\nsample 4", 2, false), ("histogram([1, 2])", 1, false), ("p = sample(4)\np", 0, true),
    ("p = sample(4)\nshow p", 1, false), ("evaluate", 1, false), ("evaluate()", 0, true), ("summary", 1, false),
    ("zeros(3);", 0, false), ("zeros(3)", 0, true), ("data mnist", 0, false), ("data(\"mnist\")", 0, true),
    ("model latent=2", 0, false), ("session", 1, false), ("reconstruct 2", 1, false), ("interpolate(1, 2)", 0, true),
  ])
  func displayRule(_ cell: String, _ displays: Int, _ hasResult: Bool) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(latent=2);")
      let result = desk.run(cell)
      #expect(result.error == nil, "\(result.errorText(.plain))")
      #expect(desk.output.displays.count == displays)
      #expect((result.display != nil) == hasResult)
    }
  }
}
