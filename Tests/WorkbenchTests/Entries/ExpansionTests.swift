import Foundation
import Language
import Testing

/// The cell that a command abbreviates, beside the command.
@Suite struct ExpansionTests {
  /// The tutorial's model, a little trained.
  private static let start = "data mnist\nmodel(latent=30);\ntrain(epochs=3);"

  private func expansion(_ name: String, _ desk: Desk) throws -> String {
    let entry = try #require(desk.session.entries().first { $0.name == name })
    return try #require(entry.expansion, "\(name) has no long way")
  }

  /// Models that differ in what their encoders take, what their decoders give, and what that means.
  private static let others = [
    "model mlp, latent=5", "model conv, latent=4, hidden=32", "model latent=3, likelihood=gaussian, sigma=0.3",
    "model latent=7, beta=2",
    """
    model sequential(linear(784, 32), relu, heads(linear(32, 6), linear(32, 6))), \
      sequential(linear(6, 784), sigmoid, unflatten(1, (1, 28, 28)))
    """,
  ]

  @Test func theReadmeShowsWhatOpenPuts() throws {
    let readme = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../../README.md").standardized, encoding: .utf8)
    try atDesk { desk in
      try desk.value("data mnist, batch=64\nmodel(latent=30);")
      #expect(readme.contains("```\n\(try expansion("train", desk))\n```"))
    }
  }

  /// The objectives, and how near the long way comes: the same formula from other noise.
  @Test(arguments: [
    "objective=\"beta\", beta=5, capacity=4", "objective=\"tc\", beta=3", "objective=\"tc\", sampling=\"stratified\"",
    "objective=\"mmd\", beta=0.5", "objective=\"mmd\", kernel=\"imq\"", "objective=\"dip\"",
    "objective=\"dip\", covariance=\"codes\"", "objective=\"logcosh\"", "samples=4", "objective=\"iwae\", samples=4",
    "objective=\"dreg\", samples=4",
  ])
  func everyObjectiveHasItsLongWay(_ objective: String) throws {
    try atDesk { desk in
      try desk.value("data mnist, batch=32\nmodel mlp, latent=3, hidden=16;")
      // One step of no length: the long way then begins where the command does, and both see all images once.
      try desk.value("train(steps=1, lr=0, \(objective));\ntrain(steps=3, lr=0);")
      let wanted = try desk.numbers("train(epochs=1).loss")[1]
      let text = try expansion("train", desk).replacing("lr=0.001", with: "lr=0")
      let told = try #require(desk.shown(text).split(separator: " ").compactMap { Double($0) }.last)
      #expect(abs(told - wanted) < 0.02 * wanted, "\(objective): \(told), \(wanted)")
    }
  }

  @Test(arguments: others)
  func fitsTheModel(_ model: String) throws {
    let model = model.replacing("\\\n  ", with: "")
    let start = "data mnist, batch=32\n\(model)"
    try atDesk { desk in
      try desk.value(start)
      // The same model again, and after an epoch of either nearly the same loss: other noise, the same start.
      let before = desk.shown("model")
      try desk.value(try expansion("model", desk))
      #expect(before == desk.shown("model"))
    }
    let loss = try atDesk { desk in
      try desk.value(start)
      try desk.value("train(epochs=1);")
      for command in ["reconstruct", "interpolate 3, 8"] {
        let count = desk.pictures.count
        try desk.value(command)
        try desk.value(try expansion(String(command.prefix { $0 != " " }), desk))
        #expect(desk.pictures[count] == desk.pictures[count + 1], "\(model): \(command)")
      }
      #expect(desk.shown("sample") == desk.shown(try expansion("sample", desk)))
      // Twenty images have much noise: the mean of several draws.
      let draws = try (0..<40).map { _ in
        try #require(Double(desk.shown(try expansion("evaluate", desk)).prefix { $0 != " " }))
      }
      let others = try (0..<40).map { _ in try desk.numbers("evaluate()[\"loss\"]")[0] }
      let (evaluated, byHand) = (others.reduce(0, +) / 40, draws.reduce(0, +) / 40)
      #expect(abs(evaluated - byHand) < 0.03 * abs(evaluated) + 2, "\(model): \(evaluated), \(byHand)")
      return try desk.numbers("history().loss")[0]
    }
    try atDesk { desk in
      try desk.value(start)
      let text = desk.shown(try expansion("train", desk))
      #expect(text.contains("epoch 1: "))
      let byHand = try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Double($0) }, "\(text)")
      #expect(abs(loss - byHand) < 0.06 * abs(loss), "\(model): \(loss), \(byHand)")
    }
  }

  /// Where no function of the language gives the likelihood, none is said to.
  @Test func othersHaveNone() throws {
    try atDesk { desk in
      try desk.value("data mnist\nmodel mlp, latent=2, likelihood=discretized_logistic")
      let entries = desk.session.entries()
      for name in ["train", "sample", "evaluate"] { #expect(entries.first { $0.name == name }?.expansion == nil) }
    }
  }

  @Test func commandsOfTheTutorialHaveOne() {
    let entries = Desk().session.entries()
    for name in ["model", "train", "plot", "sample", "reconstruct", "interpolate", "evaluate"] {
      #expect(entries.first { $0.name == name }?.expansion != nil, "\(name)")
    }
  }

  @Test(arguments: Desk().session.entries().filter { $0.expansion != nil }.map(\.name))
  func runsAsWritten(_ name: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let cell = try expansion(name, desk)
      let result = desk.run(cell)
      #expect(result.error == nil, "\(cell)\n\(result.errorText(.plain))")
    }
  }

  @Test(arguments: ["reconstruct 8", "interpolate 3, 8, steps=10"])
  func picturesAreEqual(_ command: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      try desk.value(command)
      try desk.value(try expansion(String(command.prefix { $0 != " " }), desk))
      try #require(desk.pictures.count == 2)
      #expect(desk.pictures[0] == desk.pictures[1])
    }
  }

  /// Other noise, the same grid.
  @Test func samplesHaveTheSameForm() throws {
    try atDesk { desk in
      try desk.value(Self.start)
      #expect(desk.shown("sample") == desk.shown(try expansion("sample", desk)))
    }
  }

  @Test func modelHasAsManyParameters() throws {
    try atDesk { desk in
      try desk.value("data mnist")
      #expect(desk.shown("model latent=30") == desk.shown(try expansion("model", desk)))
    }
  }

  /// Other noise: equal within a few of the evaluation's standard errors, which are over images, not noise.
  @Test func evaluationsAgree() throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let loss = try desk.numbers("evaluate()[\"loss\"]")[0]
      let text = desk.shown(try expansion("evaluate", desk))
      let byHand = try #require(Double(text.prefix { $0 != " " }), "\(text)")
      #expect(abs(loss - byHand) < 0.02 * loss, "\(loss), \(byHand)")
    }
  }

  /// Other noise and another order, but the same model from the same start: after an epoch, nearly the same loss.
  @Test func trainingsAgree() throws {
    let start = "data mnist, batch=64\nmodel(latent=30);"
    let loss = try atDesk { desk in
      try desk.value(start)
      return try desk.numbers("train(epochs=1).loss")[0]
    }
    try atDesk { desk in
      try desk.value(start)
      let text = desk.shown(try expansion("train", desk))
      let byHand = try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Double($0) }, "\(text)")
      #expect(abs(loss - byHand) < 0.05 * loss, "\(loss), \(byHand)")
    }
  }
}
