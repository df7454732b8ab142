import Language
import Testing

/// `model`: presets, networks of one's own, and what becomes of the training.
@Suite struct ModelTests {
  @Test func aloneMakesTheTutorialsOnceAndThenShowsIt() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");")
      #expect(desk.shown("model") == "model: 30 latent dimensions, 541,580 parameters\n")
      #expect(desk.shown("model") == "model: 30 latent dimensions, 541,580 parameters, not yet trained\n")
      try desk.value("train(epochs=2);")
      let trainer = try #require(desk.session.trainer)
      #expect(desk.shown("model") == "model: 30 latent dimensions, 541,580 parameters, trained 2 epochs\n")
      #expect(desk.session.trainer === trainer)
      #expect(
        desk.shown("model tutorial") == """
          model: 30 latent dimensions, 541,580 parameters
          it is new: the model before it, with 2 epochs of training, is gone

          """)
      #expect(desk.session.trainer == nil)
    }
  }

  @Test(
    arguments: ["tutorial", "mlp", "conv", "spatial"],
    [
      "bernoulli", "gaussian", "learned_gaussian", "discretized_logistic", "continuous_bernoulli",
    ])
  func everyPresetTrainsAndIsLookedAt(_ architecture: String, _ likelihood: String) throws {
    try atDesk { desk in
      let result = desk.run(
        """
        data("mnist");
        model \(architecture), latent=\(architecture == "spatial" ? 98 : 3), hidden=16, likelihood=\(likelihood)
        h = train(epochs=2)
        summary
        trace
        evaluate
        sample 4, temperature=0.7, pixels=drawn
        reconstruct 4
        print(check(4)["agrees"])
        """)
      #expect(result.error == nil, "\(result.errorText(.plain))")
      #expect(desk.output.transcript.contains("True"), "\(desk.output.transcript)")
      let losses = try desk.numbers("h.loss")
      #expect(losses.allSatisfy { $0.isFinite })
    }
  }

  /// A network in place of another: the optimizer of the new training knows nothing of the old one.
  @Test func aRedefinedModelLeavesNothingStale() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(latent=3);\ntrain(epochs=1);")
      try desk.value("model(latent=5);\ntrain(epochs=1);")
      let trainer = try #require(desk.session.trainer), model = try #require(desk.session.model)
      #expect(trainer.model === model && trainer.optimizer.steps == trainer.history.steps.count)
      #expect(
        trainer.optimizer.parameters.map(ObjectIdentifier.init) == model.parameters.map(ObjectIdentifier.init))
      #expect(desk.session.runs.map(\.model).map { $0.prefix(1) } == ["3", "5"])
    }
  }

  @Test(arguments: [
    ("model mlp, hidden=(20, 10)", ""), ("model latent=2, likelihood=gaussian, sigma=0.3", ""),
    ("model conw", "model conv"),
    ("model spatial, hidden=1", ""), ("model spatial, latent=100", "latent=98"),
    ("model spatial, latent=1", "latent=49"),
    ("model spatial, hidden=(8, 8)", "one hidden layer"),
    ("model sigma=0.2", "sigma is the spread of gaussian"),
    ("model conv, hidden=(3, 4)", "one hidden layer"), ("model mlp, hidden=0", "1 to 65,536"),
    ("enc, dec = networks()\nmodel enc, dec, latent=3", "have their sizes already"),
    ("enc, dec = networks()\nmodel mlp, dec", "has a decoder of its own"),
    ("enc, dec = networks()\nmodel enc", "the decoder is missing"),
    ("enc, dec = networks()\nmodel enc, dec, likelihood=continuous_bernoulli", "takes logits"),
  ])
  func whatCannotBeIsSaid(_ cell: String, _ words: String) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(latent=4);")
      let result = desk.run(cell)
      #expect((result.error == nil) == words.isEmpty)
      #expect(words.isEmpty || result.errorText(.plain).contains(words), "\(result.errorText(.plain))")
    }
  }
}
