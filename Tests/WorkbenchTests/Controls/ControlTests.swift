import Language
import TestSupport
import Testing
import Threads
import Workbench

/// A page that takes down what it is told, and does what a test wants.
final class RecordedSurface: ControlSurface {
  let opened = Monitor<[(kind: String, link: RecordedLink)]>([])

  func open(_ kind: ControlKind, _ attributes: [String: ControlField]) -> any ControlLink {
    opened.withLock { opened in
      let link = RecordedLink("\(kind.name) \(opened.count)", attributes)
      opened.append((kind.name, link))
      return link
    }
  }

  var kinds: [String] { opened.withLock { $0.map(\.kind) } }
  func links(_ kind: String) -> [RecordedLink] { opened.withLock { $0.filter { $0.kind == kind }.map(\.link) } }
}

final class RecordedLink: ControlLink {
  let name: String
  let attributes: Monitor<[String: ControlField]>
  let changes = Monitor(0)

  init(_ name: String, _ attributes: [String: ControlField]) {
    self.name = name
    self.attributes = Monitor(attributes)
  }

  var view: (mimeType: String, json: String)? { ("application/test", "{\"name\": \"\(name)\"}") }
  subscript(attribute: String) -> ControlField? { attributes.withLock { $0[attribute] } }
  func set(_ news: [String: ControlField]) {
    attributes.withLock { $0.merge(news) { $1 } }
    changes.withLock { $0 += 1 }
  }
  var isOpen: Bool { true }
  func close() {}
}

struct ControlTests {
  private func atPage<Result: Sendable>(
    _ body: @escaping @Sendable (Desk, RecordedSurface) throws -> Result
  ) throws -> Result {
    try atDesk { desk in
      let surface = RecordedSurface()
      desk.session.show(controlsOn: surface)
      return try body(desk, surface)
    }
  }

  /// What a page does.
  private func move(_ link: RecordedLink, _ changes: [String: ControlField], _ desk: Desk) -> CellResult? {
    link.set(changes)
    return desk.session.answer(
      .changed(Set(changes.keys)), of: link.name, output: desk.output, cancellation: Cancellation())
  }

  @Test func aControlIsOpenedWithAllThatItWasSetTo() throws {
    try atPage { desk, surface in
      try desk.value("w = slider(0.5, min=-3, max=3, description=\"z\", layout={\"width\": \"300px\"})")
      #expect(surface.kinds.sorted() == ["FloatSlider", "Layout", "SliderStyle"])
      let slider = try #require(surface.links("FloatSlider").first)
      #expect(slider["value"] == .real(0.5) && slider["min"] == .real(-3) && slider["description"] == .text("z"))
      #expect(surface.links("Layout").first?["width"] == .text("300px"))
      #expect(slider["layout"] == .control("Layout 0") || slider["layout"] == .control("Layout 1"))
      let changes = slider.changes.withLock(\.self)
      #expect(changes == 0)
    }
  }

  @Test func whatIsSetWronglyShowsNothing() throws {
    try atPage { desk, surface in
      for cell in [
        "slider(\"x\")", "slider(min=3, max=1)", "dropdown([1, 2], value=3)", "hbox([1])", "slider(orientation=\"up\")",
        "dropdown(3)", "slider(layout=3)", "checkbox(1.5)", "slider(float(\"nan\"))",
      ] { #expect(desk.run(cell).error != nil, "\(cell)") }
      #expect(surface.kinds.isEmpty)
    }
  }

  @Test func nothingThatIsTooLargeOrHoldsItselfEndsTheProcess() throws {
    try atPage { desk, surface in
      for cell in [
        "b = vbox([])\nb.children = [b]", "a = vbox([])\nb = hbox([a])\na.children = [b]",
        "interact lambda a: a, a=(9223372036854775807, 9223372036854775807)",
        "interact lambda a: a, a=2251799813685248", "interact lambda a: a, a=(-1e300, 1e300)",
        "interact lambda a: a, a=(0, 1, 0)",
      ] { #expect(desk.run(cell).error != nil, "\(cell)") }
    }
  }

  @Test func whatACellSetsIsFollowedToo() throws {
    try atPage { desk, surface in
      try desk.value("w = int_slider(3)\ndef f(n):\n    print(\"f\", n)\ndef g(n):\n    print(\"g\", n)")
      try desk.value("interact f, n=w\ninteract g, n=w\nw.value = 7")
      let shown = surface.links("Output").map { "\($0["outputs"] ?? .none)" }
      #expect(shown.count == 2 && shown[0].contains("f 7") && shown[1].contains("g 7"))
    }
  }

  @Test func aFunctionFollowsItsControls() throws {
    try atPage { desk, surface in
      try desk.value(
        "def f(a, b):\n    print(a, b)\n    show(full([8, 8], a / 10))\ninteract f, a=(0, 10), b=[\"x\", \"y\"]")
      let slider = try #require(surface.links("IntSlider").first)
      let image = try #require(surface.links("Image").first)
      let before = image["value"]
      _ = move(slider, ["value": .integer(9)], desk)
      #expect(image["value"] != before)
      let output = try #require(surface.links("Output").first)
      #expect(
        output["outputs"]
          == .list([.record(["output_type": .text("stream"), "name": .text("stdout"), "text": .text("9 x\n")])]))
      _ = move(try #require(surface.links("Dropdown").first), ["index": .integer(1)], desk)
      #expect(
        output["outputs"]
          == .list([.record(["output_type": .text("stream"), "name": .text("stdout"), "text": .text("9 y\n")])]))
    }
  }

  @Test func whatGoesWrongStandsWhereThePictureWas() throws {
    try atPage { desk, surface in
      try desk.value("interact lambda a: 1 / (a - 3), a=(0, 10)")
      _ = move(try #require(surface.links("IntSlider").first), ["value": .integer(3)], desk)
      guard case .list(let items)? = surface.links("Output").first?["outputs"], case .record(let error)? = items.first
      else { return #expect(Bool(false), "no output") }
      #expect(error["ename"] == .text("ZeroDivisionError"))
    }
  }

  @Test func aFunctionThatCannotRunAtAllIsAnErrorOfTheCell() throws {
    try atPage { desk, surface in
      #expect(desk.run("interact lambda a: missing(a), a=(0, 10)").error?.kind == .name)
      #expect(desk.run("interact lambda a: a").error?.kind == .argument)
      #expect(desk.run("interact lambda a: a, a=print").error?.kind == .type)
    }
  }

  /// Whether a function may be called on a copy of the session, while a cell runs.
  @Test(arguments: [
    ("def f(c):\n    print(c.new)", true), ("def f(c):\n    x = [1]\n    x.append(2)", true),
    ("def f(c):\n    w.description = \"moved\"", true), ("def f(c):\n    global n\n    n = 1", false),
    ("numbers = []\ndef f(c):\n    numbers.append(c.new)", false), ("d = {}\ndef f(c):\n    d[1] = 2", false),
    ("def f(c):\n    train(epochs=1)", false), ("def g():\n    seed(3)\ndef f(c):\n    g()", false),
    ("t = zeros(3)\ndef f(c):\n    t.add_(1)", false), ("def f(c):\n    sample(4)", true),
    (
      "class C:\n    def __init__(self):\n        self.n = 0\n    def f(self, c):\n        self.n += 1\nf = C().f",
      false
    ),
    ("def f(c):\n    x = zeros(3)\n    x[0] = 1", true), ("d = {}\ndef f(c):\n    setattr(d, \"a\", 1)", false),
    ("xs = []\ndef f(c):\n    ys = xs\n    ys.append(1)", false),
    ("d = {1: []}\ndef f(c):\n    d.get(1).append(2)", false),
    ("d = dropdown([1])\ndef f(c):\n    d.options = [2]", false), ("def f(c):\n    w.observe(print)", false),
    ("out = output()\ndef f(c):\n    out.append_stdout(\"x\")", true),
  ])
  func whatOnlyLooksIsAnsweredBesideACell(_ definition: String, _ onlyLooks: Bool) throws {
    try atPage { desk, surface in
      try desk.value("w = int_slider(3)")
      try desk.value(definition)
      try desk.value("w.observe(f)")
      let slider = try #require(surface.links("IntSlider").first)
      #expect((desk.session.hindrance(toAnswering: slider.name) == nil) == onlyLooks)
    }
  }

  @Test func aCopyOfTheSessionHasTheSameControlsAndItsOwnFunctions() throws {
    try atPage { desk, surface in
      try desk.value("k = 2\nw = int_slider(3)\ndef f(c):\n    print(c.new * k)\nw.observe(f)")
      let snapshot = SessionSnapshot()
      try snapshot.update(from: desk.session, desk.interpreter)
      try desk.value("k = 100")
      let slider = try #require(surface.links("IntSlider").first)
      slider.set(["value": .integer(5)])
      let output = RecordedOutput()
      _ = snapshot.session.answer(.changed(["value"]), of: slider.name, output: output, cancellation: Cancellation())
      #expect(output.transcript == "10\n")
      #expect(try desk.value("w.value").plainNumber == 5)
      // Told once, whoever was told.
      _ = desk.session.answer(.changed(["value"]), of: slider.name, output: desk.output, cancellation: Cancellation())
      #expect(desk.output.transcript.isEmpty)
    }
  }

  @Test func anExplorerDecodesWhereThePageIs() throws {
    try atPage { desk, surface in
      try desk.value("seed 1\ndata mnist\nmodel latent=3\ntrain epochs=1")
      let before = try desk.numbers("randn(3)")
      try desk.value("seed 1\ndata mnist\nmodel latent=3\ntrain epochs=1\nexplore")
      let link = try #require(surface.links("Explorer").first)
      _ = move(link, ["z": .list([.real(1), .real(-1), .real(0.5)])], desk)
      guard case .bytes(let face)? = link["face"] else { return #expect(Bool(false), "no face") }
      let pixels = try desk.numbers("decode(tensor([[1, -1, 0.5]])) * 255")
      #expect(face.count == pixels.count)
      #expect(zip(face, pixels).allSatisfy { abs(Double($0) - $1) < 0.51 })
      // The picture's posterior and its cost are those of the functions.
      guard case .list(let mean)? = link["mean"], case .list(let costs)? = link["costs"] else { return }
      let nats = costs.compactMap { if case .real(let number) = $0 { number } else { nil } }
      #expect(nats.count == 3 && abs(nats[0] + nats[1] + nats[2]) < 1e-3 && nats[2] > 0)
      // Drawn on: another posterior. Looking draws no random numbers.
      var drawn = [UInt8](repeating: 0, count: 784)
      for place in 300..<340 { drawn[place] = 255 }
      _ = move(link, ["input": .bytes(drawn)], desk)
      #expect(link["mean"] != .list(mean) && link["image"] == .integer(-1))
      _ = move(link, ["tracing": .bool(true)], desk)
      guard case .list(let layers)? = link["layers"] else { return #expect(Bool(false), "no layers") }
      #expect(layers.count > 4)
      #expect(try desk.numbers("randn(3)") == before)
    }
  }

  /// A model whose layers know whether it trains: looking at it moves no averages and draws no numbers.
  @Test func exploringChangesNothingOfWhatComesAfter() throws {
    let start = """
      seed 1
      data mnist
      enc = sequential(flatten, linear(784, 16), batch_norm(16), relu, dropout(0.2), heads(linear(16, 2), linear(16, 2)))
      dec = sequential(linear(2, 16), relu, linear(16, 784), sigmoid)
      model enc, dec
      train steps=3
      """
    let (plain, explored) = try atPage { desk, surface in
      try desk.value(start)
      let plain = try desk.numbers("tensor(train(steps=3).steps)")
      try desk.value(start + "\nexplore")
      return (plain, try desk.numbers("tensor(train(steps=3).steps)"))
    }
    #expect(plain.count == 6 && plain == explored)
  }

  @Test func anExplorerFollowsATraining() throws {
    try atPage { desk, surface in
      try desk.value("data mnist\nmodel latent=2\nexplore")
      let link = try #require(surface.links("Explorer").first)
      let (mean, points) = (link["mean"], link["points"])
      try desk.value("train epochs=1")
      #expect(link["mean"] != mean && link["points"] != points)
    }
  }

  @Test func anExplorerOfAnotherModelIsLeftAlone() throws {
    try atPage { desk, surface in
      try desk.value("data mnist\nmodel latent=2\nexplore\nmodel latent=5")
      let link = try #require(surface.links("Explorer").first)
      let before = link["face"]
      #expect(move(link, ["z": .list([.real(1), .real(1)])], desk)?.error == nil)
      #expect(link["face"] == before)
    }
  }
}
