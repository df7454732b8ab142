import Language
import Testing
import Workbench

/// `disentanglement`, of the session's model and of what it is given.
@Suite struct DisentanglementEntryTests {
  @Test func itLooksAtTheModelsCodes() throws {
    try atDesk { desk in
      try desk.value("data(\"shapes\", train=200, test=120);\nmodel(\"mlp\", latent=4, hidden=16);\ntrain(steps=20);")
      let said = desk.shown("disentanglement")
      for word in ["rotation", "MIG", "SAP", "DCI: completeness", "FactorVAE"] {
        #expect(said.contains(word), "\(said)")
      }
      let figures = try desk.numbers("list(disentanglement().values())")
      #expect(figures.count == 6 && figures.allSatisfy { $0.isFinite && $0 <= 1 })
      // The session's random numbers are not drawn from.
      #expect(desk.shown("print(disentanglement() == disentanglement())") == "True\n")
    }
  }

  @Test func codesOfOnesOwnAreCompared() throws {
    try atDesk { desk in
      try desk.value("seed(1)\nv = rand(400, 3)")
      let figures = try desk.numbers(
        """
        [disentanglement(v, v)["sap"], disentanglement(v, {"a": v[:, 0], "b": v[:, 1], "c": v[:, 2]})["sap"], \
        disentanglement(v @ randn(3, 3), v)["sap"]]
        """)
      #expect(figures[0] > 0.95 && figures[0] == figures[1] && figures[2] < figures[0])
      #expect(desk.shown("disentanglement(v, {\"tilt\": v[:, 0]});\ndisentanglement v, v").contains("factor 2"))
    }
  }

  @Test(arguments: [
    ("disentanglement", "data"), ("disentanglement rand(5, 2)", "factors are missing"),
    ("disentanglement rand(5, 2), rand(4, 2)", "5×2 and 4×2"),
    ("disentanglement rand(2, 2), rand(2, 2)", "there are 2"),
    ("disentanglement rand(9, 2) / 0, rand(9, 2)", "not finite"),
    ("disentanglement rand(9, 2), {\"a\": rand(9), \"b\": rand(8)}", "one length"),
    ("disentanglement rand(9, 2), \"hue\"", "hue"),
    ("data(\"mnist\");\nmodel(\"mlp\", latent=2, hidden=8);\ndisentanglement", "nobody knows the factors"),
  ])
  func whatDoesNotFitIsSaid(_ cell: String, _ expected: String) throws {
    try atDesk { desk in
      let error = desk.run(cell).errorText(.plain)
      #expect(error.contains(expected), "\(cell): \(error)")
    }
  }
}
