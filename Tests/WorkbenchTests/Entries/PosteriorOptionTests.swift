import Language
import Testing
import VAE
import Workbench

/// `model posterior=`: what goes by the posterior, and what says that it cannot.
@Suite struct PosteriorOptionTests {
  private static func start(_ settings: String) -> String {
    "data(\"mnist\", batch=16);\nmodel mlp, latent=3, hidden=16, \(settings)\n"
  }

  @Test(arguments: ["full", "planar", "iaf"])
  func everythingGoesByThePosterior(_ name: String) throws {
    try atDesk { desk in
      let isFlow = name != "full"
      let said = desk.shown(Self.start("posterior=\(name)" + (isFlow ? ", flows=3" : "")))
      #expect(said.contains("posterior: "), "\(said)")
      try desk.value("train(epochs=2);")
      let model = try #require(desk.session.model)
      #expect(model.posterior.description == PosteriorDescription(.init(rawValue: name) ?? .diagonal, flows: 3))
      #expect(desk.shown("sample 4, seed=1").contains("4 images"))
      try desk.value("e = evaluate();")
      let figures = try desk.numbers("[e[\"loss\"], e[\"kl\"], likelihood(samples=20)[\"nll\"]]")
      #expect(figures.allSatisfy(\.isFinite) && figures[2] < figures[0] + 3)
      #expect(desk.shown("print(check(8)[\"agrees\"])") == "True\n")
      let names = desk.shown("print([n for n in model().state_dict() if n.startswith(\"posterior.\")])")
      #expect(names.contains("posterior.0.input") == (name == "iaf"), "\(names)")
      #expect(desk.shown("summary").contains("the posterior is a normal distribution "))
      #expect(desk.shown("trace").contains("z = \(isFlow ? "f(μ + σ·ε)" : "μ + L·ε")"))
      // The code of an image is that of no noise: of `full` the encoder's mean, of a flow another.
      try desk.value("x = images(\"test\")[:5]\nmean, logvar, further = networks()[0](x)")
      let distance = try desk.numbers("[(encode(x) - mean).abs().max().item(), further.shape[1]]")
      #expect((distance[0] > 0) == isFlow, "\(distance)")
      #expect(distance[1] == (name == "full" ? 3 : name == "planar" ? 21 : 64))
      for command in ["explore 3", "interpolate 3, 8", "traverse 2, 3", "reconstruct 4", "manifold 4"] {
        #expect(desk.shown(command).contains("images"), "\(command)")
      }
      #expect(desk.shown("map 50").contains("posterior means"))
      let found = desk.shown("diagnose")
      #expect(found.contains("active") && !found.contains("nats") && found.contains("means vary"), "\(found)")
      #expect(desk.shown("print(diagnose()[\"kl\"])") == "None\n")
      for settings in [
        "objective=\"iwae\", samples=3", "objective=\"beta\", capacity=2.0", "objective=\"mmd\"",
        "objective=\"elbo\", warmup=1",
      ] {
        try desk.value("train(steps=2, \(settings));")
      }
      for settings in ["objective=tc", "objective=dip", "objective=elbo, free_bits=1"]
        + (isFlow ? ["objective=dreg, samples=3"] : [])
      {
        let error = desk.run("train \(settings)").errorText(.plain)
        #expect(error.contains("normal distribution"), "\(settings): \(error)")
        #expect(error.contains("posterior=diagonal") || error.contains("warmup") || error.contains("iwae"), "\(error)")
      }
      if !isFlow { try desk.value("train(steps=2, objective=\"dreg\", samples=3);") }
      for command in ["train", "evaluate", "reconstruct", "interpolate"] {
        let entry = try #require(desk.session.entries().first { $0.name == command })
        #expect(entry.expansion?.contains("has no long way yet") == true, "\(command)")
      }
      let entry = try #require(desk.session.entries().first { $0.name == "model" })
      let before = desk.shown("model").prefix { $0 != "\n" }.split(separator: ",").dropLast()
      try desk.value(try #require(entry.expansion))
      #expect(desk.shown("model").prefix { $0 != "\n" }.split(separator: ",").dropLast() == before)
    }
  }

  @Test(arguments: [
    ("flows=3", "posterior=iaf, flows=3"), ("posterior=full, flows=3", "has no steps"),
    ("posterior=iaf, flows=65", "64"), ("posterior=full, latent=1", "posterior=diagonal"),
    ("posterior=ful", "full"), ("posterior=iaf, prior=vamp", "prior=mixture"),
  ])
  func whatDoesNotFitIsSaid(_ settings: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);")
      let error = desk.run("model mlp, \(settings)").errorText(.plain)
      #expect(error.contains(expected), "\(error)")
    }
  }

  /// Networks of one's own end in three heads, and the error gives the line.
  @Test func networksOfOnesOwnGiveAThirdResult() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);\ndec = sequential(linear(3, 784))")
      func model(_ heads: String, _ settings: String) -> String {
        "model sequential(flatten, linear(784, 8), tanh, heads(\(heads))), dec, \(settings)"
      }
      let two = desk.run(model("linear(8, 3), linear(8, 3)", "posterior=full")).errorText(.plain)
      #expect(two.contains("heads(linear(n, 3), linear(n, 3), linear(n, 3))"), "\(two)")
      let wrong = desk.run(model("linear(8, 3), linear(8, 3), linear(8, 6)", "posterior=planar, flows=2"))
      #expect(wrong.errorText(.plain).contains("14 numbers"), "\(wrong.errorText(.plain))")
      let unasked = desk.run(model("linear(8, 3), linear(8, 3), linear(8, 3)", "beta=1")).errorText(.plain)
      #expect(unasked.contains("two results"), "\(unasked)")
      for settings in ["posterior=full", "posterior=iaf, flows=1", "posterior=iaf, condition=labels"] {
        let isTold = settings.contains("condition")
        try desk.value(
          model("linear(8, 3), linear(8, 3), linear(8, 3)", settings)
            .replacing("linear(784, 8)", with: isTold ? "linear(1568, 8)" : "linear(784, 8)")
            .replacing(" dec,", with: isTold ? " sequential(linear(13, 784))," : " dec,") + "\ntrain(steps=3);")
      }
    }
  }

  /// A class of one's own whose `forward` gives three tensors.
  @Test func aModuleOfOnesOwnGivesThem() throws {
    try atDesk { desk in
      try desk.value(
        """
        import torch.nn as nn
        class Encoder(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.m, self.v, self.f = nn.Linear(784, 8), nn.Linear(8, 3), nn.Linear(8, 3), nn.Linear(8, 3)
            def forward(self, x):
                h = self.a(x.view(-1, 784)).tanh()
                return self.m(h), self.v(h), self.f(h)
        data("mnist", batch=16);
        model Encoder(), sequential(linear(3, 784)), posterior=full
        train(steps=3);
        """)
      #expect(try desk.numbers("[evaluate()[\"loss\"]]")[0].isFinite)
    }
  }

  @Test func aSweepGoesOverPosteriors() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=16);\ns = sweep(\"mlp, hidden=8, latent=3, posterior=[diagonal, full, iaf]\", epochs=1);"
      )
      #expect(try desk.numbers("[row[\"active\"] >= 0 for row in s.table]") == [1, 1, 1])
    }
  }
}
