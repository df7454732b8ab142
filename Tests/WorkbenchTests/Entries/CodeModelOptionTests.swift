import Language
import Networks
import Tensors
import Testing
import Threads
import VAE
import Workbench

/// `fit`, `diffuse` and `sample from=`: models of the codes of a trained model.
@Suite struct CodeModelOptionTests {
  private static func start(_ model: String = "") -> String {
    "data(\"mnist\", batch=16);\nmodel mlp, latent=3, hidden=16\(model.isEmpty ? "" : ", ")\(model)\ntrain(epochs=1);\n"
  }
  private static let small = "diffuse(epochs=2, hidden=16, blocks=1, batch=32);\n"

  private func numbers(_ desk: Desk) throws -> [[Float]] {
    try #require(desk.session.codeModels.diffusion).namedTensors.map(\.tensor.array)
  }

  @Test(arguments: [
    "", "prior=mixture", "prior=vamp", "prior=flow", "condition=labels", "likelihood=gaussian",
    "likelihood=discretized_logistic", "likelihood=continuous_bernoulli, condition=labels, prior=flow",
  ])
  func itWorksOnEveryModel(_ model: String) throws {
    try atDesk { desk in
      try desk.value(Self.start(model) + Self.small)
      let said = desk.shown("fit mixture, components=2")
      #expect(said.contains("log p(z)") && said.contains("under the prior"), "\(said)")
      let flow = desk.shown("fit flow, epochs=2, components=2, batch=32")
      #expect(flow.contains("epoch 2/2: -log p(z)") && flow.contains("under the prior"), "\(flow)")
      for from in ["mixture", "flow", "diffusion", "prior"] {
        #expect(desk.shown("sample 4, from=\(from), seed=1").contains("4 images"))
        #expect(desk.run("x = sample(4, from=\"\(from)\")").error == nil)
      }
      #expect(desk.shown("sample 4, from=diffusion, steps=5, walk=6").contains("24 images"))
      #expect(desk.shown("sample 4, from=diffusion, steps=5, eta=1, pixels=drawn").contains("4 images"))
      #expect(desk.shown("sample 4, from=mixture, temperature=0.5").contains("4 images"))
      let isTold = model.contains("condition")
      for from in isTold ? ["mixture", "diffusion"] : [] {
        #expect(desk.shown("sample 2, from=\(from), label=each").contains("20 images"))
        #expect(desk.shown("sample 3, from=\(from), label=7").contains("3 images"))
      }
      // With classes of its own, whether or not the model is told them.
      #expect(desk.shown("diffuse epochs=1, hidden=16, blocks=1, condition=labels").contains("it is new"))
      #expect(desk.shown("sample 2, from=diffusion, steps=5, label=each").contains("20 images"))
      #expect(desk.shown("sample 3, from=diffusion, label=[1, 2, 3], guidance=2").contains("3 images"))
      #expect(desk.shown("sample 3, from=diffusion, steps=4").contains("3 images"))
      #expect(
        desk.shown("session").contains(
          "a mixture of 2 normal distributions; a flow of 2 coupling layers, 2 epochs; a diffusion that is told classes"
        ))
      #expect(desk.shown("summary").contains("fitted to its codes: "))
    }
  }

  /// The same seed gives the same, on any number of threads, and codes from the prior are what they always were.
  @Test func itIsTheSameOnAnyNumberOfThreads() throws {
    var (found, mixtures, errors): ([[[Float]]], [[Double]], [[Double]]) = ([], [], [])
    for threads in [1, 2, 3] {
      try atDesk { desk in
        defer { _ = desk.run("set threads=2") }
        try desk.value("set threads=\(threads)\n" + Self.start())
        errors.append(try desk.numbers("diffuse(epochs=2, hidden=16, blocks=1)"))
        try desk.value("fit(\"mixture\", components=3);")
        found.append(try numbers(desk))
        let mixture = try #require(desk.session.codeModels.mixture)
        mixtures.append(mixture.means + mixture.factors + mixture.shares + [mixture.logLikelihood])
      }
    }
    #expect(found[0] == found[1] && found[1] == found[2])
    #expect(mixtures[0] == mixtures[1] && mixtures[1] == mixtures[2] && errors[0] == errors[2])
  }

  @Test func aModelThatChangesLeavesThemBehind() throws {
    try atDesk { desk in
      try desk.value(Self.start() + Self.small + "fit(\"mixture\", components=2);")
      for change in [
        "train(steps=1);", "enc, dec = networks()\nwith no_grad():\n    list(enc.parameters())[0].mul_(2)",
      ] {
        try desk.value(change)
        for from in ["mixture", "diffusion"] {
          let error = desk.run("sample 4, from=\(from)").errorText(.plain)
          #expect(error.contains("the model has changed since") && error.contains(from), "\(error)")
        }
        #expect(desk.shown("session").contains("out of date"))
        #expect(desk.shown("sample 4").contains("4 images"), "the prior's go on")
        try desk.value(Self.small + "fit(\"mixture\", components=2);")
        #expect(desk.shown("sample 4, from=diffusion").contains("4 images"))
      }
      try desk.value("model mlp, latent=3, hidden=16")
      #expect(desk.session.codeModels.all.isEmpty)
      #expect(desk.run("sample 4, from=mixture").errorText(.plain).contains("fit mixture"))
      #expect(desk.run("sample 4, from=diffusion").errorText(.plain).contains("diffuse epochs=10"))
      // A statement that fails gives back what was there.
      try desk.value("fit(\"mixture\", components=2);")
      #expect(desk.run("(model(latent=2), 1 / 0)").error != nil)
      #expect(desk.session.codeModels.mixture != nil && desk.shown("sample 4, from=mixture").contains("4 images"))
    }
  }

  @Test func aSavedSessionGoesOnToTheBit() throws {
    try atDesk { desk in
      try desk.value(Self.start("condition=labels") + "diffuse(epochs=1, hidden=16, blocks=1, condition=\"labels\");")
      try desk.value("fit(\"mixture\", components=2);\nsave(\"c\");\ndiffuse(epochs=2);")
      let (wanted, mixture) = (try numbers(desk), try #require(desk.session.codeModels.mixture))
      #expect(desk.session.codeModels.diffusion?.state.errors.count == 3)
      try desk.value("reset\nload(\"c\");\n")
      #expect(desk.session.codeModels.diffusion?.state.errors.count == 1)
      let loaded = try #require(desk.session.codeModels.mixture)
      #expect(loaded.means == mixture.means && loaded.factors == mixture.factors && loaded.shares == mixture.shares)
      #expect(desk.shown("sample 2, from=mixture, label=each").contains("20 images"))
      #expect(desk.shown("diffuse epochs=2").contains("epoch 3/3"))
      #expect(try numbers(desk) == wanted)
    }
  }

  /// Said again it goes on, after a save too, and what is asked for anew is new.
  @Test func aFlowGoesOnToTheBit() throws {
    try atDesk { desk in
      func numbers() throws -> [[Float]] { try #require(desk.session.codeModels.flow).namedTensors.map(\.tensor.array) }
      try desk.value(
        Self.start() + "fit(\"flow\", epochs=1, components=3, batch=32);\nsave(\"f\");\nfit(\"flow\", epochs=2);")
      let wanted = try numbers()
      #expect(desk.session.codeModels.flow?.state.errors.count == 3)
      try desk.value("reset\nload(\"f\");\n")
      #expect(desk.shown("fit flow, epochs=2").contains("epoch 3/3"))
      #expect(try numbers() == wanted)
      #expect(
        desk.shown("fit flow, epochs=1, components=2").contains(
          "it is new: a flow of 3 coupling layers, 3 epochs, is gone"))
      try desk.value("train(steps=1);")
      #expect(desk.run("sample 4, from=flow").errorText(.plain).contains("fit flow, epochs=10"))
    }
  }

  @Test func anInterruptKeepsWhatIsLearned() throws {
    try atDesk { desk in
      try desk.value(Self.start())
      let cancellation = Cancellation()
      desk.output.onUpdate = { if desk.session.codeModels.diffusion != nil { cancellation.cancel() } }
      let error = try #require(
        desk.run("diffuse epochs=100000, hidden=16, blocks=1, batch=48", cancellation: cancellation).error)
      desk.output.onUpdate = nil
      let diffusion = try #require(desk.session.codeModels.diffusion)
      #expect(
        error.kind == .interrupted
          && error.message.filter { $0 != "," }.hasSuffix("after step \(diffusion.state.steps)"), "\(error)")
      #expect(diffusion.state.steps > 0 && diffusion.state.steps == diffusion.optimizer.steps)
      #expect(desk.shown("sample 4, from=diffusion").contains("4 images"))
      // The epoch under way is completed first, and it is the training that was not interrupted.
      let epochs = diffusion.state.errors.count + 1
      try desk.value("diffuse(epochs=1);")
      #expect(desk.session.codeModels.diffusion === diffusion && diffusion.state.steps == 3 * epochs)
    }
  }

  @Test func whatIsStoppedInMidEpochEndsAlike() throws {
    /// The numbers after two epochs, the second of which was cut after one step or not.
    func trained(_ isCut: Bool) throws -> [[Float]] {
      try atDesk { desk in
        try desk.value("seed 0\n" + Self.start() + "diffuse(epochs=1, hidden=16, blocks=1, batch=48);")
        let (diffusion, model) = (try #require(desk.session.codeModels.diffusion), try #require(desk.session.model))
        let images = try #require(desk.session.dataset).train
        if isCut {
          struct Stop: Error {}
          #expect(throws: Stop.self) {
            try diffusion.train(epochs: 1, on: model, images, onStep: { _ in throw Stop() })
          }
          #expect(diffusion.state.batchesDone == 1)
          try desk.value("save(\"cut\");\nreset\nload(\"cut\");\n")
        }
        try desk.value("diffuse(epochs=1);")
        return try numbers(desk)
      }
    }
    #expect(try trained(false) == trained(true))
  }

  @Test func verbsTakeNoNames() throws {
    try atDesk { desk in
      #expect(desk.shown("fit = 3\ndiffuse = [1, 2]\nprint(fit, diffuse)") == "3 [1, 2]\n")
      #expect(desk.shown("def fit(x):\n    return x + 1\nprint(fit(2))") == "3\n")
    }
  }

  @Test(arguments: [
    ("sample 4, steps=5", "from=diffusion"), ("sample 4, walk=5", "from=diffusion"),
    ("sample 4, from=mixture, guidance=2", "from=diffusion"), ("sample 4, from=diffusion, temperature=2", "walks from"),
    ("sample 4, from=diffusion, label=3", "diffuse epochs=10, condition=labels"),
    ("sample 4, from=diffusion, guidance=2", "diffuse epochs=10, condition=labels"),
    ("sample 4, from=diffusion, steps=3, walk=5", "walk=4"), ("sample 5000, from=diffusion, walk=5", "10,000 images"),
    ("sample 4, from=difusion", "diffusion"), ("sample 4, from", "from"),
    ("fit mixture, components=1000", "components=1"), ("fit flow, components=100", "1 to 64 coupling layers"),
    ("fit flow, hidden=8", "hidden is of a pixelcnn, and a flow is fitted here"),
    ("fit flow, iterations=3", "of a mixture"),
    ("fit mixture, epochs=3", "epochs is of a flow or a pixelcnn"), ("sample 4, from=flow", "fit flow, epochs=10"),
    ("model mlp, latent=1, hidden=16\nfit flow", "no halves"),
    ("fit kmeans", "mixture"), ("diffuse epochs=0", "epochs"), ("diffuse hidden=0", "hidden"), ("fit 3", "mixture"),
    ("diffuse schedule=square", "linear"),
  ])
  func mistakesAreSaid(_ cell: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value(Self.start() + Self.small + "fit(\"mixture\", components=2);")
      let error = desk.run(cell).errorText(.plain)
      #expect(error.contains(expected), "\(cell): \(error)")
    }
  }

  @Test func whatIsMissingIsSaid() throws {
    try atDesk { desk in
      #expect(desk.run("fit mixture").errorText(.plain).contains("data mnist"))
      try desk.value("data(\"mnist\");")
      #expect(desk.run("diffuse").errorText(.plain).contains("model latent=30"))
      try desk.value("x = rand(20, 1, 28, 28)\ndata(x);\nmodel mlp, latent=2, hidden=8")
      #expect(desk.run("diffuse condition=labels").errorText(.plain).contains("nobody knows the classes"))
      let error = try #require(desk.run("diffuse hidden=8, blocks=1, lr=1000000").error)
      #expect(error.kind == .divergence || desk.session.codeModels.diffusion != nil)
    }
  }
}
