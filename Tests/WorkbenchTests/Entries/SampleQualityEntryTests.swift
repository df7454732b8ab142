import Language
import Testing
import Workbench

/// `fid`, `linear_probe` and `compare`.
@Suite struct SampleQualityEntryTests {
  private static let trained =
    "data(\"shapes\", train=200, test=120);\nmodel(\"mlp\", latent=4, hidden=16);\ntrain(steps=20);"

  @Test func samplesStandBesideReconstructionsAndTrainingImages() throws {
    try atDesk { desk in
      try desk.value(Self.trained)
      let said = desk.shown("fid")
      for word in ["samples", "reconstructions", "training images", "not Inception's", "120 images"] {
        #expect(said.contains(word), "\(said)")
      }
      // Always the same, and nothing is drawn from the session's numbers.
      #expect(
        desk.shown(
          "a = randn(2)\nseed(3)\nf = fid()\nx = randn(1).item()\nseed(3)\nprint(x == randn(1).item(), f == fid())")
          == "True True\n")
      let figures = try desk.numbers("[f[k] for k in ['training_fid', 'reconstruction_fid', 'fid']]")
      #expect(figures[0] < figures[1] && figures[0] < figures[2])
    }
  }

  @Test func samplesOfWhatWasFittedAreJudged() throws {
    try atDesk { desk in
      try desk.value(Self.trained + "\nfit(\"mixture\", components=2);\ndiffuse(epochs=2, hidden=16);")
      #expect(desk.shown("fid from=mixture").contains("samples from=mixture"))
      #expect(desk.shown("fid from=diffusion").contains("samples from=diffusion"))
      let figures = try desk.numbers(
        "[fid(**{\"from\": w})[\"fid\"] for w in [\"prior\", \"mixture\", \"diffusion\", \"prior\"]]")
      #expect(Set(figures).count == 3 && figures[0] == figures[3], "\(figures)")
      #expect(desk.shown("print(fid() == fid(**{\"from\": \"prior\"}))") == "True\n")
      #expect(desk.shown("train(steps=1);\nfid from=mixture").contains("the model has changed"))
    }
  }

  /// Who evaluates within no_grad may ask for what learns something of its own.
  @Test func theyWorkWithinNoGrad() throws {
    try atDesk { desk in
      try desk.value(Self.trained)
      #expect(
        desk.shown("with no_grad():\n    a, b = fid(), linear_probe()\nprint(a == fid(), b == linear_probe())")
          == "True True\n")
    }
  }

  @Test func imagesAndFeaturesOfOnesOwn() throws {
    try atDesk { desk in
      try desk.value("data(\"shapes\", train=200, test=120);")
      let figures = try desk.numbers(
        """
        [fid(images=images("test"), features=lambda x: x.flatten(1)[:, ::97], n=100)["fid"], \
        fid(images=images("test") * 0, features=lambda x: x.flatten(1)[:, ::97], n=100)["fid"]]
        """)
      #expect(figures[0] < 1e-6 && figures[1] > 1)
    }
  }

  @Test func codesThatTellTheClassAreReadOff() throws {
    try atDesk { desk in
      try desk.value(Self.trained)
      #expect(desk.shown("linear_probe").contains("always the most frequent class"))
      let figures = try desk.numbers("list(linear_probe().values())")
      #expect(figures[0] > figures[1] && figures[0] <= 1)
    }
  }

  @Test func savedModelsStandSideBySide() throws {
    try atDesk { desk in
      try desk.value(Self.trained)
      try desk.value("first = evaluate()[\"kl\"]\nsave(\"small\");\nmodel(\"mlp\", latent=8, hidden=24);")
      let said = desk.shown("compare \"small\"")
      for word in ["present", "small", "negative ELBO", "active", "linear probe", "MIG", "not Inception's"] {
        #expect(said.contains(word), "\(said)")
      }
      #expect(
        desk.shown("c = compare(\"small\")\nprint([m[\"latent\"] for m in c], [m[\"name\"] for m in c])")
          == "[8, 4] ['present', 'small']\n")
      // The model that was saved is measured as it was, and the present one stays.
      let figures = try desk.numbers("[c[1][\"kl\"], first, c[0][\"kl\"], c[1][\"epochs\"]]")
      #expect(abs(figures[0] - figures[1]) < 0.05 * figures[1] && abs(figures[2] - figures[1]) > 1e-3)
      #expect(desk.shown("load small\nprint(compare()[0][\"kl\"] == c[1][\"kl\"])").contains("compare takes the names"))
      #expect(desk.shown("print(compare(\"small\")[0][\"kl\"] == c[1][\"kl\"])") == "True\n")
    }
  }

  @Test func otherDataAndLikelihoodsAreSaid() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"shapes\", train=100, test=60, seed=4);\nmodel(\"mlp\", latent=2, hidden=8);\nsave(\"other\");")
      try desk.value(
        "data(\"shapes\", train=100, test=60);\nmodel(\"mlp\", latent=2, hidden=8, likelihood=\"gaussian\");")
      let said = desk.shown("compare \"other\"")
      #expect(said.contains("trained on other images") && said.contains("do not compare"), "\(said)")
      try desk.value("data(\"shapes\", train=100, test=60, normalize=True);")
      #expect(
        desk.shown(
          "model(\"mlp\", latent=2, hidden=8, likelihood=\"gaussian\");\nsave(\"c\");\ndata(\"shapes\", train=100, test=60);\ncompare \"c\""
        ).contains("c was trained on"))
      try desk.value("model(\"mlp\", latent=2, hidden=8, condition=\"labels\");")
      let told = desk.shown("compare \"other\"")
      #expect(told.contains("present is told each image's class"), "\(told)")
      #expect(desk.shown("print([\"probe\" in m for m in compare(\"other\")])") == "[False, True]\n")
    }
  }

  @Test(arguments: [
    ("fid", "data"), ("data(\"shapes\", train=50, test=20);\nfid", "model"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=rand(30, 1, 4, 4))", "4×4"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\") / 0)", "infinite or none"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\"), n=30)", "n=20"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\")[:3])", "there are 3"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\"), features=lambda x: x)", "flatten(1)"),
    ("data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\"), features=flatten)", "3,072 numbers"),
    (
      "data(\"shapes\", train=50, test=20);\nfid(images=images(\"test\"), features=lambda x: x.sum())", "a row for each"
    ),
    ("x = rand(40, 1, 8, 8)\ndata x, train=30, test=10\nmodel mlp, latent=2, hidden=8\nfid", "features=f"),
    (
      "data(\"shapes\", train=300, test=100, classes=[\"square\"]);\nmodel(\"mlp\", latent=2, hidden=8);\nfid",
      "no two classes"
    ),
    (
      "data(\"shapes\", train=50, test=20);\nmodel(\"mlp\", latent=2, hidden=8, condition=\"labels\");\nlinear_probe",
      "told the class"
    ),
    (
      "data(\"shapes\", train=50, test=6);\nmodel(\"mlp\", latent=2, hidden=8);\nsave(\"a\");\ncompare(\"a\", n=8)",
      "8 images at least"
    ),
    ("x = rand(40, 1, 8, 8)\ndata x, train=30, test=10\nmodel mlp, latent=2, hidden=8\nlinear_probe", "no two classes"),
    ("data(\"shapes\", train=50, test=20);\ncompare", "compare takes the names"),
    ("data(\"shapes\", train=50, test=20);\ncompare \"nothing\"", "no such file"),
    ("data(\"shapes\", train=50, test=20);\ncompare 2.5", "names of saved sessions"),
  ])
  func whatDoesNotFitIsSaid(_ cell: String, _ expected: String) throws {
    try atDesk { desk in
      let error = desk.run(cell).errorText(.plain)
      #expect(error.contains(expected), "\(cell): \(error)")
    }
  }
}
