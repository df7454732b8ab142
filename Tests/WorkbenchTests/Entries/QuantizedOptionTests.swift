import Glibc
import Language
import Testing
import VAE
import Workbench

/// `model vector_quantized`, and what goes by its codes.
@Suite struct QuantizedOptionTests {
  private static let start =
    "data(\"mnist\", batch=16);\nmodel(\"vector_quantized\", codebook=8, hidden=8, latent=4 * 49);\n"

  @Test func everythingGoesByTheCodebook() throws {
    try atDesk { desk in
      #expect(desk.shown(Self.start + "model").contains("7×7 places, each one of 8 entries of a codebook"))
      try desk.value("train(epochs=3);")
      let figures = try desk.numbers("[evaluate()[\"kl\"], history().loss[0], history().loss[2]]")
      #expect(abs(figures[0] - 49 * log(8)) < 1e-3 && figures[2] < figures[1], "\(figures)")
      let found = desk.shown("diagnose")
      #expect(found.contains("of 8 entries used, perplexity") && found.contains("49 places tell at most"), "\(found)")
      #expect(desk.shown("d = diagnose()\nprint(d[\"entries\"], sum(d[\"counts\"]) == 49 * 20)") == "8 True\n")
      #expect(
        desk.shown(
          """
          x = images("test")[:5]
          i = code_indices(x)
          print(i.shape, i.dtype, codebook().shape, (decode(i) == decode(encode(x))).all())
          z = codebook()[i].permute(0, 3, 1, 2).flatten(1)
          print((z == encode(x)).all(), networks()[0](x).shape)
          """) == "(5, 7, 7) torch.int64 (8, 4) True\nTrue (5, 4, 7, 7)\n")
      #expect(desk.shown("sample 4").contains("that is noise"))
      #expect(
        desk.shown(
          "s = model().state_dict()\nprint((s[\"posterior.codebook\"] == codebook()).all(), \"posterior.counts\" in s)")
          == "True True\n")
      #expect(
        desk.shown("save(\"vq\");\nprint([c[\"nll\"] for c in compare(\"vq\", n=20)])").contains("[None, None]"))
      #expect(desk.shown("reconstruct 4").contains("8 images"))
      #expect(desk.shown("map 20").contains("posterior means"))
      #expect(desk.shown("diagram model").contains("the nearest of 8 entries of a codebook at each"))
      #expect(desk.shown("summary").contains("a choice among 8 entries of a codebook, all alike under the prior"))
      #expect(desk.shown("trace").contains("z = the nearest e"))
      let entry = try #require(desk.session.entries().first { $0.name == "model" })
      let before = desk.shown("model").prefix { $0 != "," }
      try desk.value(try #require(entry.expansion))
      #expect(desk.shown("model").prefix { $0 != "," } == before)
    }
  }

  @Test(arguments: [
    ("traverse", "diagnose"), ("manifold", "diagnose"), ("explore", "reconstruct"),
    ("interpolate 3, 8", "code_indices"),
    ("likelihood", "evaluate"), ("check", "straight through"), ("diffuse", "fit pixelcnn"), ("fit mixture", "pixelcnn"),
    ("train beta=2", "commitment"), ("train warmup=2", "commitment"), ("train free_bits=1", "commitment"),
    ("train objective=iwae, samples=3", "one code"), ("train objective=mmd", "one code"),
    ("sample 4, temperature=0.5", "pixelcnn"), ("sample 4, from=pixelcnn", "fit pixelcnn"),
    ("fit pixelcnn, components=3", "mixture"), ("decode(ones(2, 7, 7).long() * 8)", "entries 0 to 7"),
    ("decode(ones(2, 7, 6).long())", "7×7"), ("model vector_quantized, posterior=full", "codebook"),
    ("model mlp, posterior=quantized", "model vector_quantized"), ("model mlp, codebook=9", "vector_quantized"),
    ("model vector_quantized, prior=vamp", "fit pixelcnn"), ("model vector_quantized, prior=standard", "fit pixelcnn"),
    ("model vector_quantized, components=3", "fit pixelcnn"), ("train samples=5", "one code"),
    ("train moves=[(3, \"beta\", 5.0)]", "no move of it"), ("decode(randn(2, 7))", "code_indices"),
    ("model vector_quantized, beta=2", "commitment"),
    ("model vector_quantized, flows=2", "no flow"), ("model vector_quantized, condition=labels", "model conv"),
    ("model vector_quantized, codebook=1", "2"), ("model vector_quantized, latent=50", "latent=49"),
  ])
  func whatDoesNotFitIsSaid(_ command: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let error = desk.run(command).errorText(.plain)
      #expect(error.contains(expected), "\(command): \(error)")
    }
  }

  @Test func otherModelsHaveNoCodebook() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);\nmodel mlp, latent=3, hidden=8\n")
      for command in ["codebook()", "code_indices(batch(2))", "fit pixelcnn"] {
        let error = desk.run(command).errorText(.plain)
        #expect(error.contains("vector_quantized"), "\(command): \(error)")
      }
      #expect(desk.run("fit mixture, hidden=3").errorText(.plain).contains("fit mixture"))
    }
  }

  /// One's own networks: maps, or a row of numbers, which has one place.
  @Test(arguments: [
    (
      "sequential(conv2d(1, 6, 7, stride=7))", "sequential(unflatten(1, (6, 4, 4)), flatten(), linear(96, 784))",
      "4×4 places"
    ),
    ("sequential(flatten(), linear(784, 5))", "sequential(linear(5, 784))", "one place one of 16 entries"),
  ])
  func networksOfOnesOwn(_ encoder: String, _ decoder: String, _ words: String) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);\nenc = \(encoder)\ndec = \(decoder)\n")
      let said = desk.shown("model enc, dec, posterior=quantized, codebook=16, codebook_by=loss")
      #expect(said.contains(words), "\(said)")
      try desk.value("train(epochs=2);")
      #expect(desk.shown("print(\"posterior.codebook\" in dict(model().state_dict()))") == "True\n")
      let error = desk.run("model enc, dec").errorText(.plain)
      #expect(error.contains("mean and the log-variance"), "\(error)")
    }
  }

  /// A session that was saved in the middle goes on to the bit: the codebook and its counts, and the learned prior.
  @Test(arguments: CodebookDescription.Learning.allCases)
  func aSavedSessionGoesOnToTheBit(_ learning: CodebookDescription.Learning) throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=16);\nmodel(\"vector_quantized\", codebook=8, codebook_by=\"\(learning.rawValue)\", hidden=8);\n"
          + "train(steps=3);\nsave(\"half-\(learning.rawValue)\");\ntrain(steps=4);\nfit(\"pixelcnn\", epochs=1, hidden=8);\nsave(\"fitted-\(learning.rawValue)\");\n"
          + "fit(\"pixelcnn\", epochs=2);")
      let ask = "[codebook().sum().item(), evaluate()[\"loss\"], fit(\"pixelcnn\", epochs=1)[\"log_likelihood\"]]"
      let wanted = try desk.value(ask).repr
      let picture = desk.shown("sample 4, from=pixelcnn, seed=2")
      try desk.value("load(\"half-\(learning.rawValue)\");\ntrain(steps=4);\nfit(\"pixelcnn\", epochs=3, hidden=8);")
      #expect(try desk.value(ask).repr == wanted, "\(wanted)")
      try desk.value("load(\"fitted-\(learning.rawValue)\");\nfit(\"pixelcnn\", epochs=2);")
      #expect(try desk.value(ask).repr == wanted, "\(wanted)")
      #expect(desk.shown("sample 4, from=pixelcnn, seed=2") == picture)
      // Into a session that has another model.
      try desk.value("model(\"mlp\", latent=2);\nload(\"fitted-\(learning.rawValue)\");\nfit(\"pixelcnn\", epochs=2);")
      #expect(try desk.value(ask).repr == wanted, "\(wanted)")
      #expect(desk.shown("train(steps=1);\nsample 4, from=pixelcnn").contains("the model has changed"))
    }
  }
}
