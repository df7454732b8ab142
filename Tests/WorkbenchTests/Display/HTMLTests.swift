import Language
import Testing

/// What is HTML says what the text says, and nothing of the user's gets into it as it stands.
@Suite struct HTMLTests {
  private func forms(_ cell: String, after: String = "") throws -> [Display] {
    try atDesk { desk in
      try desk.value(after)
      let before = desk.output.displays.count
      let result = desk.run(cell)
      #expect(result.error == nil, "\(result.errorText(.plain))")
      return Array(desk.output.displays[before...]) + [result.display].compactMap(\.self)
    }
  }

  private func html(_ display: Display) -> String? {
    if case .text(let text)? = display.forms["text/html"] { text } else { nil }
  }

  @Test(arguments: [
    "summary", "trace", "evaluate", "x = 3\nvariables", "session", "history", "model()", "networks()[0]",
    "[[1, 2], [3, 4.5]]",
  ])
  func tablesAreTables(_ cell: String) throws {
    let shown = try forms(cell, after: "data mnist\nmodel(latent=2);\ntrain(epochs=1);")
    let tables = shown.compactMap(html).filter { $0.contains("<table>") }
    #expect(!tables.isEmpty, "\(cell)")
    for display in shown { #expect(!display.plain.isEmpty, "\(cell)") }
    for table in tables {
      #expect(table.split(separator: "<tr>").count == table.split(separator: "</tr>").count, "\(table)")
    }
  }

  @Test(arguments: [
    "x = \"<b>&\\\"\"\nvariables", "[[\"<b>&\\\"\", 2], [\"x\", 3]]", "def f():\n    return \"<b>&\"\nvariables",
  ])
  func markupIsEscaped(_ cell: String) throws {
    let pages = try forms(cell).compactMap(html)
    #expect(!pages.isEmpty)
    for page in pages {
      #expect(!page.contains("<b>"), "\(page)")
      #expect(page.contains("&lt;b&gt;&amp;") || !page.contains("b&"), "\(page)")
    }
  }

  /// Lists that are no tables stay text.
  @Test(arguments: ["[[1, 2]]", "[[1], [2]]", "[[1, 2], [3]]", "[[1, 2], [[3], 4]]", "[1, 2]", "[]", "[[], []]"])
  func otherListsAreText(_ cell: String) throws {
    #expect(try forms(cell).compactMap(html).isEmpty)
  }

  // MARK: Inspection

  private func inspected(_ cell: String) throws -> Display {
    try atDesk { desk in
      try desk.value(cell)
      return try #require(desk.interpreter.inspect("x", cursor: 1))
    }
  }

  @Test(arguments: ["rand(28, 28)", "rand(4, 1, 28, 28)", "rand(60, 3, 32, 32)", "rand(64, 784)", "rand(3, 16, 16)"])
  func imagesAreSeen(_ x: String) throws {
    let display = try inspected("x = \(x)")
    guard case .data(let png)? = display.forms["image/png"] else {
      Issue.record("\(x) has no picture")
      return
    }
    #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47]) && png.count < 200_000)
    let page = try #require(html(display))
    #expect(page.contains("<img alt=\"x\" src=\"data:image/png;base64,iVBORw0KGgo") && page.contains("<pre>x: tensor"))
    #expect(display.plain.contains("no gradients"))
  }

  @Test(arguments: ["randn(28, 28)", "rand(3, 4)", "zeros(28, 28)", "rand(5)", "tensor(0.5)", "rand(2, 2, 2, 2, 2)"])
  func otherTensorsAreNot(_ x: String) throws {
    #expect(try inspected("x = \(x)").forms["image/png"] == nil)
  }

  @Test func factsAreSaid() throws {
    #expect(try inspected("x = tensor([1, 2, 6])").plain.hasPrefix("x: tensor 3\nfrom 1 to 6, mean 3; no gradients\n"))
    #expect(try inspected("x = parameter([-1, 3])").plain.contains("from -1 to 3, mean 1; carries gradients"))
    #expect(try inspected("x = parameter(2) * 2").plain.contains("carries gradients"))
    #expect(try inspected("x = tensor([float(\"nan\"), 2])").plain.contains("from 2 to 2, mean 2"))
  }
}
