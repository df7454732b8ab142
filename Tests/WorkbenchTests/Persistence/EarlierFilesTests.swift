import Foundation
import Language
import Tensors
import TestSupport
import Testing
import Workbench

/// Files that were ever saved are loaded for ever.
@Suite struct EarlierFilesTests {
  private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-earlier-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// To the bit on a processor of the same kind, else in the first digits.
  private static func agree(_ found: [Double], _ expected: [Double], isExact: Bool) -> Bool {
    isExact
      ? found == expected
      : found.count == expected.count
        && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-3 * max(1, abs($1)) }
  }

  /// Every number that is in a file is there after it is loaded, and is in the file that is saved then: parameters, moments,
  /// the best epoch, the history with each run's.
  @Test(arguments: EarlierFiles.folders) func nothingIsLostOfASession(folder: String) throws {
    try Self.withFolder { scratch in
      for (name, expected) in try EarlierFiles(folder).sessions.sorted(by: { $0.key < $1.key }) {
        let file = "\(EarlierFiles.root)/\(folder)/\(name).safetensors"
        try atDesk(EarlierFiles.catalog) { desk in
          let said = desk.shown(expected.data + "load \"\(file)\"").unwrapped.split(separator: "\n").map(String.init)
          for line in expected.says {
            // The folder that the data once had is not this one's.
            let words = line.split(separator: "(")[0]
            #expect(said.contains { $0.hasPrefix(words) }, "\(folder)/\(name): \(said)")
          }
          try desk.value("save \"\(scratch)/\(name)\"")
          let before = try SavedFile(path: file).tensors()
          var after = try SavedFile(path: "\(scratch)/\(name).safetensors").tensors()
          if expected.train == nil {
            // Without its data, or past where it can go on, a training is left behind.
            after = after.filter { before[$0.key] != nil }
            #expect(after.keys.contains { $0.hasPrefix("encoder.") } && !after.isEmpty, "\(folder)/\(name)")
          } else {
            #expect(Set(after.keys) == Set(before.keys), "\(folder)/\(name)")
          }
          for (tensor, bytes) in after { #expect(bytes == before[tensor], "\(folder)/\(name): \(tensor)") }
        }
      }
    }
  }

  /// Networks, random numbers, and training that goes on: as in the program that saved them.
  @Test(arguments: EarlierFiles.folders) func sessionsGoOnAsTheyDidThen(folder: String) throws {
    let files = try EarlierFiles(folder)
    let isExact = files.core == BLAS.coreName
    try Self.withFolder { scratch in
      for (name, expected) in files.sessions.sorted(by: { $0.key < $1.key }) {
        let load = expected.data + "load \"\(EarlierFiles.root)/\(folder)/\(name).safetensors\"\n"
        try atDesk(EarlierFiles.catalog) { desk in
          try desk.value(load)
          #expect(Self.agree(try desk.numbers("randn(4)"), expected.drawn, isExact: isExact), "\(folder)/\(name)")
          try desk.value("seed 5\nenc, dec = networks()\nenc.eval()\ndec.eval()")
          let decoded = try desk.numbers("dec(randn(2, 2)).reshape(-1)[:8]")
          #expect(Self.agree(decoded, expected.decoded, isExact: isExact), "\(folder)/\(name): \(decoded)")
        }
        guard let train = expected.train, let steps = expected.steps else { continue }
        try atDesk(EarlierFiles.catalog) { desk in
          try desk.value(load + train + "save \"\(scratch)/\(name)\"")
          let tensors = try SavedFile(path: "\(scratch)/\(name).safetensors").tensors()
          let history = try #require(tensors["history.steps"])
          let found = history.withUnsafeBytes { Array($0.bindMemory(to: Double.self).suffix(18)) }
          #expect(Self.agree(found, steps, isExact: isExact), "\(folder)/\(name): \(found)")
          guard isExact else { return }
          let all = tensors.sorted { $0.key < $1.key }.flatMap(\.value)
          #expect(all.fingerprint == expected.after, "\(folder)/\(name)")
        }
      }
    }
  }

  /// In the beginning the shape of `unflatten` stood there without its dimension.
  @Test func theFirstTextsOfUnflattenAreRead() throws {
    try Self.withFolder { scratch in
      var file = try SavedFile(path: EarlierFiles.root + "/format-1/convolutions.safetensors")
      let node = try #require(
        (0..<file.header.count).first { file.header.path(to: $0).suffix(2) == ["model", "decoder"] })
      file.header.change(node) { part in
        guard case .string(let text) = part else { return }
        part = .string(text.replacingOccurrences(of: "unflatten(1, (2, 3, 3))", with: "unflatten(2, 3, 3)"))
      }
      try file.write(to: scratch + "/early.safetensors")
      try atDesk(EarlierFiles.catalog) { desk in
        try desk.value("load \"\(scratch)/early\"\nsave \"\(scratch)/now\"")
        let decoder = try SavedFile(path: scratch + "/now.safetensors").document("network")["decoder"] as? [String: Any]
        let layers = try #require(decoder?["layers"] as? [[String: Any]])
        #expect(layers[1]["kind"] as? String == "unflatten" && layers[1]["sizes"] as? [Int] == [2, 3, 3])
      }
    }
  }

  /// Every kind of thing that can be saved is among them.
  @Test func everyKindIsAmongThem() throws {
    let sessions = try EarlierFiles("format-1").sessions
    let names = [
      "adam", "adamw", "sgd", "rmsprop", "early-stopping", "shared", "convolutions", "interrupted", "no-step",
      "several-runs", "by-hand", "checkpoint", "checkpoint-best", "autosave", "untrained", "everything",
    ]
    for name in names { #expect(sessions[name] != nil, "\(name)") }
    #expect(sessions.count > 40)
  }

  /// The variables that sessions saved by themselves.
  @Test func variablesComeBackAsTheyWere() throws {
    let variables = try #require(try EarlierFiles("format-2").variables)
    #expect(Set(variables.keys) == ["variables", "variables-alone"])
    for (name, looks) in variables {
      for look in looks {
        try atDesk(EarlierFiles.catalog) { desk in
          try desk.value("load(\"\(EarlierFiles.root)/format-2/\(name).safetensors\")")
          #expect(desk.shown(look.look) == look.shown, "\(name): \(look.look)")
        }
      }
    }
  }

  @Test(arguments: ["format-1", "format-2"]) func valuesAreReadBack(format: String) throws {
    let folder = EarlierFiles.root + "/" + format
    try atDesk { desk in
      try desk.value(
        """
        x = load("\(folder)/value.npy")
        seed 3
        y = randn(2, 3)
        one = load("\(folder)/value.safetensors")
        several = load("\(folder)/values.npz")
        more = load("\(folder)/values.safetensors")
        net = sequential(linear(3, 2), batch_norm(2), relu, heads(linear(2, 1), linear(2, 1)))
        load "\(folder)/network.safetensors", net
        """)
      #expect(try desk.numbers("abs(x - y).max()")[0] < 1e-6)
      #expect(try desk.numbers("sum(one != x) + sum(several[\"a\"] != x) + sum(several[\"b\"] != x[0])") == [0])
      #expect(try desk.numbers("sum(more[\"a\"] != x) + sum(more[\"b\"] != (x > 0))") == [0])
      #expect(try desk.numbers("abs(net(ones(2, 3))[0] - load(\"\(folder)/network-of-ones.npy\")).max()")[0] < 1e-5)
      // A session's file gives its weights to a network too.
      try desk.value(
        "enc = sequential(flatten, linear(36, 4), relu, heads(linear(4, 2), linear(4, 2)))\n"
          + "load \"\(folder)/adam.safetensors\", enc")
      let weight = try #require(try SavedFile(path: folder + "/adam.safetensors").tensors()["encoder.1.weight"])
      let numbers = weight.withUnsafeBytes { $0.bindMemory(to: Float.self).map(Double.init) }
      #expect(try desk.numbers("enc.parameters[0]") == numbers)
    }
  }
}
