import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// Saved sessions of which one field says what no session can be: they are refused under the field's name, and whatever
/// is in them ends nothing.
@Suite struct DamagedSessionTests {
  /// A small session with everything that is saved: held-out images, a best epoch, dropout, shared layers, several runs.
  private static let session = """
    seed 1
    data mnist, batch=32, train=70, validation=0.2, classes=[0, 1, 2, 3, 4, 5]
    both = linear(4, 4)
    enc = sequential(flatten, linear(784, 4), both, dropout(0.1), batch_norm(4), heads(linear(4, 2), linear(4, 2)))
    dec = sequential(linear(2, 4), both, leaky_relu(0.1), linear(4, 784), sigmoid)
    model enc, dec
    train(epochs=2, patience=3, clip=10, free_bits=0.1);
    train(steps=2, optimizer="rmsprop", warmup=1);
    """

  /// The bytes of that session's file, saved once.
  private static func saved(in folder: String) throws -> SavedFile {
    _ = try atDesk { desk in try desk.value(session + "\nsave \"\(folder)/run\"") }
    return try SavedFile(path: folder + "/run.safetensors")
  }

  private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-damaged-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// What stands in for a field's value, one after another.
  private static let absurd = [
    "-9223372036854775808", "9223372036854775807", "18446744073709551615", "-1", "0", "9007199254740993", "1e308",
    "-1e308", "1e-308", "1e999", "0.5", "\"nan\"", "\"-inf\"", "\"\"", "\"\\u0000\\u001b[2J\"", "null", "true", "[]",
    "{}", "[[]]", "[-1]", "{\"a\":1}", "NaN", "", String(repeating: "[", count: 3_000),
    "\"" + String(repeating: "a", count: 20_000) + "\"",
  ]

  /// Every field of the metadata, and every place of a tensor, is every one of those. A session that refuses the file is as
  /// it was; one that takes it goes on.
  @Test func everyFieldMayBeAnything() throws {
    try Self.withFolder { folder in
      let whole = try Self.saved(in: folder)
      try atDesk { desk in
        try desk.value("data(\"mnist\", batch=16);\nmodel(latent=2, hidden=4);\ntrain(steps=1);")
        let state = "[history().loss, networks()[1].parameters[0].sum(), len(history().steps)]"
        var (refused, taken) = (0, 0)
        var before = desk.shown(state)
        for number in 1..<whole.header.count {
          for (place, text) in Self.absurd.enumerated() where (number + place).isMultiple(of: 11) {
            var damaged = whole
            damaged.header.change(number) { $0 = .literal(text) }
            try damaged.write(to: folder + "/damaged.safetensors")
            let result = desk.run("load \"\(folder)/damaged\"")
            let words = "\(whole.header.path(to: number).joined(separator: ".")) = \(text.prefix(40))"
            if let error = result.error {
              refused += 1
              #expect(error.kind != .internal && !error.message.isEmpty, "\(words): \(error.message)")
              #expect(desk.shown(state) == before, "\(words)")
            } else {
              taken += 1
              let after = desk.run("if history().loss:\n    plot(\"loss\")\nsession\nhistory\ntrain steps=1")
              #expect(after.error?.kind != .internal, "\(words): \(after.errorText(.plain))")
              before = desk.shown(state)
            }
          }
        }
        #expect(refused > 600 && taken > 20, "\(refused) refused, \(taken) taken")
      }
    }
  }

  /// The part of the tree at a path of keys.
  private static func change(_ file: inout SavedFile, _ path: String, to text: String) throws {
    let steps = path.split(separator: ".").map(String.init)
    let number = try #require(
      (1..<file.header.count).last { file.header.path(to: $0) == ["__metadata__"] + steps }, "no \(path)")
    file.header.change(number) { $0 = .literal(text) }
  }

  static let fields: [(path: String, value: String, says: String)] = [
    ("data.options.validation", "-9223372036854775808", "data.options.validation is -9.2"),
    ("data.options.validation", "\"nan\"", "data.options.validation is nan"),
    ("data.options.train", "-1", "data.options.train is -1, and must be from 1 to"),
    ("data.options.seed", "-1", "data.options.seed is a number that cannot be"),
    ("data.title", "7", "data.title is a value of another type"),
    ("model.image.0", "0", "model.image is no channels, height and width"),
    ("model.image.1", "9223372036854775807", "model.image is no channels"),
    ("model.beta", "\"inf\"", "model.beta is inf"), ("model.encoder", "null", "model.encoder is missing"),
    ("model.encoder", "\"linear(1000000, 1000000)\"", "networks cannot be made"),
    ("model.encoder", "\"linear(100000, 10000)\"", "has no tensor encoder.weight"),
    ("model.decoder", "\"linear(2, 784)\"", "has no tensor decoder.weight"),
    ("model.decoder", "\"batch_norm(1000000000000)\"", "networks cannot be made"),
    ("model.shared.0.1", "\"decoder.0\"", "has no tensor decoder.1"),
    ("session.batchSize", "0", "session.batchSize is 0"), ("session.random.seed", "1e300", "session.random.seed"),
    ("session.random.draws", "[1, 0]", "session.random.draws has a stream"),
    ("session.runs.0.number", "-9223372036854775808", "session.runs[0].number is"),
    ("session.runs.1.firstEpoch", "-5", "session.runs[1].firstEpoch is -5"),
    ("session.runs.1.seconds", "1e308", "session.runs[1].seconds is 1e+308"),
    ("session.runs.1.options.warmup.epochs", "-3", "session.runs[1].options.warmup.epochs is -3"),
    ("training.batchSize", "1000000000", "training.batchSize is 1000000000"),
    ("training.state.steps", "9223372036854775807", "training.state.steps is"),
    ("training.state.batchesDone", "3", "training.state.batchesDone is 3"),
    ("training.state.course", "[5, 1]", "training.state.course"),
    ("training.state.course", "[-5, 1]", "training.state.course is -5..<1"),
    ("training.state.best.epoch", "0", "training.state.best is no epoch"),
    ("training.state.options.samples", "0", "training.state.options.samples is 0"),
    ("training.state.options.learningRate", "\"nan\"", "training.state.options.learningRate is nan"),
    ("training.state.history.epochs.1.losses.images", "-1", "training.state.history.epochs[1].losses.images is -1"),
    ("training.state.random.draws", "[2, 18446744073709551615]", "training.state.random.draws has a stream"),
    ("training.layers", "[]", "training.layers has 0 entries, and 1 layers"),
  ]

  /// The message names the field, and what was loaded stays.
  @Test func theFieldIsNamed() throws {
    try Self.withFolder { folder in
      let whole = try Self.saved(in: folder)
      try atDesk { desk in
        for (path, value, says) in Self.fields {
          var damaged = whole
          try Self.change(&damaged, path, to: value)
          try damaged.write(to: folder + "/damaged.safetensors")
          let text = desk.run("load \"\(folder)/damaged\"").errorText(.plain)
          #expect(text.contains(says) && text.contains("nothing was loaded"), "\(path) = \(value): \(text)")
          #expect(desk.session.model == nil && desk.session.dataset == nil)
        }
        try desk.value("load \"\(folder)/run\"\ntrain(steps=1);")
      }
    }
  }
}
