import Datasets
import Foundation
import Language
import Networks
import TestSupport
import Testing
import VAE
import Workbench

@Suite struct PersistenceTests {
  /// A folder of its own, removed when the test ends.
  private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-persistence-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
  }

  /// Networks with everything that has a state: batch norm's statistics, dropout's random numbers.
  private static let networks = """
    enc = sequential(flatten, linear(784, 16), batch_norm(16), leaky_relu(negative_slope=0.2), dropout(0.2), heads(linear(16, 3), linear(16, 3)))
    dec = sequential(linear(3, 16), tanh, dropout(0.1), linear(16, 784), sigmoid)
    model enc, dec
    """

  /// The losses of every step, and parameters of both networks.
  private func state(of desk: Desk) throws -> [Double] {
    try desk.numbers("history().steps") + desk.numbers(Self.someParameters)
  }

  private static let someParameters = """
    cat([networks()[0].parameters[0].reshape(-1), networks()[0].parameters[2].reshape(-1), \
    networks()[1].parameters[2].reshape(-1)])
    """

  @Test(arguments: [
    networks, "model latent=4", "model mlp, latent=4, hidden=16, prior=mixture",
    "model mlp, latent=4, hidden=16, prior=vamp, components=6", "model mlp, latent=4, hidden=16, prior=flow",
    "model mlp, latent=4, hidden=16, posterior=full", "model mlp, latent=4, hidden=16, posterior=planar, flows=3",
    "model mlp, latent=4, hidden=16, prior=mixture, posterior=iaf",
  ])
  func trainingGoesOnToTheBit(model: String) throws {
    let scratch = try Scratch()
    let file = scratch.path + "/run"
    let uninterrupted = try atDesk { desk in
      try desk.value("data(\"mnist\", batch=32);\n\(model)\ntrain(epochs=1);\nsave \"\(file)\"\ntrain(epochs=2);")
      return (try state(of: desk), try desk.numbers("randn(4)"))
    }
    let resumed = try atDesk { desk in
      // Nothing of the first session is there, and other random numbers were drawn.
      try desk.value("seed 9\nrandn(3)\nload \"\(file)\"\ntrain(epochs=2);")
      return (try state(of: desk), try desk.numbers("randn(4)"))
    }
    #expect(uninterrupted.0 == resumed.0 && uninterrupted.1 == resumed.1)
    #expect(uninterrupted.0.count > 12)
  }

  /// The objective and its settings are in the file, and so are the penalties of the steps.
  @Test func anObjectiveGoesOnToTheBit() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/run"
    let told = "[*history().steps, *history().penalty, len(history().penalty)]"
    let start = "data(\"mnist\", batch=32);\nmodel mlp, latent=4, hidden=16\n"
    let uninterrupted = try atDesk { desk in
      try desk.value(start + "train(epochs=1, objective=\"tc\", beta=3, sampling=\"stratified\");")
      try desk.value("save \"\(file)\"\ntrain(epochs=2);")
      return try desk.numbers(told)
    }
    let resumed = try atDesk { desk in
      try desk.value("seed 9\nload \"\(file)\"\ntrain(epochs=2);")
      #expect(try #require(desk.session.trainer).history.steps.allSatisfy { $0.losses.penalty != 0 })
      return try desk.numbers(told)
    }
    #expect(uninterrupted == resumed && uninterrupted.last == 3)
  }

  /// A layer of both networks, and one that stands twice in the decoder within a part that does too.
  @Test func sharedLayersStayShared() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/run"
    let networks = """
      both = linear(8, 8)
      twice = sequential(both, dropout(0.1), relu)
      enc = sequential(flatten, linear(784, 8), both, batch_norm(8), heads(linear(8, 2), linear(8, 2)))
      dec = sequential(linear(2, 8), twice, twice, linear(8, 784), sigmoid)
      model enc, dec

      """
    let whole = try atDesk { desk in
      try desk.value("data(\"mnist\", batch=32);\n\(networks)train(epochs=1);\nsave \"\(file)\"\ntrain(epochs=2);")
      return try desk.numbers("history().steps")
    }
    try atDesk { desk in
      try desk.value("load \"\(file)\"")
      let model = try #require(desk.session.model)
      #expect(model.sharedLayers.contains(["decoder.1", "decoder.2"]))
      #expect(
        model.sharedLayers.contains(["decoder.1.0", "decoder.2.0", "encoder.2"].sorted())
          || model.sharedLayers.contains(["encoder.2", "decoder.1.0", "decoder.2.0"]))
      try desk.value("train(epochs=2);")
      #expect(try desk.numbers("history().steps") == whole)
      // A model of layers that are only built alike is another one.
      try desk.value(networks.replacingOccurrences(of: "(both,", with: "(linear(8, 8),") + "load \"\(file)\"")
      #expect(desk.session.model?.sharedLayers == model.sharedLayers)
    }
  }

  @Test func variablesGoOnMeaningTheModelsNetworks() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\");\n\(Self.networks)\nbefore = enc.parameters[0] + 0\nsave \"\(scratch.path)/a\"\ntrain(epochs=1);"
      )
      #expect(try desk.numbers("sum(enc.parameters[0] != before)")[0] > 0)
      try desk.value("load \"\(scratch.path)/a\"")
      #expect(try desk.numbers("sum(enc.parameters[0] != before)") == [0])
    }
  }

  /// A save is failed or killed at every call it makes. What is there afterwards is the old session or the new one.
  @Test(arguments: FailingFiles.Fault.allCases)
  func aSaveThatFailsLeavesTheOldOrTheNew(fault: FailingFiles.Fault) throws {
    let scratch = try Scratch()
    let file = scratch.path + "/run.safetensors"
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel latent=2, hidden=8")
      try desk.session.write(to: file)
      let old = try Data(contentsOf: URL(filePath: file))
      try desk.value("train(epochs=1);")
      try desk.session.write(to: scratch.path + "/new.safetensors")
      let new = try Data(contentsOf: URL(filePath: scratch.path + "/new.safetensors"))
      #expect(old != new)
      let counting = FailingFiles(.fails, at: .max)
      try desk.session.write(to: file, counting)
      #expect(counting.count > 6)
      for call in 0..<counting.count {
        try old.write(to: URL(filePath: file))
        #expect(throws: (any Error).self) { try desk.session.write(to: file, FailingFiles(fault, at: call)) }
        let found = try Data(contentsOf: URL(filePath: file))
        #expect(found == old || found == new, "call \(call)")
        // What failed leaves nothing behind; only what was killed may.
        if fault == .fails { #expect(scratch.files.sorted() == ["new.safetensors", "run.safetensors"]) }
        let result = Desk().run("load \"\(file)\"")
        #expect(result.error == nil, "\(result.errorText(.plain))")
      }
      try desk.session.write(to: file)
      #expect(try Data(contentsOf: URL(filePath: file)) == new)
    }
  }

  @Test func aSaveGoesThroughALinkAndKeepsThePermissions() throws {
    let scratch = try Scratch()
    let (file, link) = (scratch.path + "/x.npy", scratch.path + "/latest.npy")
    try atDesk { desk in
      try desk.value("save ones(2), \"\(file)\"")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "x.npy")
      try desk.value("save zeros(3), \"\(link)\"")
      #expect(try desk.numbers("load(\"\(file)\")") == [0, 0, 0])
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "x.npy")
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    #expect(scratch.files.sorted() == ["latest.npy", "x.npy"])
    // And a link to what is not there yet makes it.
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/next.npy", withDestinationPath: "y.npy")
    _ = try atDesk { desk in try desk.value("save ones(1), \"\(scratch.path)/next.npy\"") }
    #expect(scratch.files.sorted() == ["latest.npy", "next.npy", "x.npy", "y.npy"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/next.npy") == "y.npy")
  }

  @Test func aLoadThatDoesNotFitChangesNothing() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      let small = "save sequential(linear(30, 8)), \"\(scratch.path)/small.safetensors\""
      try desk.value(
        "data(\"mnist\");\nmodel latent=2\n\(small)\nnet = sequential(linear(30, 9))\nw = net.parameters[0] + 0")
      let result = desk.run("load \"\(scratch.path)/small.safetensors\", net")
      #expect(result.errorText(.plain).contains("0.weight is 9×30 in the model, and 8×30 in the file"))
      #expect(try desk.numbers("sum(net.parameters[0] != w)") == [0])
      #expect(desk.run("load \"\(scratch.path)/small.safetensors\"").error != nil)
      #expect(desk.run("load \"\(scratch.path)/nothing\"").error != nil)
      // Wherever a saved session is cut off or damaged, it is refused or read, and nothing ends.
      try desk.value("train(epochs=1);\nsave \"\(scratch.path)/run\"")
      let whole = [UInt8](try Data(contentsOf: URL(filePath: scratch.path + "/run.safetensors")))
      for cut in [0, 4, 8, 9, 500, whole.count / 2, whole.count - 1] {
        try Data(whole[..<cut]).write(to: URL(filePath: scratch.path + "/cut.safetensors"))
        #expect(desk.run("load \"\(scratch.path)/cut\"").error != nil)
      }
      for position in stride(from: 8, to: 2_000, by: 37) {
        var damaged = whole
        damaged[position] ^= 5
        try Data(damaged).write(to: URL(filePath: scratch.path + "/cut.safetensors"))
        _ = desk.run("load \"\(scratch.path)/cut\"")
      }
      try desk.value("load \"\(scratch.path)/run\"\ntrain(epochs=1);")
    }
  }

  @Test func networksThatAFileDescribesAreNothingButLayers() throws {
    for text in [
      "", "reset", "linear(2, 3); reset", "[1]", "lambda x: x", "sequential(", "linear(-1, 2)", "relu", "data",
    ] {
      let scratch = try Scratch()
      try atDesk { desk in
        // Networks stood as text in files of format 1.
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: EarlierFiles.root + "/format-1/adam.safetensors")))
        let length = Int(bytes[0]) | Int(bytes[1]) << 8 | Int(bytes[2]) << 16
        var header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
        let start = try #require(header.range(of: #"\"encoder\":\""#)).upperBound
        let end = try #require(header[start...].range(of: #"\","#)).lowerBound
        header.replaceSubrange(start..<end, with: text)
        bytes.replaceSubrange(
          0..<8 + length, with: (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> ($0 * 8)) })
        bytes.insert(contentsOf: header.utf8, at: 8)
        try Data(bytes).write(to: URL(filePath: scratch.path + "/other.safetensors"))
        #expect(Desk().run("load \"\(scratch.path)/other\"").error != nil, "\(text)")
      }
    }
  }

  @Test func everyEpochIsSavedAndAFewSessionsAreKept() throws {
    let scratch = try Scratch()
    try onBigStack {
      for session in 0..<Autosave.kept + 2 {
        let autosave = Autosave(folder: scratch.path + "/elbow/autosave", name: "session-\(session)-99999999")
        let session = Session(catalog: SmallDataset.catalog, autosave: autosave)
        let interpreter = Interpreter(table: session.entries(), host: session)
        let result = interpreter.run(
          "data(\"mnist\");\nmodel(latent=2, hidden=8);\ntrain(epochs=2);", named: "cell", output: RecordedOutput())
        #expect(result.error == nil)
      }
      let kept = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/elbow/autosave")
      #expect(kept.sorted() == (2..<Autosave.kept + 2).map { "session-\($0)-99999999.safetensors" })
      var catalog = SmallDataset.catalog
      catalog.environment["XDG_STATE_HOME"] = scratch.path
      let desk = Desk(catalog)
      #expect(desk.shown("load last").contains("2 epochs, 4 steps; data: MNIST"))
      #expect(desk.shown("len(history().loss)") == "2\n")
    }
  }

  /// What is beyond the newest few goes, but nothing of a process that lives.
  @Test func sessionsThatLiveKeepTheirAutosaves() throws {
    let scratch = try Scratch()
    func save(_ name: String) {
      let autosave = Autosave(folder: scratch.path, name: name)
      #expect(autosave.store([1]) == nil)
      autosave.finish()
    }
    save("living-\(getppid())")
    for session in 0..<Autosave.kept + 2 { save("session-\(session)-99999999") }
    let kept = try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { !$0.hasPrefix(".") }
    let newest = (2..<Autosave.kept + 2).map { "session-\($0)-99999999.safetensors" }
    #expect(kept.sorted() == ["living-\(getppid()).safetensors"] + newest)
  }

  @Test func anAutosaveThatFailsIsSaidOnceAndStopsNothing() throws {
    try onBigStack {
      let session = Session(
        catalog: SmallDataset.catalog, autosave: Autosave(folder: "/proc/no/such", name: "x"))
      let output = RecordedOutput()
      let interpreter = Interpreter(table: session.entries(), host: session)
      let result = interpreter.run(
        "data(\"mnist\");\nmodel(latent=2, hidden=8);\nfor i in range(6):\n    train(epochs=1)", named: "cell",
        output: output)
      #expect(result.error == nil)
      #expect(output.warnings.components(separatedBy: "autosave: ").count == 2, "\(output.warnings)")
    }
  }

  @Test(arguments: ["npy", "safetensors"]) func tensorsGoIntoFiles(ending: String) throws {
    let scratch = try Scratch()
    try atDesk { desk in
      for shape in ["()", "(0, 3)", "7", "(2, 3, 4)"] {
        let path = "\(scratch.path)/x.\(ending)"
        try desk.value("x = randn(\(shape))\nsave x, \"\(path)\"")
        guard ending == "npy" else { continue }
        #expect(desk.shown("y = load(\"\(path)\")\nprint(y.shape == x.shape, sum(x != y))") == "True 0\n")
      }
      #expect(desk.run("save 3, \"\(scratch.path)/x.txt\"").error != nil)
      #expect(desk.run("save randn(2)").error != nil)
      #expect(
        desk.run("save randn(2), \"\(scratch.path)/no/x.npy\"").errorText(.plain).contains("make the folder first"))
    }
  }
}

extension VariationalAutoencoder {
  /// The places of each layer that has several, and something to share: `["encoder.2", "decoder.0"]`.
  fileprivate var sharedLayers: [[String]] {
    var found: [ObjectIdentifier: [String]] = [:]
    for (place, layer) in encoder.places(from: "encoder") + decoder.places(from: "decoder")
    where !layer.parameters.isEmpty || !layer.randomSources.isEmpty {
      found[ObjectIdentifier(layer), default: []].append(place)
    }
    return found.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
