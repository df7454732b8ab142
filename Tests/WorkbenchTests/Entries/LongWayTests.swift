import Language
import Testing

/// The cell that a command abbreviates, beside the command.
@Suite struct LongWayTests {
  /// The tutorial's model, a little trained.
  private static let start = "data mnist\nmodel(latent=30);\ntrain(epochs=3);"

  private func longWay(_ name: String, _ desk: Desk) throws -> String {
    let entry = try #require(desk.session.entries().first { $0.name == name })
    return try #require(entry.longWay, "\(name) has no long way")
  }

  @Test func commandsOfTheTutorialHaveOne() {
    let entries = Desk().session.entries()
    for name in ["model", "train", "plot", "sample", "reconstruct", "interpolate", "evaluate"] {
      #expect(entries.first { $0.name == name }?.longWay != nil, "\(name)")
    }
  }

  @Test(arguments: Desk().session.entries().filter { $0.longWay != nil }.map(\.name))
  func runsAsWritten(_ name: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let cell = try longWay(name, desk)
      let result = desk.run(cell)
      #expect(result.error == nil, "\(cell)\n\(result.errorText(.plain))")
    }
  }

  @Test(arguments: ["reconstruct 8", "interpolate 3, 8, steps=10"])
  func picturesAreEqual(_ command: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      try desk.value(command)
      try desk.value(try longWay(String(command.prefix { $0 != " " }), desk))
      try #require(desk.pictures.count == 2)
      #expect(desk.pictures[0] == desk.pictures[1])
    }
  }

  /// Other noise, the same grid.
  @Test func samplesHaveTheSameForm() throws {
    try atDesk { desk in
      try desk.value(Self.start)
      #expect(desk.shown("sample") == desk.shown(try longWay("sample", desk)))
    }
  }

  @Test func modelHasAsManyParameters() throws {
    try atDesk { desk in
      try desk.value("data mnist")
      #expect(desk.shown("model latent=30") == desk.shown(try longWay("model", desk)))
    }
  }

  /// Other noise: equal within a few of the evaluation's standard errors, which are over images, not noise.
  @Test func evaluationsAgree() throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let loss = try desk.numbers("evaluate()[\"loss\"]")[0]
      let text = desk.shown(try longWay("evaluate", desk))
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
      let text = desk.shown(try longWay("train", desk))
      let byHand = try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Double($0) }, "\(text)")
      #expect(abs(loss - byHand) < 0.05 * loss, "\(loss), \(byHand)")
    }
  }
}
