import Language
import TestSupport
import Testing
import Threads
import Workbench

/// Nothing that cells do keeps a session when its owner has let go of it.
@Suite struct LifetimeTests {
  static let cells = [
    "x = 6 * 7",
    "def twice(x):\n    return 2 * x\ntwice(21)",
    "def power(x, n):\n    return 1 if n == 0 else x * power(x, n - 1)\npower(2, 8)",
    "def scaled(k):\n    def by(x):\n        return k * x\n    return by\ndouble = scaled(2)\ndouble(3)",
    "def outer(n):\n    def inner(n):\n        return 1 if n == 0 else inner(n - 1)\n    return inner(n)\nouter(3)",
    "large = filter(lambda x: x > 1, [1, 2, 3])",
    "put = [1].append\nput(2)",
    "time total = sum(range(10))",
    "help",
    "net = sequential(linear(4, 2), relu())\ny = net(ones(3, 4))\nbackward(sum(y))",
    "w = parameter(3)\noptimizer = adam(w, lr=0.1)\nbackward(w * w)\noptimizer.step()",
    "data mnist, batch=16\nmodel mlp, hidden=8, latent=2\nseen = train(epochs=1)\nimages = sample(4)",
    "data mnist, batch=16\nmodel mlp, hidden=8, latent=2\nfor x in batches():\n    step()\nplot loss",
    "data mnist, batch=16\nsweep \"mlp, hidden=4, latent=[2, 3]\"\nload sweep 2",
    "data mnist, batch=16\ndef f(n):\n    return [sequential(flatten, heads(linear(784, n), linear(784, n))), linear(n, 784)]\ns = sweep(f, \"n=[2, 3]\")",
    "missing",
    "def f(x):\n    return x / 0\nf(1)",
    "data mnist, batch=16\nmodel mlp, hidden=8, latent=2\nimages = sample(0)",
    "train",
    "(1",
  ]

  @Test(arguments: cells) func isFreedAfterACell(_ cell: String) throws {
    #expect(try left { desk in desk.run(cell) } == [])
  }

  @Test(arguments: [
    "while True:\n    pass", "def f():\n    while True:\n        pass\nf()",
    "data mnist, batch=16\nmodel mlp, hidden=8, latent=2\ntrain epochs=100000",
  ])
  func isFreedAfterAnInterruptedCell(_ cell: String) throws {
    let left = try left { desk in
      let end = ContinuousClock.now + .milliseconds(100)
      let cancellation = Cancellation.when { .now > end }
      #expect(desk.run(cell, cancellation: cancellation).error?.kind == .interrupted)
    }
    #expect(left == [])
  }

  /// What of a desk is still there when a body that worked at it has returned.
  private func left(by body: @escaping (Desk) throws -> Void) throws -> [String] {
    try onBigStack {
      weak var session: Session?
      weak var interpreter: Interpreter?
      do {
        let desk = Desk()
        (session, interpreter) = (desk.session, desk.interpreter)
        try body(desk)
      }
      return (session == nil ? [] : ["session"]) + (interpreter == nil ? [] : ["interpreter"])
    }
  }
}
