import Language
import Tensors
import Testing
import VAE
import Workbench

/// `model condition=labels`: what the model is told, and what says that it is not told enough.
@Suite struct ConditionTests {
  private static func start(_ settings: String = "mlp, hidden=16") -> String {
    "data(\"mnist\", batch=16);\nmodel \(settings), latent=3, condition=labels\n"
  }

  @Test(arguments: [
    "tutorial", "mlp, hidden=16", "conv, hidden=16", "mlp, prior=mixture, components=3", "mlp, prior=flow",
  ])
  func everythingIsToldTheClass(_ settings: String) throws {
    try atDesk { desk in
      #expect(desk.shown(Self.start(settings)).contains("told one of 10 classes"))
      try desk.value("train(steps=20);")
      #expect(desk.shown("sample 6, seed=1").contains("6 images"))
      #expect(desk.shown("sample 4, label=3, seed=1").contains("4 images"))
      #expect(desk.shown("sample 2, label=each").contains("20 images"))
      #expect(desk.shown("sample label=each").contains("60 images"))
      #expect(desk.shown("reconstruct 8, label=4").contains("images") && desk.shown("reconstruct 8").contains("images"))
      #expect(
        desk.shown("interpolate 3, 8").contains("images") && desk.shown("interpolate 3, 8, label=1").contains("images"))
      #expect(desk.shown("traverse 2, 3").contains("images") && desk.shown("explore 3").contains("images"))
      #expect(desk.shown("map 50").contains("map") || desk.shown("map 50").contains("points"))
      try desk.value("e = evaluate();")
      let figures = try desk.numbers("[e[\"loss\"], e[\"kl\"], likelihood(samples=20, images=50)[\"nll\"]]")
      #expect(figures.allSatisfy(\.isFinite) && figures[2] < figures[0] + 3)
      #expect(desk.shown("print(check(8)[\"agrees\"])") == "True\n")
      #expect(desk.shown("diagnose").contains("active"))
      let summary = desk.shown("summary")
      #expect(summary.contains("one channel more") && summary.contains("condition.planes"))
      // The rows add up to what the last line says.
      let counts = summary.split(separator: "\n").compactMap { line -> Int? in
        let cells = line.split(separator: "  ").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        return cells.count == 3 ? Int(cells[2].replacing(",", with: "")) : nil
      }
      #expect(counts.reduce(0, +) == desk.session.model?.parameterCount, "\(summary)")
      #expect(desk.shown("print(\"condition.planes\" in model().state_dict())") == "True\n")
      #expect(desk.shown("trace").contains("13"), "3 numbers of a code and 10 of the class")
    }
  }

  /// What the commands do, written by hand with the model's own networks and planes.
  @Test func theNetworksTakeWhatTheDocumentationSays() throws {
    try atDesk { desk in
      try desk.value(Self.start())
      try desk.value(
        """
        train(steps=5);
        enc, dec = networks()
        planes = model().state_dict()["condition.planes"]
        x, y = images("test")[:6], labels("test")[:6]
        with no_grad():
            told = one_hot(y, 10)
            mean, logvar = enc(cat([x, matmul(told, planes).reshape(6, 1, 28, 28)], 1))
            z = encode(x, label=y)
            p = sigmoid(dec(cat([z, told], 1)))
            other = sigmoid(dec(cat([z, one_hot(tensor([4] * 6), 10)], 1)))
        """)
      let differences = try desk.numbers(
        """
        [abs(mean - z).max().item(), abs(flatten(decode(z, label=y)) - p).max().item(), \
        abs(flatten(decode(z, label=4)) - other).max().item(), abs(p - other).max().item()]
        """)
      #expect(differences[0] < 1e-6 && differences[1] < 1e-6 && differences[2] < 1e-6)
      #expect(differences[3] > 1e-4, "another class is another image")
    }
  }

  /// `sample` without a label draws classes, each as likely as another.
  @Test func classesThatNobodyAskedForAreDrawnFromAll() throws {
    try atDesk { desk in
      try desk.value(Self.start())
      let condition = try #require(desk.session.model?.condition)
      let drawn = condition.draw(1000, noise: Philox(seed: 1, stream: .sampling, draw: 0))
      for label in 0..<10 {
        #expect((60...140).contains(drawn.count { $0 == label }), "class \(label)")
      }
    }
  }

  @Test func asManyLabelsAsImagesOrOne() throws {
    try atDesk { desk in
      try desk.value(Self.start())
      try desk.value("z = randn(3, 3)\na = decode(z, label=[1, 2, 3])\nb = decode(z, label=tensor([1, 2, 3]))")
      #expect(
        try desk.numbers("[abs(a - b).max().item(), abs(a[1:2] - decode(z[1:2], label=2)).max().item()]").max() ?? 1
          < 1e-6)
      for (cell, expected) in [
        ("decode(z)", "decode(z, label=0)"), ("encode(images(\"test\"))", "label=labels(\"test\")"),
        ("decode(z, label=[1, 2])", "one for each"), ("decode(z, label=10)", "0 to 9"),
        ("decode(z, label=-1)", "0 to 9"),
        ("decode(z, label=\"ten\")", "the classes are"), ("decode(z, label=tensor([0.5]))", "whole numbers"),
        ("manifold 4", "manifold label=0"), ("sample 2000, label=each", "more than"), ("sample 4, label=11", "0 to 9"),
        ("sample 4, label=[1, 2]", "one for each"),
        ("reconstruct 4, label=each", "`each` is for sample"), ("decode(randn(2, 4))", "decode(randn(8, 3), label=0)"),
      ] {
        let error = desk.run(cell).errorText(.plain)
        #expect(error.contains(expected), "\(cell): \(error)")
      }
    }
  }

  @Test(arguments: [
    ("model spatial, condition=labels", "conv, condition=labels"), ("model condition=classes", "labels"),
    ("model prior=vamp, condition=labels", "prior=mixture"),
    (
      "model sequential(flatten, linear(784, 8), heads(linear(8, 2), linear(8, 2))), sequential(linear(12, 784)), condition=labels",
      "linear(1568, …)"
    ),
    (
      "model sequential(flatten, linear(1568, 8), heads(linear(8, 2), linear(8, 2))), sequential(linear(2, 784)), condition=labels",
      "linear(12, …)"
    ),
  ])
  func whatDoesNotFitIsSaid(_ cell: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);")
      let error = desk.run(cell).errorText(.plain)
      #expect(error.contains(expected), "\(error)")
    }
  }

  @Test func aModelThatIsToldNothingSaysSo() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16);\nmodel mlp, latent=2\n")
      for cell in ["sample 4, label=3", "sample label=each", "reconstruct 2, label=1", "decode(randn(1, 2), label=1)"] {
        let error = desk.run(cell).errorText(.plain)
        #expect(error.contains("model condition=labels"), "\(cell): \(error)")
      }
    }
  }

  /// Other data of the same size would be told classes that mean something else.
  @Test func otherClassesAreNoSilentMistake() throws {
    try atDesk { desk in
      try desk.value(Self.start())
      try desk.value("x = rand(20, 1, 28, 28)\ny = [0, 1] * 10\ndata(x, labels=y);")
      for cell in ["train steps=1", "evaluate", "reconstruct 2", "explore"] {
        let error = desk.run(cell).errorText(.plain)
        #expect(error.contains("classes are others") && error.contains("condition=labels"), "\(cell): \(error)")
      }
      try desk.value("data(x);")
      #expect(desk.run("model condition=labels").errorText(.plain).contains("nobody knows the classes"))
    }
  }

  @Test func aSavedSessionGoesOnToTheBit() throws {
    try atDesk { desk in
      try desk.value(Self.start("mlp, hidden=8, prior=mixture"))
      try desk.value(
        "train(steps=10);\nsave(\"c\");\ntrain(steps=10);\nw = [abs(p).sum().item() for p in model().state_dict().values()]"
      )
      try desk.value("load(\"c\");\ntrain(steps=10);")
      #expect(desk.shown("print(w == [abs(p).sum().item() for p in model().state_dict().values()])") == "True\n")
      #expect(desk.shown("sample 2, label=each").contains("20 images"))
    }
  }

  @Test func itsObjectivesAreToldToo() throws {
    try atDesk { desk in
      for objective in ["elbo, samples=3", "dreg, samples=3", "beta", "tc", "mmd", "dip", "logcosh"] {
        try desk.value(Self.start("mlp, hidden=8"))
        try desk.value(
          "train(steps=3, objective=\"\(objective.prefix { $0 != "," })\"\(objective.drop { $0 != "," }));")
        #expect(try desk.numbers("history().loss[-1:]").allSatisfy(\.isFinite), "\(objective)")
      }
    }
  }

  @Test func aSweepIsToldToo() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=16);\ns = sweep(\"mlp, hidden=8, latent=[2, 3], condition=[labels]\", epochs=1);")
      #expect(try desk.numbers("[row[\"active\"] >= 0 for row in s.table]") == [1, 1])
    }
  }
}
