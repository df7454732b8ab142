import Language

/// A library of another field than Elbow's, on the language as it is: a few entries, a term, and a dialect.
final class Kitchen: Host {
  let terms = [
    GlossaryTerm(
      "proving", also: ["rising"], "The dough rests, and grows.", formula: "2 * dough", lessons: ["1"],
      entries: ["bake"])
  ]
  let dialect: any Dialect = KitchenDialect()

  func checkpoint() -> () -> Void { {} }

  let entries = [
    Entry(
      "flour", group: "ingredients", "flour of so many grams",
      parameters: [Parameter("grams", .real(0...10_000), "how much")], result: "dough", abstract: .unknown,
      example: "flour(500)",
      run: { arguments, _ in .object(Dough(arguments.real("grams"))) }),
    Entry(
      "mix", group: "ingredients", "two doughs in one",
      parameters: [
        Parameter("a", .object("dough"), "the first"), Parameter("b", .object("dough"), "the second"),
        Parameter("speed", .integer(1...3), default: .integer(1), "how fast"),
      ], result: "dough", abstract: .unknown, isMethod: true, example: "mix(flour(300), flour(200))",
      otherNames: ["combine"],
      departure: "there is no third dough",
      run: { arguments, _ in
        .object(Dough((arguments["a"].dough?.grams ?? 0) + (arguments["b"].dough?.grams ?? 0)))
      }),
    Entry(
      "weigh", group: "ingredients", "how many grams it has",
      parameters: [Parameter("x", .object("dough"), "the dough")], result: "float", abstract: .unknown, isMethod: true,
      example: "weigh(flour(500))", run: { arguments, _ in .real(arguments["x"].dough?.grams ?? 0) }),
    Entry(
      "bake", .command, group: "oven", "bakes what there is",
      parameters: [
        Parameter("minutes", .integer(1...600), default: .integer(30), "how long"),
        Parameter("heat", .integer(50...300), default: .integer(180), unit: "degrees", "how hot"),
      ], result: "float", abstract: .unknown, example: "bake minutes=20",
      run: { arguments, _ in .real(arguments.real("minutes") * arguments.real("heat")) }),
    Entry(
      "serve", .command, group: "table", "brings it to the table",
      parameters: [Parameter("what", .word(["soup", "bread"]), default: .string("bread"), "what to serve")],
      result: "str", abstract: .unknown, example: "serve soup", run: { arguments, _ in arguments["what"] }),
  ]

  /// A session in this kitchen.
  static func session() -> Session {
    let kitchen = Kitchen()
    return Session(table: kitchen.entries, host: kitchen)
  }
}
