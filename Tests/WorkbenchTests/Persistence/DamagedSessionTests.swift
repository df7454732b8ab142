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

  /// Variables of all kinds, some of whose layers are the model's.
  private static let variables = """
    k = 3
    numbers = [0.5] * 9
    mixed = [k, "x", None, True, 0.25, range(3), numbers]
    mixed.append(mixed)
    d = {"a": (1, (2, mixed)), (1, "b"): numbers, "whole": list(range(9))}
    x = rand(2, 3)
    mask = x > 0.5
    p = parameter(x)
    net = sequential(linear(3, 2), dropout(0.5), batch_norm(2), linear(2, 4), both)
    opt = adam(net, p)
    h = history(1)
    def f(x, y=(k, mixed)):
        return x + y[0]
    g = [lambda x: relu(x), relu, (1, (2,))]
    z = zip([1], [2])
    """

  /// The files that are damaged: that session's as it is saved now, as it saves itself, and as it was in earlier formats.
  enum Saved: Sendable, CaseIterable {
    case now, formatOne, itself

    func file(in folder: String) throws -> SavedFile {
      switch self {
      case .now: _ = try atDesk { desk in try desk.value(session + "\nsave \"\(folder)/run\"") }
      case .itself:
        try atDesk { desk in
          try desk.value(session)
          try desk.value(variables)
          try desk.session.write(to: folder + "/run.safetensors", withVariables: true)
        }
      case .formatOne:
        try FileManager.default.copyItem(
          atPath: EarlierFiles.root + "/format-1/everything.safetensors", toPath: folder + "/run.safetensors")
      }
      return try SavedFile(path: folder + "/run.safetensors")
    }
  }

  private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-damaged-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Values that stand in for a field's, one after another.
  private static let absurd = [
    "-9223372036854775808", "9223372036854775807", "18446744073709551615", "-1", "0", "9007199254740993", "1e308",
    "-1e308", "1e-308", "1e999", "0.5", "\"nan\"", "\"-inf\"", "\"\"", "\"\\u0000\\u001b[2J\"", "null", "true", "[]",
    "{}", "[[]]", "[-1]", "{\"a\":1}", "NaN", "", String(repeating: "[", count: 3_000),
    "\"" + String(repeating: "a", count: 20_000) + "\"",
  ]

  /// Every field of the metadata, and every place of a tensor, is every one of those. A session that refuses the file is as
  /// it was; one that takes it goes on.
  @Test(arguments: Saved.allCases) func everyFieldMayBeAnything(saved: Saved) throws {
    try Self.withFolder { folder in
      let whole = try saved.file(in: folder)
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

  /// Fields of format 1.
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

  /// Fields that format 2 has in place of the networks' text, and all that it has as format 1 had them.
  static let fieldsOfNow: [(path: String, value: String, says: String)] =
    fields.filter { !["model.encoder", "model.decoder", "model.shared.0.1"].contains($0.path) } + [
      ("network.encoder", "null", "network.encoder is missing"),
      ("network.encoder", linear(1_000_000, 1_000_000), "networks cannot be made"),
      ("network.decoder", linear(100_000, 10_000), "has no tensor decoder.weight"),
      ("network.decoder", linear(2, 784), "has no tensor decoder.weight"),
      (
        "network.decoder", "{\"kind\":\"batch_norm\",\"num_features\":1000000000000}",
        "network.decoder.num_features is 1000000000000, and must be from 1 to 1000000"
      ),
      (
        "network.encoder.layers.1.out_features", "-1",
        "network.encoder.layers[1].out_features is -1, and must be from 1 to 1000000"
      ),
      ("network.encoder.layers.1.out_features", "5", "encoder.1.weight is 5×784 in the model, and 4×784 in the file"),
      ("network.encoder.layers.1.bias", "7", "network.encoder.layers[1].bias is a value of another type"),
      ("network.encoder.layers.3.p", "2", "network.encoder.layers[3].p is 2.0, and must be from 0.0 to 1.0"),
      (
        "network.encoder.layers.0.kind", "\"reset\"",
        "network.encoder.layers[0].kind is 'reset', which is no kind of layer"
      ),
      ("network.encoder.layers.0.kind", "\"linear\"", "network.encoder.layers[0].in_features is missing"),
      ("network.encoder.layers.5.layers", "[]", "network.encoder.layers[5].layers is empty"),
      ("network.encoder.layers.5.layers", "{}", "network.encoder.layers[5].layers is a value of another type"),
      ("network.encoder.layers", "[]", "network.decoder.layers[1].place is 'encoder.2', and no layer before"),
      (
        "network.decoder.layers.1.place", "\"encoder.9\"",
        "network.decoder.layers[1].place is 'encoder.9', and no layer before"
      ),
      (
        "network.decoder.layers.1.place", "\"decoder\"",
        "network.decoder.layers[1].place is 'decoder', and no layer before"
      ),
      ("network.decoder.layers.1.place", "\"decoder.0\"", "its networks are no model"),
      ("network.encoder", nested(2_000), "network cannot be read"),
      ("network.encoder", nested(130), "is of a layer nested too deeply"),
      ("network.decoder", doubled(60), "more layers than 100000"),
      ("version", "\"4\"", "was saved by a newer Elbow (format 4, this program reads up to 3)"),
      ("version", "\"0\"", "version is '0', which is no format"),
      ("version", "\"two\"", "version is 'two', which is no format"),
    ]

  /// Fields of variables; their first object is a dict.
  static let fieldsOfVariables: [(path: String, value: String, says: String)] = [
    ("variables.variables.0.name", "\"1x\"", "variables.variables[0].name is no name that a variable can have"),
    ("variables.variables.0.name", "\"while\"", "variables.variables[0].name is no name that a variable can have"),
    ("variables.variables.0.name", "\"x\"", "variables.variables have one name twice"),
    ("variables.variables.0.value", "{\"object\":100000}", "variables.objects lack one that is referred to"),
    ("variables.variables.0.value", "{\"object\":-1}", "variables.variables[0].value.object is -1"),
    (
      "variables.variables.0.value", "{\"int\":9007199254740993}",
      "variables.variables[0].value.int is 9007199254740993"
    ),
    (
      "variables.variables.0.value", "{\"digits\":\"12x\"}",
      "variables.variables[0].value.digits is no whole number"
    ),
    (
      "variables.variables.0.value", "{\"range\":[1,2,0]}",
      "variables.variables[0].value.range is no start, stop and step"
    ),
    ("variables.objects.0.kind", "\"reset\"", "variables.objects[0].kind is 'reset', which is no kind of value"),
    ("variables.objects.0", "{\"kind\":\"tuple\",\"items\":[{\"object\":0}]}", "variables.objects[0] holds itself"),
    (
      "variables.objects.0", "{\"kind\":\"network\",\"layer\":\(linear(100_000, 10_000))}",
      "variables.0.weight is missing, or not 10000×100000"
    ),
    (
      "variables.objects.0", "{\"kind\":\"network\",\"layer\":{\"kind\":\"shared\",\"place\":\"encoder.99\"}}",
      "variables.objects[0] is no network"
    ),
    (
      "variables.objects.0", "{\"kind\":\"network\",\"layer\":{\"kind\":\"relu\"},\"training\":[true,true]}",
      "variables.objects[0] says of 2 layers whether they are in training, and has 1"
    ),
    (
      "variables.objects.0", "{\"kind\":\"parameter\",\"place\":\"encoder.99\"}",
      "variables.objects[0] is the parameter encoder.99, and no network has it"
    ),
    ("variables.objects.0", "{\"kind\":\"tensor\"}", "variables.objects[0] has no tensor variables.0"),
    ("variables.objects.0", "{\"kind\":\"numbers\"}", "variables.objects[0] has no numbers variables.0"),
    (
      "variables.objects.0",
      "{\"kind\":\"optimizer\",\"name\":\"sgd\",\"rule\":{\"sgd\":{\"momentum\":0,\"weightDecay\":0,\"nesterov\":false}},"
        + "\"learningRate\":1,\"steps\":0,\"parameters\":[0]}", "is of an optimizer, and no parameter"
    ),
    (
      "variables.objects.0", "{\"kind\":\"dict\",\"keys\":[\"a\",\"a\"],\"values\":[null,null]}",
      "variables.objects[0] has a key twice"
    ),
    ("variables.cells", "7", "variables.cells is a value of another type"),
  ]

  private static func linear(_ inFeatures: Int, _ outFeatures: Int) -> String {
    "{\"kind\":\"linear\",\"in_features\":\(inFeatures),\"out_features\":\(outFeatures)}"
  }

  /// Networks within each other.
  private static func nested(_ depth: Int) -> String {
    String(repeating: "{\"kind\":\"sequential\",\"layers\":[", count: depth) + "{\"kind\":\"relu\"}"
      + String(repeating: "]}", count: depth)
  }

  /// A network that has the one before it twice, and so on: short to write, and of more layers than there are atoms.
  private static func doubled(_ times: Int) -> String {
    let first = "{\"kind\":\"sequential\",\"layers\":[\(linear(4, 4)),{\"kind\":\"shared\",\"place\":\"decoder.0.0\"}]}"
    let more = (1..<times).map { number in
      "{\"kind\":\"sequential\",\"layers\":[{\"kind\":\"shared\",\"place\":\"decoder.\(number - 1)\"},"
        + "{\"kind\":\"shared\",\"place\":\"decoder.\(number - 1)\"}]}"
    }
    return "{\"kind\":\"sequential\",\"layers\":[\(([first] + more).joined(separator: ","))]}"
  }

  /// The message names the field, and what was loaded stays.
  @Test(arguments: Saved.allCases) func theFieldIsNamed(saved: Saved) throws {
    try Self.withFolder { folder in
      let whole = try saved.file(in: folder)
      try atDesk { desk in
        let fields =
          switch saved {
          case .now: Self.fieldsOfNow
          case .formatOne: Self.fields
          case .itself: Self.fieldsOfVariables
          }
        for (path, value, says) in fields {
          var damaged = whole
          try Self.change(&damaged, path, to: value)
          try damaged.write(to: folder + "/damaged.safetensors")
          let text = desk.run("load \"\(folder)/damaged\"").errorText(.plain)
          #expect(text.contains(says) && text.contains("nothing was loaded"), "\(path) = \(value.prefix(200)): \(text)")
          #expect(desk.session.model == nil && desk.session.dataset == nil)
        }
        try desk.value("load \"\(folder)/run\"\ntrain(steps=1);")
      }
    }
  }
}
