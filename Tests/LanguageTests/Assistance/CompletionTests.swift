import Language
import Testing

/// `|` marks the cursor.
@Suite struct CompletionTests {
  private func complete(_ marked: String, after cell: String = "") -> Completion {
    let session = Session()
    _ = session.run(cell)
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return session.interpreter.complete(parts.joined(), cursor: parts[0].unicodeScalars.count)
  }

  private func texts(_ marked: String, after cell: String = "") -> [String] {
    complete(marked, after: cell).matches.map(\.text)
  }

  @Test("verbs at the start of a line")
  func verbs() {
    #expect(texts("tr|") == ["train"])
    #expect(texts("x = 1\ntr|") == ["train"])
    #expect(texts("for i in range(3):\n    tr|") == ["train"])
    #expect(texts("if x: tr|") == ["train"])
    #expect(texts("x = 1; tr|") == ["train"])
    #expect(texts("|").contains("train"))
    #expect(!texts("|").contains("exp2"))
    #expect(texts("wh|") == ["while"])
  }

  @Test("words and keys after a verb")
  func arguments() {
    #expect(texts("plot |").prefix(4) == ["loss", "elbo", "kl", "kind="])
    #expect(texts("plot l|").first == "loss")
    #expect(texts("plot loss, |") == ["line", "bars"])
    #expect(texts("plot loss, kind=|") == ["line", "bars"])
    #expect(texts("plot loss, kind=b|") == ["bars"])
    #expect(texts("train |").prefix(2) == ["epochs=", "lr="])
    #expect(texts("train epochs=2, |") == ["lr="])
    #expect(texts("train e|").first == "epochs=")
    #expect(texts("data mn|") == ["mnist"])
    #expect(texts("help tr|") == ["train"])
    #expect(texts("help vector_|") == ["vector_space"])
    #expect(texts("open vector_|").isEmpty)
    #expect(texts("time tr|") == ["train"])
  }

  @Test("keys of a dict, and members of its items")
  func items() {
    let cell = "d = {\"loss\": [1, 2], \"kl\": 3}\nitems = [\"a\", [1]]"
    #expect(texts("d[\"|", after: cell) == ["loss", "kl"])
    #expect(texts("d['l|", after: cell) == ["loss"])
    #expect(texts("d[\"loss\"].ap|", after: cell) == ["append"])
    #expect(texts("items[1].ap|", after: cell) == ["append"])
    #expect(texts("items[0].up|", after: cell) == ["upper"])
    #expect(texts("items[7].up|", after: cell) == [])
  }

  @Test("keyword arguments inside a call")
  func calls() {
    #expect(texts("x = linear(3, |").contains("outputs="))
    #expect(!texts("x = linear(3, |").contains("inputs="))
    #expect(texts("x = linear(3, b|").first == "bias=")
    #expect(texts("linear(3, 4, bias=|") == ["True", "False"])
    #expect(texts("h = plot(|").first == "\"loss\"")
    #expect(texts("f(al|", after: "def f(alpha, beta):\n    pass") == ["alpha=", "all"])
    #expect(texts("y = (3 + fo|", after: "foo = 1").first == "foo")
  }

  @Test("variables with their type and detail")
  func variables() {
    let matches = complete("y = ze|", after: "zeta = vector([1, 2])\nzest = 3").matches
    #expect(matches.map(\.text) == ["zeta", "zest"] || matches.map(\.text) == ["zest", "zeta"])
    #expect(matches.first { $0.text == "zeta" }?.signature == "vector of 2")
  }

  @Test("attributes and methods after a dot")
  func members() {
    #expect(texts("x.|", after: "x = vector([1])").prefix(2) == ["size", "item"])
    #expect(texts("x.re|", after: "x = vector([1])") == ["reshape"])
    #expect(texts("l.app|", after: "l = []") == ["append"])
    #expect(texts("print(f(x).me|").first == "mean")
    #expect(texts("x.tr|", after: "x = vector([1])").isEmpty)
  }

  private let bowl = """
    class Bowl:
        def __init__(self, size, lid=None):
            self.size = size
            self.depth = [size]

        def filled(self):
            return self.size

    class Deep(Bowl):
        pass

    b = Bowl(3)
    """

  @Test("what a class that is being written has")
  func selfInClass() {
    let begun = """
      class Cup(Bowl):
          def __init__(self, handle):
              super().__init__(2)
              self.handle = handle
              self.hollow: int = 1

          def hot(self):
              return self.
      """
    #expect(texts(begun + "|", after: bowl) == ["handle", "hollow", "hot", "filled"])
    #expect(texts(begun + "ho|", after: bowl) == ["hollow", "hot"])
    // In no class, and behind what is another's.
    #expect(texts("def f(self):\n    return self.|").isEmpty)
    #expect(texts("class A:\n    def f(this):\n        this.x = 1\n        return this.|") == ["x", "f"])
    #expect(texts("class A:\n    def f(self):\n        self.x = 1\n\ndef g(self):\n    return self.|").isEmpty)
  }

  @Test("objects and their attributes")
  func objects() {
    #expect(texts("b.|", after: bowl).prefix(3) == ["size", "depth", "filled"])
    #expect(texts("b.__in|", after: bowl) == ["__init__"])
    #expect(texts("b.depth.app|", after: bowl) == ["append"])
    #expect(texts("Bowl(|", after: bowl).prefix(2) == ["size=", "lid="])
    #expect(texts("Deep(3, l|", after: bowl).first == "lid=")
    #expect(texts("Bowl.fil|", after: bowl) == ["filled"])
  }

  @Test("the part that is replaced")
  func range() {
    let completion = complete("y = zet|a", after: "zeta = 1")
    #expect(completion.start == 4)
    #expect(completion.end == 7)
    #expect(texts("data \"mn|") == ["mnist"])
    #expect(complete("data \"mn|").start == 6)
  }

  @Test("no cursor, in no text, does harm")
  func everywhere() {
    let session = Session()
    _ = session.run("x = vector([1])\nd = {}")
    for mistake in ErrorCase.all {
      for cell in mistake.cells {
        for cursor in -1...(cell.unicodeScalars.count + 1) {
          _ = session.interpreter.complete(cell, cursor: cursor)
          _ = session.interpreter.inspect(cell, cursor: cursor)
        }
      }
    }
  }
}

@Suite struct InspectionTests {
  @Test("a variable shows type, detail and text")
  func variable() {
    let session = Session()
    _ = session.run("x = vector([1, 2])\ndef f(a):\n    return a")
    #expect(session.interpreter.inspect("y = x + 1", cursor: 5)?.plain == "x: vector of 2\nvector(1.0, 2.0)")
    #expect(session.interpreter.inspect("f(3)", cursor: 1, detail: 1)?.plain == "f: function\ndef f(a):\n    return a")
    #expect(session.interpreter.inspect("f(3)", cursor: 0)?.plain == "f: function\nf(a)")
    #expect(session.interpreter.inspect("nothing", cursor: 3) == nil)
  }

  @Test("a name of the table shows its page, from inside its brackets too")
  func entry() {
    let interpreter = Session().interpreter
    let page = interpreter.table[name: "linear"]?.page.plain
    #expect(interpreter.inspect("linear(3, 4)", cursor: 2)?.plain == page)
    #expect(interpreter.inspect("linear(3, ", cursor: 10)?.plain == page)
    #expect(interpreter.inspect("train epochs=", cursor: 13)?.plain == interpreter.table[name: "train"]?.page.plain)
    #expect(interpreter.inspect("x.mean()", cursor: 4)?.plain == interpreter.table[name: "mean"]?.page.plain)
  }

  @Test("the reference holds every entry and every kind of error")
  func reference() {
    let table = Session().interpreter.table
    let text = Reference.markdown(table)
    for entry in table.entries { #expect(text.contains("### `\(entry.name)`")) }
    for kind in Reference.errorKinds(table.dialect) { #expect(text.contains("`\(kind.rawValue)`")) }
  }
}
