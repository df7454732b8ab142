import Language
import Testing

/// Variables in an interpreter of their own, while the other goes on.
@Suite struct CopyingTests {
  private let original = Session()
  private let copy = Session()

  /// What an expression shows in a copy of the variables that a cell made.
  private func copied(_ cell: String, then changes: String = "", _ expression: String) -> String {
    _ = original.run(cell)
    update()
    #expect(original.run(changes).error == nil)
    return copy.show(expression)
  }

  private func update(exceptFor own: Set<String> = []) {
    copy.interpreter.copyVariables(of: original.interpreter, exceptFor: own) { object in
      guard let vector = object as? Vector else { throw Diagnostic(.type, "no copy") }
      return Vector(vector.items)
    }
  }

  @Test func containersAreCopiedDeeply() {
    #expect(copied("x = [1, [2, 3]]", then: "x[1][0] = 9", "x") == "[1, [2, 3]]")
    #expect(copied("d = {\"a\": [1]}", then: "d[\"a\"].append(2)", "d") == "{'a': [1]}")
    #expect(copied("t = (1, [2])", then: "t[1].append(2)", "t") == "(1, [2])")
  }

  @Test func whatIsSharedStaysShared() {
    #expect(copied("a = [1]\nb = [a, a]", "a.append(2)\nb") == "[[1, 2], [1, 2]]")
    #expect(original.show("a") == "[1]")
  }

  @Test func whatHoldsItselfIsCopied() {
    #expect(copied("a = [1]\na.append(a)", "len(a[1][1])") == "2")
  }

  @Test func functionsSeeTheVariablesOfTheirOwnSession() {
    #expect(copied("k = 2\ndef f(x, more=[1]):\n    return x * k + more[0]", then: "k = 100", "f(3)") == "7")
    #expect(copy.show("k = 5\nf(3)") == "16")
    #expect(original.show("f(3)") == "301")
  }

  @Test func closuresTakeTheirFramesAlong() {
    let cell = """
      def counter():
          counts = [0]
          def next():
              counts[0] = counts[0] + 1
              return counts[0]
          return next
      count = counter()
      count()
      """
    #expect(copied(cell, then: "count()\ncount()", "count()") == "2")
    let recursive = "def fact():\n    def f(n):\n        return 1 if n < 2 else n * f(n - 1)\n    return f\nf = fact()"
    #expect(copied(recursive, "f(5)") == "120")
    #expect(copied("f = lambda n: n + 1\ng = [f, f]", "g[1](g[0](1))") == "3")
  }

  @Test func classesAndTheirObjectsAreCopiedTogether() {
    let cell = """
      class A:
          made = []
          def __init__(self, n):
              self.n = n
              A.made.append(n)
          @property
          def double(self):
              return 2 * self.n
          @staticmethod
          def three():
              return 3
          @classmethod
          def of(cls, n):
              return cls(n)
          def __eq__(self, other):
              return self.n == other.n
          def __hash__(self):
              return self.n
      class B(A):
          def __init__(self, n):
              super().__init__(n + 1)
      b = B.of(1)
      held = {b: {b}, A(5): frozenset([A(6)])}
      keys = held.keys()
      method = b.of
      """
    #expect(
      copied(cell, then: "b.n = 100\nA.made.clear()", "b.n, b.double, b.three(), A.made") == "(2, 4, 3, [2, 5, 6])")
    #expect(
      copy.show("isinstance(b, A), type(b) is B, list(held)[0] is b, b in held, A(5) in keys, len(held)")
        == "(True, True, True, True, True, 2)")
    #expect(copy.show("method(3).n, B(7).n, A.made") == "(4, 8, [2, 5, 6, 5, 4, 8])")
    #expect(original.show("b.n, A.made") == "(100, [])")
  }

  @Test func entriesAreThoseOfTheOtherTable() {
    #expect(copied("s = sum\nt = noise", "s([1, 2])") == "3")
    // It draws from the copy's library, not from the original's.
    _ = copy.run("t()")
    #expect(copy.library.position == 1)
    #expect(original.library.position == 0)
  }

  @Test func whatCannotBeCopiedSaysSo() {
    #expect(copied("i = map(str, [1, 2])\nx = 3", "i") == "<iterator, which only the main shell can use>")
    #expect(copy.show("x") == "3")
    #expect(copy.run("list(i)").error?.kind == .type)
  }

  @Test func aDeepNestIsNoDanger() {
    _ = original.run("x = []\nfor i in range(200000):\n    x = [x]\ny = 1")
    update()
    #expect(copy.show("y") == "1")
  }

  @Test func ownVariablesStayAndForgottenOnesGo() {
    _ = original.run("x = 1\ny = 2")
    update()
    _ = copy.run("mine = 7\nx = 8")
    original.interpreter.remove("y")
    update(exceptFor: ["mine", "x"])
    #expect(copy.interpreter.variables.map(\.name).sorted() == ["mine", "x"])
    #expect(copy.show("x + mine") == "15")
  }
}
