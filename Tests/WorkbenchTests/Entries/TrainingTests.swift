import Language
import Testing
import Threads

@Suite struct TrainingTests {
  private static let start = "data mnist, batch=16\nmodel latent=3"

  @Test func isDeterministic() throws {
    func losses() throws -> [Double] {
      try atDesk { desk in
        try desk.value(Self.start)
        return try desk.numbers("train(epochs=2).steps")
      }
    }
    let first = try losses()
    #expect(first.count == 16)
    #expect(try losses() == first)
  }

  @Test func anotherSeedGivesAnotherTraining() throws {
    func loss(_ seed: Int) throws -> [Double] {
      try atDesk { desk in
        try desk.value("seed \(seed)\n" + Self.start)
        return try desk.numbers("train().loss")
      }
    }
    #expect(try loss(1) != loss(2))
  }

  /// Two epochs one by one are the same as two at once, whatever cells draw in between.
  @Test func goesOnWhereItStopped() throws {
    let atOnce = try atDesk { desk in
      try desk.value(Self.start)
      return try desk.numbers("train(epochs=2).steps")
    }
    try atDesk { desk in
      try desk.value(Self.start)
      try desk.value("train epochs=1\nx = randn(100)\nsample 4\nevaluate")
      #expect(try desk.numbers("train(epochs=1).steps") == atOnce)
    }
  }

  @Test func epochsAreNumberedThroughout() throws {
    try atDesk { desk in
      desk.run(Self.start)
      _ = desk.shown("train epochs=2")
      let lines = desk.shown("train epochs=1").split(separator: "\n")
      #expect(lines.first?.hasPrefix("epoch 3/3   ") ?? false, "\(lines)")
      #expect(lines.first?.contains("nats per image = reconstruction ") ?? false)
    }
  }

  @Test func interruptLeavesWholeSteps() throws {
    try atDesk { desk in
      desk.run(Self.start)
      let cancellation = Cancellation()
      desk.output.onUpdate = { cancellation.cancel() }
      let result = desk.run("train epochs=1000", cancellation: cancellation)
      desk.output.onUpdate = nil
      let error = try #require(result.error)
      #expect(error.kind == .interrupted)
      let trainer = try #require(desk.session.trainer)
      #expect(error.message == "training was interrupted after step \(trainer.optimizer.steps)")
      #expect(trainer.optimizer.steps == trainer.history.steps.count)
      #expect(trainer.optimizer.steps > 0 && trainer.optimizer.steps < 8000)
      // The session goes on, and so does the training.
      let steps = trainer.optimizer.steps
      // The epoch under way is completed first.
      try desk.value("train epochs=1")
      #expect(trainer.state.steps == (steps / 8 + 1) * 8 && desk.session.trainer === trainer)
    }
  }

  @Test func divergenceKeepsTheLastFiniteModel() throws {
    try atDesk { desk in
      desk.run(Self.start)
      let result = desk.run("train epochs=20, lr=1000")
      let error = try #require(result.error)
      #expect(error.kind == .divergence)
      #expect(error.suggestion?.contains("lr=0.001") ?? false)
      let model = try #require(desk.session.model)
      #expect(model.parameters.allSatisfy { $0.value.array.allSatisfy(\.isFinite) })
      #expect(desk.session.trainer?.history.steps.allSatisfy { $0.losses.total.isFinite } ?? false)
    }
  }

  /// One display, updated in place, at most ten times a second and once more for its last word.
  @Test func progressIsShownSparingly() throws {
    try atDesk { desk in
      desk.run(Self.start)
      try desk.value("train epochs=20")
      try #require(desk.output.updates.count == 1)
      let updates = desk.output.updates.values.first ?? []
      try #require(updates.count >= 2)
      for (before, after) in zip(updates, updates.dropFirst().dropLast()) {
        #expect(after.time - before.time >= .milliseconds(90))
      }
      #expect(updates[0].display.plain.contains("epoch 1/20, batch 1/8, loss "))
      #expect(updates[0].display.forms["text/html"] != nil)
      #expect(updates.last?.display.plain == "trained 20 epochs")
    }
  }

  @Test func callTrainsSilently() throws {
    try atDesk { desk in
      desk.run(Self.start)
      #expect(desk.shown("h = train(epochs=1)") == "")
      #expect(desk.output.updates.isEmpty)
    }
  }

  @Test func learningRateIsKeptUntilAnotherIsGiven() throws {
    try atDesk { desk in
      try desk.value(Self.start + "\ntrain lr=0.01\ntrain")
      #expect(desk.session.trainer?.optimizer.learningRate == 0.01)
      try desk.value("train lr=0.0005")
      #expect(desk.session.trainer?.optimizer.learningRate == 0.0005)
    }
  }

  @Test func newDataOrModelBeginsAnew() throws {
    try atDesk { desk in
      try desk.value(Self.start + "\ntrain\nmodel latent=3")
      #expect(desk.session.trainer == nil)
      try desk.value("train\ndata mnist")
      #expect(desk.session.trainer == nil && desk.session.model != nil)
    }
  }
}
