import Language
import Testing

/// What one cell makes and another uses.
@Suite struct CellsTests {
  @Test("a lazy iterator calls its function in a later cell")
  func lazyIterators() {
    #expect(Session().show("f = filter(lambda x: x > 1, [1, 2, 3])", "list(f)") == "[2, 3]")
    let session = Session()
    _ = session.run("m = map(lambda x: x * 2, [1, 2])")
    #expect(session.run("1 / 0").error != nil)
    #expect(session.show("list(m)") == "[2, 4]")
  }

  @Test("a function keeps the variables it was made among, whatever is called afterwards")
  func closures() {
    let adder = "def adder(n):\n    return lambda x: x + n\nadd2 = adder(2)\nadd3 = adder(3)"
    #expect(Session().show(adder, "adder(9)(0)", "add2(1), add3(1)") == "(3, 4)")
  }

  @Test("a call begins with none of the variables of the call before")
  func freshVariables() {
    let cell = "def f(a, b=5):\n    if a:\n        c = a\n    return c + b\nf(1)"
    let session = Session()
    #expect(session.show(cell) == "6")
    #expect(session.run("f(0)").error?.kind == .unbound)
    #expect(session.show("f(2, 1)") == "3")
  }

  @Test("a long list is shown from its beginning, and printed whole")
  func longLists() {
    let session = Session()
    #expect(session.show("list(range(1000000))").utf8.count < 10_000)
    #expect(session.show("list(range(1000))").hasSuffix("999]"))
    #expect(session.written("print(list(range(2000)))").hasSuffix("1999]\n"))
  }
}
