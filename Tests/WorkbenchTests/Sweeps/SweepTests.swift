import Foundation
import Language
import TestSupport
import Testing
import Threads
import Workbench

/// Many trainings beside each other: that they are what they are whatever happens around them.
@Suite struct SweepTests {
  private static let start = "data(\"mnist\", batch=32);\n"
  private static let small = "s = sweep(\"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=3)"

  /// A run is what `train` makes of a model that begins with the same numbers.
  @Test func aRunIsATraining() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + Self.small + "\nseed = s.table[2][\"file\"]")
      let seed = try #require(try self.seed(of: 3, place))
      let curve = try desk.numbers("s.table[2][\"curve\"]")
      try desk.value("seed \(seed)\nmodel(\"mlp\", hidden=8, latent=3);\ntrain(epochs=3, lr=0.01, validate=True);")
      #expect(try desk.numbers("history().validation") == curve)
      let own = try desk.numbers("history().steps")
      try desk.value("load sweep 3")
      #expect(try desk.numbers("history().steps") == own)
    }
  }

  private func seed(of run: Int, _ place: SweepPlace) throws -> Int? {
    let table = try #require(try place.files().first { $0.hasSuffix("results.json") })
    let rows = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: table))) as? [[String: Any]]
    return rows?.first { $0["run"] as? Int == run }?["seed"] as? Int
  }

  /// The present model, its training, random numbers, data: all as before, and the runs know nothing of them.
  @Test func theSessionStaysAsItWas() throws {
    let place = try SweepPlace()
    let alone = try place.desk { desk in
      try desk.value(Self.start + Self.small)
      return try desk.rows("s")
    }
    let other = try SweepPlace()
    try other.desk { desk in
      try desk.value(Self.start + "seed 5\nmodel(\"mlp\", latent=4, hidden=8);\ntrain();\nx = randn(3)")
      let (model, trainer) = (desk.session.model, desk.session.trainer)
      let random = desk.session.random
      try desk.value(Self.small)
      #expect(desk.session.model === model && desk.session.trainer === trainer && desk.session.random == random)
      #expect(desk.session.runs.count == 1 && desk.session.batchSize == 32)
      #expect(try desk.rows("s") == alone)
    }
  }

  /// However the values stand, a run of the same settings is the same.
  @Test func theOrderDoesNotMatter() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + Self.small)
      try desk.value("t = sweep(\"lr=[0.001, 0.01], hidden=8, latent=[3, 2], mlp\", epochs=3)")
      #expect(
        try desk.value(
          "sorted([r[\"loss\"] for r in s.table]) == sorted([r[\"loss\"] for r in t.table]) and s.folder != t.folder"
        ).repr == "True")
      // Others for another seed.
      try desk.value("u = sweep(\"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=3, seed=1)")
      #expect(
        try desk.value("len(set([r[\"loss\"] for r in s.table + u.table]))").repr == "8")
    }
  }

  @Test func theBestIsFoundAndLoaded() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      let shown = desk.shown(
        Self.start + "sweep \"mlp, hidden=8, latent=[2, 3]\", seeds=2, epochs=2")
      #expect(
        shown.contains("4 runs (2 combinations, 2 seeds) of 2 epochs; each becomes a file in sweeps/"), "\(shown)")
      #expect(
        shown.contains("run   latent   seed") && shown.contains("[plot: negative ELBO of test images"), "\(shown)")
      #expect(shown.contains("best: run "), "\(shown)")
      try desk.value("s = sweep(\"mlp, hidden=8, latent=[2, 3]\", seeds=2, epochs=2)")
      #expect(
        try desk.value(
          "s.best[\"loss\"] == min([r[\"loss\"] for r in s.table]) and len(s) == 4 and len(s.means) == 2"
        ).repr == "True")
      try desk.value("load sweep")
      let best = try desk.numbers("s.best[\"latent\"]")
      #expect(desk.session.model.map { Double($0.latentDimension) } == best.first)
      try desk.value("load sweep 4")
      #expect(desk.session.model?.latentDimension == 3)
      #expect(desk.shown("load sweep 5").contains("there is no run 5: the sweep has runs 1 to 4"))
      #expect(desk.shown("load(\"sweep\", run=1)") == "" && desk.session.model?.latentDimension == 2)
    }
    // A session that begins later finds it by its files.
    try place.desk { desk in
      try desk.value(Self.start + "load sweep 4")
      #expect(desk.session.model?.latentDimension == 3)
    }
  }

  /// It goes on where it was interrupted, in the middle of a run, and gives the same.
  @Test(arguments: [1, 3, 7, 11, 15])
  func itGoesOnAfterAnInterrupt(_ updates: Int) throws {
    let cell = "sweep \"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=400"
    let whole = try Self.finished.value
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start)
      let cancellation = Cancellation()
      let left = Watch(updates)
      desk.output.onUpdate = { if left.isOver() { cancellation.cancel() } }
      let result = desk.run(cell, cancellation: cancellation)
      desk.output.onUpdate = nil
      guard let error = result.error else { return }
      #expect(error.kind == .interrupted)
      // One that comes when all runs have ended interrupts the cell alone.
      #expect(
        error.message == "the cell was interrupted"
          || result.errorText(.plain).contains("the same command goes on from there"), "\(error.message)")
      #expect(desk.session.model == nil)
      try desk.value("s = " + cell.replacing("sweep ", with: "sweep(") + ")")
      #expect(try desk.rows("s") == whole)
      #expect(try place.files().allSatisfy { !$0.contains("-part-") })
    }
  }

  private final class Watch {
    private var left: Int
    init(_ left: Int) { self.left = left }
    func isOver() -> Bool {
      left -= 1
      return left <= 0
    }
  }

  private enum finished {
    static let result = Result {
      try SweepPlace().desk { desk in
        try desk.value(
          SweepTests.start + "s = sweep(\"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=400)")
        return try desk.rows("s")
      }
    }
    static var value: String { get throws { try result.get() } }
  }

  /// Files that are not what was written are done again; those of other data or epochs are others.
  @Test func damagedFilesAreNotTaken() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + Self.small)
      let whole = try desk.rows("s")
      for damage in [0, 1, 2] {
        let file = try #require(
          try place.files().filter {
            $0.hasSuffix(damage == 0 ? ".safetensors" : ".json") && !$0.hasSuffix("results.json")
          }
          .last)
        var bytes = try Data(contentsOf: URL(filePath: file))
        if damage == 2 { bytes.removeLast(20) } else { bytes[bytes.count * 2 / 3] ^= 1 }
        try bytes.write(to: URL(filePath: file))
        let shown = desk.shown("sweep \"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=3")
        #expect(
          shown.contains("3 of them are there already") && shown.contains("is damaged: that run is done again"),
          "\(shown)")
        try desk.value(Self.small)
        #expect(try desk.rows("s") == whole)
      }
      let shown = desk.shown("sweep \"mlp, hidden=8, latent=[2, 3], lr=[0.01, 0.001]\", epochs=4, name=\"x\"")
      #expect(!shown.contains("already"))
      // One folder may have more than one asks for: values that come later find the others done.
      #expect(
        desk.shown("sweep \"mlp, hidden=8, latent=[2, 3, 4], lr=[0.01, 0.001]\", epochs=4, name=\"x\"")
          .contains("4 of them are there already"))
      try desk.value("data(\"mnist\", batch=16);")
      #expect(
        !desk.shown("sweep \"mlp, hidden=8, latent=[2, 3, 4], lr=[0.01, 0.001]\", epochs=4, name=\"x\"").contains(
          "already"))
    }
  }

  @Test func aDivergenceIsARow() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      let shown = desk.shown(Self.start + "sweep \"mlp, hidden=8, latent=2, lr=[0.001, 1000000]\", epochs=3")
      #expect(shown.contains("diverged in step "), "\(shown)")
      #expect(shown.contains("best: run 1 (lr=0.001)"), "\(shown)")
      #expect(desk.shown("load sweep 2").contains("run 2 cannot be loaded: it diverged"))
      try desk.value("s = sweep(\"mlp, hidden=8, latent=2, lr=[0.001, 1000000]\", epochs=3)")
      #expect(try desk.value("[s.table[1][\"status\"], s.table[1][\"loss\"]]").repr == "['diverged', None]")
    }
  }

  /// The rounds of a run are one training, and which go on depends on their figures alone.
  @Test func halvingGoesOnToTheBit() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(
        Self.start
          + "s = sweep(\"mlp, hidden=8, latent=[2, 3, 4], lr=[0.01, 0.001, 0.003], schedule=cosine\", epochs=9, keep=0.33)"
      )
      #expect(
        try desk.value("sorted([r[\"epochs\"] for r in s.table])").repr == "[1, 1, 1, 1, 1, 1, 3, 3, 9]")
      try desk.value(
        "t = sweep(\"mlp, hidden=8, latent=[2, 3, 4], lr=[0.01, 0.001, 0.003], schedule=cosine\", epochs=9)")
      #expect(
        try desk.value("all([a[\"curve\"] == b[\"curve\"][:a[\"epochs\"]] for a, b in zip(s.table, t.table)])").repr
          == "True")
      // The two that were left out last were worse than the best after three epochs.
      #expect(
        try desk.value(
          "[b[\"curve\"][2] >= t.table[s.best[\"run\"] - 1][\"curve\"][2] for a, b in zip(s.table, t.table) if a[\"epochs\"] == 3]"
        ).repr == "[True, True]")
      #expect(try place.files(String(try desk.value("s.folder").text.dropFirst(7))).count == 9 + 9 + 1)
      #expect(desk.shown("load sweep 1") != "")
    }
  }

  @Test func runsThatLoseTheirPatienceEndEarly() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + "s = sweep(\"mlp, hidden=8, latent=2, lr=[0, 0.01], patience=2\", epochs=6)")
      #expect(try desk.value("s.table[0][\"epochs\"]").repr == "3")
      #expect(try desk.value("str(s)").text.contains("best was epoch 1"))
    }
  }

  // MARK: The user's own

  private static let builds = """
    def build(width, latent=2):
        enc = sequential(flatten, linear(784, width), relu, heads(linear(width, latent), linear(width, latent)))
        return enc, sequential(linear(latent, width), relu, linear(width, 784))
    """

  @Test func networksOfAFunctionAreTrained() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + Self.builds + "\ns = sweep(build, \"width=[4, 8], lr=0.01, beta=[1, 2]\", epochs=2)")
      let rows = try desk.rows("s")
      #expect(try desk.value("[r[\"active\"] is not None for r in s.table]").repr == "[True, True, True, True]")
      try desk.value("load sweep 3")
      #expect(desk.session.model?.parameterCount == 784 * 8 + 8 + 2 * (8 * 2 + 2) + 2 * 8 + 8 + 8 * 784 + 784)
      // The same text is the same sweep; another is another, also of what it calls.
      #expect(
        desk.shown("sweep build, \"width=[4, 8], lr=0.01, beta=[1, 2]\", epochs=2").contains("4 of them are there"))
      try desk.value("s = sweep(build, \"width=[4, 8], lr=0.01, beta=[1, 2]\", epochs=2)")
      #expect(try desk.rows("s") == rows)
      try desk.value("k = 3\ndef deep(width):\n    return build(width * k)")
      #expect(desk.shown("sweep deep, \"width=4\"").contains("1 run of 1 epoch"))
      #expect(desk.shown("sweep deep, \"width=4\"").contains("1 of them is there already"))
      #expect(!desk.shown("k = 2", "sweep deep, \"width=4\"").contains("already"))
    }
  }

  /// What a function's figures depend on, wherever it comes from: another is another run, and the same is found.
  @Test(arguments: [
    ("k = 1\ndef f(a):\n    return a * k", "k = 2"),
    ("k = [1, {\"x\": 1}]\ndef f(a):\n    return a * k[1][\"x\"]", "k[1][\"x\"] = 2"),
    ("def g(a):\n    return a\ndef f(a):\n    return g(a)", "def g(a):\n    return a + 1"),
    ("def make(k):\n    def f(a):\n        return a * k\n    return f\nf = make(1)", "f = make(2)"),
    ("f = (lambda k: lambda a: a * k)(1)", "f = (lambda k: lambda a: a * k)(2)"),
    ("class A:\n    pass\nargs = A()\nargs.k = 1\ndef f(a):\n    return a * args.k", "args.k = 2"),
    ("class A:\n    def f(self, a):\n        return a * self.k\no = A()\no.k = 1\nf = o.f", "o.k = 2"),
    ("import functools\nf = functools.partial(lambda k, a: a * k, 1)", "f = functools.partial(lambda k, a: a * k, 2)"),
    ("k = tensor([1, 2])\ndef f(a):\n    return a * k[0]", "k[0] = 5"),
    ("net = linear(1, 1)\ndef f(a):\n    return net(a * ones(1, 1)).item()", "net = linear(1, 1)"),
    ("k = {1, 2}\ndef f(a):\n    \"a nothing\"\n    return a + len(k)", "k = {1, 3}"),
    ("k = 1\ndef f(a):\n    return sum([k + a for a in range(3)]) + [lambda: k][0]() + float(f\"{k}\")", "k = 2"),
    ("k = 1\ndef f(a):\n    def g():\n        return k\n    return a * g()", "k = 2"),
    ("def f(a, k=1):\n    return a * k", "def f(a, k=2):\n    return a * k"),
    ("def w(f):\n    return lambda a: f(a)\n@w\ndef f(a):\n    return a", "@w\ndef f(a):\n    return a + 1"),
  ])
  func whatAFunctionDependsOn(_ before: String, _ change: String) throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(Self.start + before)
      let cell = "sweep f, \"a=[1, 2]\", name=\"x\""
      #expect(!desk.shown(cell).contains("already"))
      #expect(desk.shown("a = 77\nnothing = [a]", cell).contains("2 of them are there already"))
      try desk.value(change)
      #expect(!desk.shown(cell).contains("already"))
      #expect(desk.shown(cell).contains("2 of them are there already"))
    }
  }

  /// Networks that others have too stay as they are, and each run begins with what they are.
  @Test func sharedNetworksStayAsTheyAre() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(
        Self.start + Self.builds + "\nenc, dec = build(4)\nbefore = [p.detach().clone() for p in dec.parameters()]\n"
          + "s = sweep(lambda: (enc, dec), \"lr=[0, 0.01]\", epochs=1)")
      #expect(
        try desk.value("all([(a == b).all().item() for a, b in zip(before, dec.parameters())])").repr == "True")
      #expect(try desk.value("s.table[0][\"loss\"] > s.table[1][\"loss\"]").repr == "True")
    }
  }

  /// Objects of the user's classes have no file but that of their weights, which `load sweep` puts into new ones.
  @Test func classesOfTheUsersOwn() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(
        Self.start + """
          import torch.nn as nn
          class Decoder(nn.Module):
              def __init__(self, width):
                  super().__init__()
                  self.a = nn.Linear(2, width)
                  self.b = nn.Linear(width, 784)
              def forward(self, z):
                  return self.b(relu(self.a(z)))
          class VAE(nn.Module):
              def __init__(self, width):
                  super().__init__()
                  self.encoder = nn.Sequential(nn.Flatten(), heads(nn.Linear(784, 2), nn.Linear(784, 2)))
                  self.decoder = Decoder(width)
          s = sweep(VAE, "width=[4, 8]", epochs=2)
          load sweep 2
          """)
      let loss = try desk.numbers("s.table[1][\"loss\"]")[0]
      #expect(abs(try desk.numbers("evaluate()[\"loss\"]")[0] - loss) < 5)
      #expect(desk.shown("sweep VAE, \"width=[4, 8]\", epochs=4, keep=0.5").contains("cannot go on"))
    }
  }

  @Test func functionsThatDoTheRunThemselves() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value(
        Self.start + """
          def run(lr, epochs):
              model("mlp", latent=2, hidden=4)
              h = train(epochs=epochs, lr=lr)
              return {"loss": h.loss[-1], "noise": randn(1).item()}
          model("mlp", latent=5, hidden=4);
          s = sweep(run, "lr=[0.01, 0.1, 1e9]", seeds=2, epochs=2)
          """)
      #expect(desk.session.model?.latentDimension == 5 && desk.session.runs.isEmpty)
      #expect(
        try desk.value("[r[\"status\"] for r in s.table][:5]").repr
          == "['finished', 'finished', 'finished', 'finished', 'diverged']")
      #expect(try desk.value("len(set([r[\"noise\"] for r in s.table[:4]]))").repr == "4")
      #expect(desk.shown("s").contains("noise"))
      #expect(desk.shown("load sweep").contains("no run of the sweep"))
      #expect(desk.shown("sweep lambda a: \"x\", \"a=1\"").contains("gives an encoder and a decoder"))
      #expect(desk.shown("sweep lambda a: 1 / a, \"a=[1, 0]\"").contains("in run 2 of 2, with a=0"))
      #expect(try desk.value("s.table[0][\"loss\"]").repr != "None")
    }
  }

  /// The table is one display, replaced at most twice a second.
  @Test func theTableGrowsSparingly() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      desk.run(Self.start + "sweep \"mlp, hidden=8, latent=[2, 3, 4, 5]\", epochs=150")
      let (_, shown) = try #require(desk.output.updates.first)
      #expect(desk.output.updates.count == 1)
      // The last word comes when it comes.
      for (earlier, later) in zip(shown.dropLast(), shown.dropLast().dropFirst()) {
        #expect(later.time - earlier.time >= .milliseconds(499))
      }
      #expect(shown.first?.display.plain.contains("run 1 of 4") ?? false)
      #expect(shown.last?.display.plain.hasPrefix("4 of 4 runs, in sweeps/") ?? false)
    }
  }
}
