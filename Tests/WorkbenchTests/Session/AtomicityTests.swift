import Language
import Testing

/// A simple statement that fails changes nothing.
@Suite struct AtomicityTests {
  /// Each cell fails after it has drawn random numbers; the next draw is as if it had never run.
  @Test(arguments: [
    "x = randn(3) + randn(4)", "y = [randn(2), linear(2, 3), 1 / 0]", "x = dropout(0.5)(1) + [randn(2), 1][5]",
    "data(\"mnist\", batch=5), batch(), 1 / 0", "z = [randperm(4), bernoulli(0.5), 1 / 0]",
    "sequential(linear(2, 2), 5)", "show randn(2, 3, 4, 5, 6)",
  ])
  func randomNumbersAreTakenBack(_ cell: String) throws {
    let untouched = try atDesk { desk in try desk.numbers("cat([randn(3)])") }
    try atDesk { desk in
      try #require(desk.run(cell).error != nil)
      #expect(try desk.numbers("cat([randn(3)])") == untouched)
    }
  }

  @Test func variablesKeepTheirValues() throws {
    try atDesk { desk in
      #expect(desk.shown("a, b = 1, 2", "a, b = [3, 4, 5]").hasPrefix("ValueError"))
      #expect(desk.shown("print(a, b)") == "1 2\n")
    }
  }

  @Test func failingStatementLeavesDataAndModel() throws {
    try atDesk { desk in
      try desk.value("data mnist\nmodel latent=3\ntrain epochs=1")
      let (model, trainer) = (desk.session.model, desk.session.trainer)
      for cell in [
        "[model(latent=7), 1 / 0]", "[data(\"mnist\", batch=3), 1 / 0]", "model latent=3, hidden=2.5", "data nonsense",
        "[reset(), 1 / 0]", "model sequential(flatten), relu()",
      ] {
        #expect(desk.run(cell).error != nil, "\(cell)")
        #expect(desk.session.model === model && desk.session.trainer === trainer, "\(cell)")
        #expect(desk.session.batchSize == 64 && desk.session.dataset != nil, "\(cell)")
      }
    }
  }

  @Test func loopKeepsTheStatementsItCompleted() throws {
    try atDesk { desk in
      #expect(
        desk.run("total = 0\nfor i in range(5):\n    total += 1\n    if i == 2:\n        randn(2) + randn(3)").error
          != nil)
      #expect(desk.shown("total") == "3\n")
    }
  }
}
