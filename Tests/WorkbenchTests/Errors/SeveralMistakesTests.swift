import Language
import Testing
import Workbench

/// Cells in which several lines need mending: one error mends them all, in one text that can be pasted whole.
@Suite struct SeveralMistakesTests {
  /// A cell, what stands behind `try:`, and the whole cell as it is after that.
  private static let cells: [(cell: String, shown: String)] = [
    (
      "enc = sequential(Linear(784, 400), ReLU(), Linear(400, 20))\ndec = sequential(Linear(20, 400), ReLU(), Linear(400, 784), Sigmoid())",
      "enc = sequential(linear(784, 400), relu(), linear(400, 20))\ndec = sequential(linear(20, 400), relu(), linear(400, 784), sigmoid())"
    ),
    (
      "for i in range(3)\n    print(i)\nif 1 = 2:\n    print(\"two\")",
      "for i in range(3):\n    print(i)\nif 1 == 2:"
    ),
    (
      "x = tf.zeros((2, 3))\ny = tf.exp(x)\nz = tf.nn.relu(y)",
      "x = zeros((2, 3))\ny = exp(x)\nz = relu(y)"
    ),
    (
      "x = zeros(3)\nif x.sum() == 0\n    print(\"zero\")\nelif x.sum() == 1\n    print(\"one\")\nelse\n    print(\"more\")",
      "if x.sum() == 0:\n    print(\"zero\")\nelif x.sum() == 1:\n    print(\"one\")\nelse:"
    ),
    (
      "model latent=5, hiden=3\ntrain epoch=3, lr=0.1",
      "model latent=5, hidden=3\ntrain epochs=3, lr=0.1"
    ),
    (
      "data shapes\ntrain epochs==3\nplot los",
      "train epochs=3\nplot loss"
    ),
    (
      "x = zeros(2, 3)\ny = 3 * x\nw = Linear(3, 4)\nz = relu(w(x)\n)\nv = Sigmoid()(z)",
      "w = linear(3, 4)\nz = relu(w(x)\n)\nv = sigmoid()(z)"
    ),
    (
      "def scaled(x)\n    return x * 2\ny = tf.ones((2, 2))\nprint(scaled(y))",
      "def scaled(x):\n    return x * 2\ny = ones((2, 2))"
    ),
    (
      "if True:\n    a = Linear(2, 3)\nelse:\n    a = Linear(3, 2)\nb = a(zeros(1, 2))",
      "if True:\n    a = linear(2, 3)\nelse:\n    a = linear(3, 2)"
    ),
    (
      "x = zeros(3)\nwhile x.sum() > 3\n    x = x - 1\nnet = sequential(Linear(3, 2), Tanh())",
      "while x.sum() > 3:\n    x = x - 1\nnet = sequential(linear(3, 2), tanh())"
    ),
  ]

  @Test(arguments: cells.indices)
  func oneErrorMendsAll(_ number: Int) throws {
    let (cell, shown) = Self.cells[number]
    try atDesk { desk in
      let result = desk.run(cell)
      let error = try #require(result.error)
      #expect(error.suggestion == nil)
      let text = result.errorText(.plain)
      let found = text.range(of: "\n  try: ").map { String(text[$0.upperBound...]) } ?? ""
      let lines = found.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("       ") ? line.dropFirst(7) : line
      }
      #expect(lines.joined(separator: "\n") == shown, "\(text)")
      // Pasted in place of those lines the cell has no mistake any more that could be found before it runs.
      let mended = try #require(result.correctedCell)
      #expect(mended.contains(shown))
      if let next = desk.run(mended).error { #expect(next.correction == nil, "\(next.rendered())") }
    }
  }

  @Test func whatNoLineMendsEndsIt() throws {
    try atDesk { desk in
      let result = desk.run("a = Linear(2, 3)\nb = keras.layers.Flatten()\nc = Linear(3, 4)")
      #expect(result.errorText(.plain).hasSuffix("\n  try: a = linear(2, 3)"))
    }
  }
}
