import Language
import Testing

/// How fast loops run. The bounds are loose: the figures are printed to be looked at.
@Suite(.serialized) struct SpeedTests {
  private func milliseconds(_ name: String, _ cell: String) -> Double {
    let best =
      (0..<3).map { _ in Session().run(cell) }.map { result in
        #expect(result.error == nil, "\(result.errorText(.plain))")
        return result.duration * 1_000
      }.min() ?? 0
    print("speed: \(name): \(Int(best.rounded())) ms")
    return best
  }

  @Test("a million additions in a function")
  func inFunction() {
    let time = milliseconds(
      "t = t + i * 2, a million times in a function",
      "def f():\n    t = 0\n    for i in range(1000000):\n        t = t + i * 2\n    return t\nf()")
    #expect(time < 1_000)
  }

  @Test("a million additions at the top of a cell")
  func atTop() {
    let time = milliseconds(
      "t = t + i * 2, a million times at the top", "t = 0\nfor i in range(1000000):\n    t = t + i * 2")
    #expect(time < 1_000)
  }

  @Test("a million rounds of while, with floats")
  func whileLoop() {
    let time = milliseconds(
      "x += 1.5 while below, a million times", "x = 0.0\nwhile x < 1500000:\n    x += 1.5")
    #expect(time < 1_000)
  }

  @Test("calls of a function")
  func calls() {
    let time = milliseconds(
      "fib(24)", "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nfib(24)")
    #expect(time < 1_000)
  }

  @Test("values of a generator")
  func generators() {
    let time = milliseconds(
      "a hundred thousand values of a generator",
      "def f(n):\n    for i in range(n):\n        yield i\nsum(f(100000))")
    #expect(time < 1_000)
  }

  @Test("attributes, methods and objects")
  func objects() {
    let attributes = milliseconds(
      "p.x = p.x + p.y, three hundred thousand times",
      """
      class P:
          def __init__(self):
              self.x = 0
              self.y = 1
      def f():
          p = P()
          for i in range(300000):
              p.x = p.x + p.y
      f()
      """)
    #expect(attributes < 500)
    let methods = milliseconds(
      "p.add(i), three hundred thousand times",
      """
      class P:
          def __init__(self):
              self.x = 0
          def add(self, n):
              self.x += n
      def f():
          p = P()
          for i in range(300000):
              p.add(i)
      f()
      """)
    #expect(methods < 600)
    let objects = milliseconds(
      "P(i), two hundred thousand times",
      """
      class P:
          def __init__(self, x):
              self.x = x
      def f():
          for i in range(200000):
              p = P(i)
      f()
      """)
    #expect(objects < 1_000)
  }

  @Test("calls of an entry")
  func entries() {
    let time = milliseconds(
      "abs(i), a hundred thousand times", "t = 0\nfor i in range(100000):\n    t = t + abs(i)")
    #expect(time < 1_000)
  }
}
