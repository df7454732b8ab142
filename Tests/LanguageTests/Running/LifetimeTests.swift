import Glibc
import Language
import TestSupport
import Testing
import Threads

/// What is freed when a cell has run, and what stays.
@Suite struct LifetimeTests {
  /// They may know the session, and so it must not keep them; neither may a value that goes on being made.
  @Test("a cell's output and cancellation are freed with it")
  func outputAndCancellation() throws {
    try onBigStack {
      let interpreter = Interpreter(table: [])
      weak var output: RecordedOutput?
      weak var cancellation: Cancellation?
      func run(_ cell: String) -> String {
        let (own, request) = (RecordedOutput(), Cancellation())
        (output, cancellation) = (own, request)
        let result = interpreter.run(cell, named: "cell", output: own, cancellation: request)
        return own.standardOutput + (result.error == nil ? "" : result.errorText(.plain))
      }
      let lazy = "large = filter(lambda x: x > 1, [1, 2, 3])\ntwice = map(lambda x: 2 * x, [1, 2, 3])"
      #expect(run("\(lazy)\nfor x in large:\n    print(x)\n    break") == "2\n")
      #expect(output == nil && cancellation == nil)
      #expect(run("print(list(large), list(twice))") == "[3] [2, 4, 6]\n")
      #expect(run("1 / 0").contains("ZeroDivisionError"))
      #expect(output == nil && cancellation == nil)
    }
  }

  @Test("a class with an object of its own among its attributes goes with its session")
  func classesThatHoldTheirObjects() throws {
    try expectFreed(after: "class A:\n    def f(self):\n        return 1\nA.y = A()\nA.p = p")
  }

  @Test(
    "what stands in a ring goes with its session",
    arguments: [
      // Functions that know each other, of a call and of a decorator.
      "def o(q):\n    def g(): return q\n    def h(): return g()\n    return h\nh = o(p)",
      "def d(q):\n    def w(c):\n        c.f = lambda self: (q, w)\n        return c\n    return w\n@d(p)\nclass A:\n    pass",
      // A class that only an object of it still knows.
      "def make(q):\n    class A:\n        def f(self): return A, q\n    return A()\na = make(p)",
      // A ring of the user's own keeps itself, and not the variables that its function reads.
      "held = [lambda: p]\nheld.append(held)",
    ])
  func rings(_ cell: String) throws { try expectFreed(after: cell) }

  /// Otherwise a kernel would keep hundreds of megabytes after one deep recursion.
  @Test("what a cell used of the stack goes back to the system")
  func stack() throws {
    /// How many bytes of the 16 MB that begin 2 MB further down have memory.
    func resident() -> Int {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { here in
        let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
        let lowest = (UInt(bitPattern: here.baseAddress) - 18 << 20) / page * page
        var pages = [UInt8](repeating: 0, count: 16 << 20 / Int(page))
        mincore(UnsafeMutableRawPointer(bitPattern: lowest), 16 << 20, &pages)
        return pages.count { $0 & 1 == 1 } * Int(page)
      }
    }
    func use(_ kilobytes: Int) {
      var kilobyte: (SIMD64<UInt64>, SIMD64<UInt64>) = (.zero, .zero)
      withUnsafeMutableBytes(of: &kilobyte) { $0[0] = UInt8(truncatingIfNeeded: kilobytes) }
      if kilobytes > 0 { use(kilobytes - 1) }
      withUnsafeBytes(of: &kilobyte) { #expect($0[0] == UInt8(truncatingIfNeeded: kilobytes)) }
    }
    try onBigStack {
      let session = Session()
      use(20 << 10)
      #expect(resident() > 8 << 20)
      #expect(session.run("1 + 1").error == nil)
      #expect(resident() == 0)
    }
  }

  @Test(
    "functions of a call that call themselves and each other are freed with it, and what they read",
    arguments: [
      "def f(x):\n    def g(n):\n        return x if n == 0 else g(n - 1)\n    g(3)\nf(p)",
      "def f(x):\n    def g(n):\n        return x if n == 0 else h(n - 1)\n    def h(n):\n        return g(n)\n    g(3)\nf(p)",
      "def f(x):\n    g = lambda n: x if n == 0 else g(n - 1)\n    g(3)\n    return len([g])\nf(p)",
    ])
  func recursion(_ cell: String) {
    weak var probe: Probe?
    let session = Session()
    do {
      let made = Probe()
      probe = made
      session.interpreter.define("p", .object(made))
    }
    #expect(session.run(cell).error == nil)
    session.interpreter.remove("p")
    #expect(probe == nil)
  }

  /// What somebody else can still call is whole.
  @Test("functions that call themselves outlive the call that made them")
  func recursionOutlivesItsCall() {
    let session = Session()
    let factorial = "def make(k):\n    def fact(n):\n        return k if n <= 1 else n * fact(n - 1)\n    return fact"
    #expect(session.show("\(factorial)\nf = make(1)\ng = make(10)\nf(5), g(3), f(4)") == "(120, 60, 24)")
    // In a list, among the defaults of another, in a frame further in, and where the call ends in an error.
    let kept = """
      held = []
      def make(k):
          def down(n):
              return k if n == 0 else down(n - 1)
          def over(n, first=down):
              return first(n) + over(n - 1) if n > 0 else 0
          def deep():
              def inner(n):
                  return down(n) if n < 3 else inner(n - 1)
              return inner
          held.append(over)
          return deep()
      """
    #expect(session.show("\(kept)\ninner = make(7)\ninner(9), held[0](3), inner(1)") == "(7, 21, 7)")
    let failing =
      "def bad():\n    def again(n):\n        return 1 if n == 0 else again(n - 1)\n    held.append(again)\n    return 1 / 0"
    #expect(session.run("\(failing)\nbad()").error != nil)
    #expect(session.show("held[-1](4)") == "1")
  }
}
