import Language
import Testing

/// What code would run and bind, told without running it.
@Suite struct CodeUseTests {
  private func entries(_ code: String, after cell: String = "") throws -> Set<String> {
    let session = Session()
    _ = session.run(cell)
    return Set(try CodeUse(of: code, in: session.interpreter).entries.map(\.name))
  }

  @Test(arguments: [
    "train", "train epochs=2", "train(epochs=2)", "x = train()", "f = train", "if 1 > 2: train",
    "while False:\n    train", "def f():\n    train()", "f = lambda: train()", "time train", "x = {\"a\": train()}",
    "for i in range(3):\n    train epochs=1", "print(f\"{train()}\")", "x = [1]\nx[train()] = 2",
  ])
  func findsACommandWhereverItStands(_ code: String) throws {
    #expect(try entries(code).contains("train"))
  }

  @Test func followsTheFunctionsOfTheUser() throws {
    let cell = "def f():\n    return g()\ndef g():\n    train()\n    return f"
    #expect(try entries("f()", after: cell).contains("train"))
    #expect(try entries("h = f", after: cell).contains("train"))
    #expect(try entries("t()", after: "t = [train][0]").contains("train"))
  }

  @Test func variablesHideEntriesAsTheyDoWhenTheCodeRuns() throws {
    #expect(try entries("train + 1", after: "train = 3").isEmpty)
    #expect(try entries("train", after: "train = 3").isEmpty)
    #expect(try entries("train = 3\ntrain + 1").isEmpty)
    #expect(try entries("def f(train):\n    return train + 1").isEmpty)
    // Called, a number is passed over for the command.
    #expect(try entries("train()", after: "train = 3") == ["train"])
  }

  @Test func findsMethodsAndTellsWhatIsBound() throws {
    #expect(try entries("x = vector([1])\nx.exp2()") == ["vector", "exp2"])
    let use = try CodeUse(of: "a = 1\nfor b, c in []:\n    d = 2\ndef e():\n    f = 3", in: Session().interpreter)
    #expect(use.boundNames == ["a", "b", "c", "d", "e"])
  }
}
