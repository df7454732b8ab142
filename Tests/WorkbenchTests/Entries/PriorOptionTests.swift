import Language
import Testing
import VAE
import Workbench

/// `model prior=`: what goes by the prior, and what says that it cannot.
@Suite struct PriorOptionTests {
  private static func start(_ prior: String) -> String {
    "data(\"mnist\", batch=16);\nmodel mlp, latent=3, hidden=16, \(prior)\n"
  }

  @Test(arguments: ["mixture", "vamp", "flow"])
  func everythingGoesByThePrior(_ name: String) throws {
    try atDesk { desk in
      let said = desk.shown(Self.start("prior=\(name), components=3"))
      #expect(said.contains("prior: "), "\(said)")
      try desk.value("train(epochs=2);")
      let model = try #require(desk.session.model)
      #expect(model.prior.description == PriorDescription(.init(rawValue: name) ?? .standard, components: 3))
      #expect(desk.shown("sample 4, seed=1").contains("4 images"))
      #expect(desk.shown("sample 4, seed=1, temperature=0.5").contains("4 images"))
      try desk.value("e = evaluate();")
      let figures = try desk.numbers("[e[\"loss\"], e[\"kl\"], likelihood(samples=20)[\"nll\"]]")
      #expect(figures.allSatisfy(\.isFinite) && figures[2] < figures[0] + 3)
      #expect(desk.shown("print(check(8)[\"agrees\"])") == "True\n")
      let names = desk.shown("print([n for n in model().state_dict() if n.startswith(\"prior.\")])")
      #expect(names.contains("prior."))
      #expect(desk.shown("summary").contains("the prior is a "))
      #expect(desk.shown("explore 3").contains("images"))
      #expect(desk.shown("interpolate 3, 8").contains("images") && desk.shown("traverse 2, 3").contains("images"))
      let found = desk.shown("diagnose")
      #expect(found.contains("active") && !found.contains("nats") && found.contains("means vary"), "\(found)")
      #expect(desk.shown("print(diagnose()[\"kl\"])") == "None\n")
      #expect(desk.run("manifold").errorText(.plain).contains("traverse"))
      for settings in ["objective=tc", "objective=dip", "objective=mmd", "free_bits=1"] {
        let error = desk.run("train \(settings)").errorText(.plain)
        #expect(error.contains("prior") || error.contains("warmup"), "\(settings): \(error)")
      }
      for command in ["train", "sample", "evaluate"] {
        let entry = try #require(desk.session.entries().first { $0.name == command })
        #expect(entry.expansion?.contains("has no long way yet") == true)
      }
      let entry = try #require(desk.session.entries().first { $0.name == "model" })
      let before = desk.shown("model").prefix { $0 != "\n" }.split(separator: ",").dropLast()
      try desk.value(try #require(entry.expansion))
      #expect(desk.shown("model").prefix { $0 != "\n" }.split(separator: ",").dropLast() == before)
    }
  }

  @Test(arguments: [
    ("components=3", "prior=mixture, components=3"), ("prior=flow, components=100", "coupling layers"),
    ("prior=flow, latent=1", "latent=2"), ("prior=mixtur", "mixture"),
  ])
  func whatDoesNotFitIsSaid(_ settings: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);")
      let error = desk.run("model mlp, \(settings)").errorText(.plain)
      #expect(error.contains(expected), "\(error)")
    }
  }

  @Test func aVampPriorRefusesLayersThatWouldCountItsInputs() throws {
    try atDesk { desk in
      let error = desk.run(
        """
        data("mnist", batch=16);
        enc = sequential(flatten, linear(784, 8), batch_norm(8), heads(linear(8, 2), linear(8, 2)))
        model enc, sequential(linear(2, 784)), prior=vamp
        """
      ).errorText(.plain)
      #expect(error.contains("batch norm") && error.contains("prior=mixture"), "\(error)")
      try desk.value("model enc, sequential(linear(2, 784)), prior=mixture\ntrain(steps=2);")
    }
  }

  @Test func aSweepGoesOverPriors() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=16);\ns = sweep(\"mlp, hidden=8, latent=3, prior=[standard, mixture], components=[1]\", epochs=1);\n"
          .replacing(", components=[1]", with: ""))
      #expect(try desk.numbers("[row[\"active\"] >= 0 for row in s.table]") == [1, 1])
    }
  }
}
