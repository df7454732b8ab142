import Language
import TestSupport
import Testing

/// A small field of its own on the language: its words, and no others, are in all that the language says.
@Suite struct KitchenTests {
  /// A line, and the one that its error gives under `try:`.
  static let mended: [(typed: String, mended: String)] = [
    // Names.
    ("d = combine(flour(1), flour(2))", "d = mix(flour(1), flour(2))"),
    ("x = wiegh(flour(1))", "x = weigh(flour(1))"),
    ("t = taste(flour(1))", "t = flour(1).taste"),
    ("d = flour(1).on(hob)", "d = flour(1)"),
    ("x = nan", "x = float(\"nan\")"),
    ("leave()", "stay for the coffee"),
    // Modules.
    ("d = cookbook.mix(flour(1), flour(2))", "d = mix(flour(1), flour(2))"),
    ("cb.bake(minutes=3)", "bake(minutes=3)"),
    ("x = stove.top.weigh(flour(1))", "x = weigh(flour(1))"),
    ("stove.wait()", "leave this line out"),
    ("g = cb.gas.on()", "leave this line out"),
    ("d = cb.pour(flour(1), flour(2))", "d = mix(flour(2), b=flour(1))"),
    ("x = math.pi", "x = 3.141592653589793"),
    // Calls.
    ("d = cb.double(flour(1))", "d = mix(flour(1), flour(1))"),
    ("d = cb.scale(flour(1), by=3, note=\"much\")", "d = flour(1) * 3"),
    ("d = scale(flour(1), 3, 2)", "d = flour(1) * 3 * 2"),
    ("kg = math.gram(500 + 500)", "kg = (500 + 500) / 1000"),
    ("m = cb.Mixer()", "m = mix"),
    ("m = cb.Mixer(speed=2)", "m = lambda a, b: mix(a, b, speed=2)"),
    ("d = Mixer(speed=2)(flour(1), flour(2))", "d = mix(flour(1), flour(2), speed=2)"),
    ("cb.put(bread)", "serve bread"),
    // Arguments.
    ("bake time=5", "bake minutes=5"),
    ("b = bake(gas=4)", "b = bake(heat=180)"),
    ("b = bake(3, fan=False)", "b = bake(3)"),
    ("x = mix(flour(1), flour(2), cold=True)", "x = weigh(mix(flour(1), flour(2)))"),
    ("d = mix(flour(1), flour(2), portions=3)", "d = mix(flour(1), flour(2)) * 3"),
    ("bake minuts=5", "bake minutes=5"),
    ("bake 5 minutes", "bake minutes=5"),
    ("help slow proving", "help proving"),
    ("serve sopu", "serve soup"),
    // Members.
    ("x = flour(1).mass", "x = weigh(flour(1))"),
    ("x = flour(1).mass()", "x = weigh(flour(1))"),
    ("d = flour(1).covered().covered()", "d = flour(1)"),
    ("d = flour(1).scale(2)", "d = flour(1) * 2"),
    ("d = flour(1).again()", "d = flour(1)"),
    ("w = flour(1).weihg()", "w = flour(1).weigh()"),
    ("d = cb.double(flour(1)).covered()", "d = mix(flour(1), flour(1))"),
    ("l = [1]\nn = l.size", "n = len(l)"),
    ("l = [1]\nl.push(2)", "l.append(2)"),
    // The language's own.
    ("flour(1)[0] = 3", "mix a new one"),
    ("x = [1] * [2]", "a loop computes with each item"),
    ("b = bake minutes=5", "b = bake(minutes=5)"),
    ("baek minutes=5", "bake minutes=5"),
  ]

  @Test("a foreign line is written anew, and the new one runs", arguments: mended)
  func suggestion(_ line: (typed: String, mended: String)) throws {
    let session = Kitchen.session()
    let result = session.run(line.typed)
    #expect(result.errorText(.plain).hasSuffix("\n  try: \(line.mended)"), "\(result.errorText(.plain))")
    if let corrected = result.correctedCell, !line.mended.contains("leave") {
      let next = Kitchen.session().run(corrected)
      #expect(next.error == nil, "\(next.errorText(.plain))")
    }
  }

  /// A line, and the example that its error gives.
  static let examples: [(typed: String, example: String)] = [
    ("simmer()", "bake minutes=120, heat=90"), ("x = roast(3)", "bake minutes=20"), ("x = fluor(3)", "flour(500)"),
    ("cb.open()", "serve bread"), ("x = cb.flour(3)", "flour(500)"), ("cb.pour(1, 2, 3)", "mix(bowl, b=milk)"),
    ("x = cb.mix(flour(1), flour(2)).weigh(1)", "weigh(x)"),
    ("b = cb.double(bake())", "mix(dough, dough)"), ("x = [cb.put(bread)]", "serve bread"),
    ("for x in pantry:\n    pass", "for x in [flour(1)]:"),
    ("for i, x in enumerate(pantry(at_once=4)):\n    pass", "for i, x in enumerate([flour(4)]):"),
    ("for x in timer(pantry):\n    pass", "for x in [flour(1)]:"),
    ("x = 2 ^ 3", "x**2"),
  ]

  @Test("what has no equal gets an example", arguments: examples)
  func example(_ line: (typed: String, example: String)) {
    let text = Kitchen.session().run(line.typed).errorText(.plain)
    #expect(text.hasSuffix("\n  example: \(line.example)"), "\(text)")
  }

  @Test("the language has the field's name in its errors")
  func name() {
    let cells = [
      "x = b\"a\"", "x = 3j", "await x", "%magic",
      "class A:\n    def __del__(self):\n        pass", "simmer", "match x:\n    pass",
    ]
    for cell in cells {
      let text = Kitchen.session().run(cell).errorText(.plain)
      #expect(text.contains("Ladle"), "\(text)")
    }
    #expect(shownWithoutDialect("await x").contains("`await` is not part of the language"))
  }

  private func shownWithoutDialect(_ cell: String) -> String {
    Interpreter(table: []).run(cell, named: "cell 1", output: RecordedOutput()).errorText(.plain)
  }

  /// Words of the field that Elbow is for, and its name.
  private static let otherWords = [
    "elbow", "torch", "numpy", "mnist", "vae", "elbo", "tensor", "gradient", "epoch", "latent", "adam", "loss", "batch",
    "network", "train", "layer", "encoder", "decoder", "float32", "device", "mask",
  ]

  @Test("no word of another field is said")
  func otherFields() throws {
    let cells =
      Self.mended.map(\.typed) + Self.examples.map(\.typed)
      + ErrorCase.all.map { $0.cells.joined(separator: "\n") }.filter { cell in
        !Self.otherWords.contains { cell.lowercased().contains($0) }
      }
    var texts = try onBigStack { cells.map { Kitchen.session().run($0).errorText(.plain) } }
    #expect(texts.count > 120)
    let session = Kitchen.session()
    texts += session.interpreter.table.entries.map(\.page.plain)
    _ = session.run("help")
    texts += session.output.pages.map(\.plain)
    texts += [Reference.markdown(session.interpreter.table)]
    for text in texts {
      let said = text.lowercased().split { !$0.isLetter && !$0.isNumber }
      for word in Self.otherWords { #expect(!said.contains { $0.hasPrefix(word) }, "\(word): \(text)") }
    }
  }

  @Test("completion offers the field's entries, words and parameters")
  func completion() {
    let session = Kitchen.session()
    _ = session.run("bread = flour(500)")
    func texts(_ code: String) -> [String] {
      session.interpreter.complete(code, cursor: code.unicodeScalars.count).matches.map(\.text)
    }
    #expect(texts("x = we").first == "weigh")
    #expect(texts("ba").contains("bake"))
    #expect(texts("bake mi").first == "minutes=")
    #expect(texts("serve s") == ["soup"])
    #expect(texts("bread.") == ["taste", "mix", "weigh"])
    #expect(session.interpreter.complete("x = bre", cursor: 7).matches.first?.signature == "dough 500.0 g")
  }

  @Test("help is in the field's words")
  func help() {
    let session = Kitchen.session()
    _ = session.run("help mix")
    #expect(session.output.pages.last?.plain.contains("\nCookbook: there is no third dough\n") ?? false)
    _ = session.run("help rising")
    #expect(session.output.pages.last?.plain.hasPrefix("proving\n  The dough rests") ?? false)
    _ = session.run("help open")
    #expect(session.output.pages.last?.plain.contains("such as `bake`") ?? false)
    _ = session.run("help print")
    #expect(session.output.pages.last?.plain.contains("print(\"grams\", 500)") ?? false)
    let links = GlossaryTerm.Links(lesson: { $0 }, entry: { $0 }, term: { $0 })
    #expect(Reference.glossary(session.interpreter.table, links: links).contains("`help proving` shows"))
  }
}
