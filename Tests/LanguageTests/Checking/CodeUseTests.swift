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
    "class A:\n    def f(self):\n        train()", "[train() for i in range(3)]",
    "try:\n    1 / 0\nfinally:\n    train()",
    "@train\ndef f():\n    pass", "assert train()", "del [train()][0]", "with x as y:\n    train()", "raise train()",
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

  @Test func followsTheMethodsOfClasses() throws {
    let cell = """
      class A:
          def __init__(self):
              self.f = lambda: train()
          @property
          def size(self):
              return sample()
          @staticmethod
          def draw():
              return plot()
      a = A()
      chain = None
      for i in range(200000):
          node = A()
          node.next = chain
          chain = node
      """
    #expect(try entries("a.size", after: cell).isSuperset(of: ["train", "sample", "plot"]))
    #expect(try entries("A", after: cell).contains("plot"))
    // However long the chain.
    #expect(try entries("chain", after: cell).contains("train"))
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
