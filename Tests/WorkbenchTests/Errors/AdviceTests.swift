import Language
import TestSupport
import Testing
import Workbench

/// What errors advise is what was meant, in the user's own names.
@Suite struct AdviceTests {
  private func failure(_ desk: Desk, _ cell: String) throws -> Diagnostic { try #require(desk.run(cell).error) }

  @Test func rowsOfSingleNumbersAreReshaped() throws {
    let desk = Desk()
    let error = try failure(desk, "grid = linspace(0, 1, 11)\nnet = sequential(linear(1, 16), relu)\nnet(grid)")
    #expect(error.message.contains("needs 1 feature in"))
    #expect(error.suggestion == "a row for each number: grid.reshape(-1, 1)")
    #expect(desk.run("grid = linspace(0, 1, 11)\nlinear(1, 16)(grid.reshape(-1, 1)).shape").error == nil)
    // Where it has more inputs than one, the layer is what does not fit.
    let other = try failure(desk, "linear(20, 5)(randn(64, 30))")
    #expect(other.suggestion == "rebuild the layer as linear(30, 5)")
  }

  @Test func theSessionsModelIsNotRebuilt() throws {
    let desk = Desk()
    try desk.value("data mnist, train=64\nmodel latent=2, hidden=8\nenc, dec = networks()")
    let decoder = try failure(desk, "dec(randn(8, 3))")
    #expect(decoder.suggestion == "it takes codes of 2 numbers, as randn(8, 2)", "\(decoder)")
    #expect(desk.run("dec(randn(8, 2))").error == nil)
    let encoder = try failure(desk, "enc(randn(8, 3))")
    #expect(encoder.suggestion == "it takes images of 1×28×28, as batch(8)", "\(encoder)")
    #expect(desk.run("enc(batch(8))").error == nil)
  }

  @Test func adviceHasTheUsersNames() throws {
    let desk = Desk()
    try desk.value("codes = randn(50, 4)\nhues = randn(50)")
    #expect(try failure(desk, "scatter codes").suggestion == "two of its columns: scatter(codes[:, 0], codes[:, 1])")
    #expect(try failure(desk, "scatter(codes)").suggestion == "two of its columns: scatter(codes[:, 0], codes[:, 1])")
    #expect(desk.run("scatter(codes[:, 0], codes[:, 1])").error == nil)
    #expect(try failure(desk, "scatter(codes[:, :2], labels=hues)").suggestion == "hues // 1 makes whole numbers")
    #expect(desk.run("scatter(codes[:, :2], labels=hues // 1)").error == nil)
    // What has but one column is not to be taken apart.
    #expect(try failure(desk, "scatter(codes[:, :1])").suggestion == nil)
  }

  @Test func aDivergenceSaysWhatRateIsInForce() throws {
    let desk = Desk()
    try desk.value("data mnist, train=64, batch=32\nmodel latent=2, hidden=8")
    let error = try failure(desk, "train epochs=50, lr=1000.0")
    #expect(error.kind == .divergence)
    #expect(
      error.notes.contains { $0.hasPrefix("the learning rate is 1000.0, and stays so for this model") }, "\(error)")
  }

  @Test func settingsAreSaidWhereTheyChange() throws {
    let desk = Desk()
    #expect(desk.shown("set judge=strict") == "judge: strict\n")
    #expect(desk.shown("set judge=strict") == "")
    #expect(desk.shown("set judge=lenient") == "judge: lenient\n")
    #expect(desk.shown("set").split(separator: "\n").count == 3)
  }

  @Test func oneIsNoPlural() throws {
    let desk = Desk()
    try desk.value("data mnist, train=64\nmodel latent=1, hidden=8")
    #expect(desk.shown("train steps=1").contains("trained 1 step") || desk.shown("session").contains("1 step"))
    let session = desk.shown("session")
    #expect(
      session.contains("1 step") && !session.contains("1 steps") && session.contains("1 latent dimension,"),
      "\(session)")
    #expect(try failure(desk, "decode(randn(3, 2))").message.contains("codes of 1 number,"))
    #expect(try failure(desk, "randn(1)[5]").message.contains("1 element"))
  }
}
