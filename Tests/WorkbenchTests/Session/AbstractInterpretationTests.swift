import Language
import Testing

/// Mistakes of shape are found before a cell's first statement runs, and read as they do when it runs.
@Suite struct AbstractInterpretationTests {
  private static let networks = """
    enc = sequential(flatten, linear(784, 16), relu, heads(linear(16, 2), linear(16, 2)))
    dec = sequential(linear(2, 16), relu, linear(16, 784), sigmoid)
    """

  /// Each begins with something that can be seen.
  static let mistaken: [String] = [
    "x = 3\nsequential(linear(784, 100), linear(99, 10))",
    "n = 4 * 5\ndec = sequential(linear(n, 512), relu, linear(512, 784))\nz = randn(64, n + 10)\np = dec(z)",
    "a = randn(2, 3)\na @ randn(4, 5)", "matmul(zeros(2, 3), ones(2))",
    "a, b = zeros(2, 3), zeros(4)\nc = a + b", "a = zeros(2, 3)\na += zeros(4)",
    "for i in range(3):\n    x = randn(2, 3)\n    y = x - zeros(4)",
    "with no_grad():\n    y = linear(3, 2)(zeros(5, 4))",
    "print(conv2d(1, 16, 5)(zeros(64, 784)))", "x = zeros(64, 784)\nmax_pool2d(x, 2)",
    "x = ones(2, 3, 4)\nunflatten(x, 1, (2, 2))", "arange(6)\nzeros(6).reshape(4, -1)",
    "binary_cross_entropy(rand(2, 784), rand(2, 1, 28, 28))", "h = exp(zeros(2, 3))\nh.matmul(h)",
    "data mnist\n\(networks)\nmodel dec, enc",
    "data mnist\n\(networks)\nmodel enc, sequential(linear(3, 784))",
    "data mnist\n\(networks)\nfor x in batches(64):\n    mean, logvar = enc(x)\n    p = dec(flatten(x))",
    "data mnist\nx, y = batch(10, labels=True)\nx + y",
  ]

  @Test(arguments: mistaken)
  func isFoundBeforeAnythingRuns(_ cell: String) throws {
    let cell = "print(\"it runs\")\n" + cell
    let (text, transcript) = try atDesk { desk in
      let text = desk.run(cell).errorText(.plain)
      return (text, desk.output.transcript)
    }
    #expect(transcript.isEmpty, "\(cell)\n\(text)")
    let running = try atDesk { desk in
      let table = desk.session.entries().map { entry in
        var entry = entry
        entry.abstract = .unknown
        return entry
      }
      let interpreter = Interpreter(table: table, host: desk.session)
      return interpreter.run(cell, named: "cell 1", output: desk.output).errorText(.plain)
    }
    #expect(text == running && !text.isEmpty, "\(cell)")
  }

  /// Of networks and tensors that an earlier cell made, too, with where they were made.
  @Test func earlierCellsAreKnown() throws {
    try atDesk { desk in
      try desk.value("data mnist\n" + Self.networks)
      #expect(desk.shown("print(1)\ndec(zeros(5, 3))").contains("made in cell 1 by sequential("))
      #expect(!desk.output.transcript.contains("1\n"))
      #expect(desk.shown("print(1)\nmodel enc, sequential(linear(3, 784))").hasPrefix("ModelError"))
    }
  }

  /// What is not sure, or not known, is left to the run.
  @Test(arguments: [
    "if False:\n    linear(2, 3)(zeros(1, 5))", "for i in range(0):\n    linear(2, 3)(zeros(1, 5))",
    "def f(n):\n    return linear(n, 3)\nf(5)(zeros(1, 5));",
    "n = 2\nfor i in range(4):\n    n += 1\nlinear(n, 1)(zeros(1, 6));",
    "linear = lambda a, b: (lambda x: x)\nlinear(2, 3)(zeros(1, 5));",
    "x = zeros(2, 3)\nif True:\n    x = zeros(3, 2)\nx @ x.T;",
    "layers = [linear(2, 3)]\nlayers.append(linear(3, 4))\nsequential(*layers)(zeros(1, 2));",
    "net = linear(2, 3)\nwhile True:\n    break\n    net(zeros(1, 5))", "False and linear(2, 3)(zeros(1, 5))",
    "for i in range(3):\n    if i == 0:\n        break\n    linear(2, 3)(zeros(1, 5))",
    "f = lambda x: linear(2, 3)(zeros(1, 5))", "x = zeros(3) if True else linear(2, 3)(zeros(1, 5))",
    "clamp(zeros(1), zeros(3), 1).reshape(3);",
  ])
  func nothingIsRefusedThatRuns(_ cell: String) throws {
    try atDesk { desk in _ = try desk.value(cell) }
  }

  /// Looking through a cell draws no numbers and keeps nothing.
  @Test func leavesNoTrace() throws {
    let numbers = try atDesk { desk in
      try desk.value("seed 5\nnet = linear(3, 2)\nz = randn(2)")
      return try desk.numbers("net(ones(3)) + z")
    }
    let apart = try atDesk { desk in
      try desk.value("seed 5")
      try desk.value("make = lambda: linear(3, 2)\nnet = make()")
      try desk.value("noise = lambda: randn(2)\nz = noise()")
      return try desk.numbers("net(ones(3)) + z")
    }
    #expect(numbers == apart)
  }

  /// Abstract networks take no room: this one would take 4 GB.
  @Test func isQuick() throws {
    try atDesk { desk in
      let clock = ContinuousClock()
      let start = clock.now
      #expect(desk.shown("x = 3\nlinear(30000, 30000)(zeros(2, 5))").hasPrefix("ShapeError"))
      #expect(clock.now - start < .seconds(2))
    }
  }
}
