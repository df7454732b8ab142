import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// Going on after `load last`: what is said, and what a user can do at once.
@Suite struct ComingBackTests {
  private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-back-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A desk whose `load last` looks here.
    func desk() -> Desk {
      var catalog = SmallDataset.catalog
      catalog.environment["XDG_STATE_HOME"] = path
      return Desk(catalog)
    }

    var folder: String { path + "/elbow/autosave" }

    /// Runs a cell in a session that saves itself after it, under a name whose process is none.
    @discardableResult
    func keep(_ cells: String..., name: String) throws -> Autosave {
      let autosave = Autosave(folder: folder, name: name)
      let session = Session(catalog: SmallDataset.catalog, autosave: autosave)
      let interpreter = Interpreter(table: session.entries(), host: session)
      for cell in cells {
        let error = interpreter.run(cell, named: "cell", output: RecordedOutput()).error
        try #require(error == nil, "\(cell): \(error?.message ?? "")")
      }
      session.keepCell()
      session.saving.finish(withinMilliseconds: 10_000)
      usleep(20_000)
      return autosave
    }
  }

  private static func withScratch(_ body: @escaping (Scratch) throws -> Void) throws {
    let scratch = try Scratch()
    try onBigStack { try body(scratch) }
  }

  // MARK: - Which one

  @Test func anOlderSessionThatCameFurtherIsNamed() throws {
    try Self.withScratch { scratch in
      let model = "data mnist, train=64, batch=32\nmodel latent=2, hidden=8\n"
      try scratch.keep(model, "k = 1\ntrain(epochs=1);\nk = 2", name: "a-99999991")
      let trained = scratch.desk().shown("load last")
      #expect(!trained.contains("an older session"), "\(trained)")
      try scratch.keep(model, name: "b-99999992")
      try scratch.keep("k = 5", name: "c-99999993")
      let desk = scratch.desk()
      let said = desk.shown("load last")
      #expect(
        said.contains("no model yet") && said.contains("an older session has a model trained for 2 steps"), "\(said)")
      let line = try #require(said.firstMatch(of: /to have that one: (load "[^"]*")/)).1
      #expect(desk.shown(String(line)).contains("1 epoch, 2 steps"))
      #expect(desk.shown("k") == "2\n")
    }
  }

  @Test func whereTheNewestIsBrokenOneThatIsWholeIsNamed() throws {
    try Self.withScratch { scratch in
      try scratch.keep("k = 1", name: "a-99999991")
      let broken = try scratch.keep("k = 2", name: "b-99999992").cellsPath
      let bytes = try Data(contentsOf: URL(filePath: broken))
      for part in [bytes.prefix(bytes.count / 2), Data()] {
        try part.write(to: URL(filePath: broken))
        let desk = scratch.desk()
        let error = try #require(desk.run("load last").error)
        #expect(error.notes.contains { $0.contains("an older autosave is whole") }, "\(error)")
        try desk.value(try #require(error.suggestion))
        #expect(desk.shown("k") == "1\n")
      }
    }
  }

  @Test func processesOfOtherPlacesAreNotTakenForEnded() throws {
    try Self.withScratch { scratch in
      let standard = try #require(Autosave.standard(["XDG_STATE_HOME": scratch.path]))
      let place = try #require(standard.path.firstMatch(of: /-(at[0-9a-f]{8})-[0-9]+\.safetensors$/)).1
      // Of this place 99999991 has ended; of another nobody knows, until it was long not heard of.
      try scratch.keep("k = 1", name: "a-\(place)-99999991")
      try scratch.keep("k = 2", name: "b-at00000000-99999992")
      let desk = scratch.desk()
      try desk.value("load(\"last\");")
      #expect(desk.shown("k") == "1\n")
      for number in 0..<Autosave.kept + 1 { try scratch.keep("k = 3", name: "c\(number)-\(place)-9999998\(number)") }
      let kept = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
      #expect(kept.contains { $0.hasPrefix("b-") } && !kept.contains { $0.hasPrefix("a-") }, "\(kept)")
      let old = Date(timeIntervalSinceNow: -8 * 86_400)
      let path = scratch.folder + "/b-at00000000-cells-99999992.safetensors"
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
      try scratch.keep("k = 4", name: "d-\(place)-99999979")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  // MARK: - All of it

  @Test(arguments: ["data x, batch=8", "data x, labels=y, batch=8", "data x, batch=8, binarize=static, validation=0.2"])
  func dataOfATensorComeBack(data: String) throws {
    try Self.withScratch { scratch in
      let first = Desk()
      try first.value(
        "seed 3\nother = rand(40, 1, 6, 6)\nlist = [rand(40, 1, 6, 6) * 0.9]\nx = list[0]\ny = arange(40) % 4\n" + data
          + "\nmodel(\"mlp\", latent=2, hidden=8);\ntrain(epochs=1);\nx = None")
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      let second = Desk()
      let said = second.shown("load \"\(scratch.path)/run\"")
      #expect(said.contains("data: the tensor") && !said.contains("cannot go on"), "\(said)")
      for desk in [first, second] { try desk.value("train(epochs=2);") }
      #expect(try second.numbers("history().steps") == first.numbers("history().steps"))
      #expect(try second.numbers("networks()[0].parameters[0]") == first.numbers("networks()[0].parameters[0]"))
      #expect(second.shown("session").contains("the tensor"))
    }
  }

  @Test func whereTheTensorIsGoneTheWayBackIsSaid() throws {
    try Self.withScratch { scratch in
      let first = Desk()
      try first.value("seed 3\ndata rand(40, 1, 6, 6), batch=8\nmodel(\"mlp\", latent=2, hidden=8);\ntrain(epochs=1);")
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      let second = Desk()
      let load = "load \"\(scratch.path)/run\""
      let said = second.shown(load)
      #expect(said.contains("make the tensor again, then `data x` with it, then load this once more"), "\(said)")
      try second.value("seed 3\nx = rand(40, 1, 6, 6)\ndata(x, batch=8);")
      #expect(second.shown(load).contains("data: the tensor"))
      for desk in [first, second] { try desk.value("train(epochs=1);") }
      #expect(try second.numbers("history().steps") == first.numbers("history().steps"))
    }
  }

  /// Where no variable has the networks.
  @Test func theModelsLayersGoOnAsTheyWere() throws {
    let model = """
      seed 4
      data mnist, train=64, batch=32
      enc = sequential(flatten, linear(784, 8), dropout(0.3), heads(linear(8, 2), linear(8, 2)))
      dec = sequential(linear(2, 8), dropout(0.2), linear(8, 784), sigmoid)
      model enc, dec
      enc(ones(2, 784))
      dec(ones(2, 2))
      dec.eval()
      enc = None
      dec = None
      """
    for more in [
      "", "\ntrain(steps=1);\ne, d = networks()\nd.eval()\ne = None\nd = None",
    ] {
      try Self.withScratch { scratch in
        let first = Desk()
        try first.value(model + more)
        try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
        let second = Desk()
        try second.value("load(\"\(scratch.path)/run\");")
        for desk in [first, second] { try desk.value("e, d = networks()") }
        for look in ["e(ones(3, 784))[0]", "d(ones(3, 2))", "e(ones(3, 784))[1]"] {
          #expect(try second.numbers(look) == first.numbers(look), "\(look)")
        }
        for desk in [first, second] { try desk.value("d.train()") }
        #expect(try second.numbers("d(ones(3, 2))") == first.numbers("d(ones(3, 2))"))
      }
    }
  }

  @Test func whatAFileCannotHoldIsNamed() throws {
    try Self.withScratch { scratch in
      let first = Desk()
      let long = String(repeating: "n", count: 10_001)
      try first.value("data mnist\nloader = batches(32)\n\(long) = 1\nshort = \(long)\nset judge=strict")
      try first.session.write(to: scratch.path + "/run.safetensors", withVariables: true)
      let second = Desk()
      let said = second.shown("load \"\(scratch.path)/run\"").unwrapped
      #expect(said.contains("loader (batches of 32, made again by the call that made it)"), "\(said)")
      #expect(said.contains("nnn… (a name of 10,001 bytes, and files keep those of up to 10,000)"), "\(said)")
      #expect(said.contains("variables: short") && said.contains("judge: strict, as it was set"), "\(said)")
      #expect(second.shown("session").contains("strict"))
      // No file takes strictness away.
      try Desk().session.write(to: scratch.path + "/lenient.safetensors", withVariables: true)
      try second.value("load(\"\(scratch.path)/lenient\");")
      #expect(second.shown("session").contains("strict"))
    }
  }

  @Test func theFunctionsOfALongCellShareItsText() throws {
    try Self.withScratch { scratch in
      let first = Desk()
      let functions = (0..<200).map { "def f\($0)(x):\n    return x + \($0)\n" }.joined()
      let cell = functions + "# " + String(repeating: "long ", count: 20_000)
      try first.value(cell)
      let path = scratch.path + "/run.safetensors"
      try first.session.write(to: path, withVariables: true)
      #expect(try Data(contentsOf: URL(filePath: path)).count < 2 * cell.utf8.count)
      // The texts of all together would be more than a file keeps.
      let second = Desk()
      #expect(!second.shown("load \"\(path)\"").contains("not kept"))
      #expect(second.shown("f0(1) + f199(1)") == "201\n")
      let clock = ContinuousClock()
      let time = try (0..<3).map { _ in
        try clock.measure { for _ in 0..<10 { try first.session.write(to: path, withVariables: true) } }
      }.min()
      // It took half a second each when every function had the text of its own.
      #expect(try #require(time) < .seconds(2), "\(time ?? .zero)")
    }
  }

  // MARK: - Where it fails

  @Test func aFailedAutosaveIsToldInTheNextCellAndShown() throws {
    try Self.withScratch { scratch in
      // A file stands where the folder is to be.
      try Data().write(to: URL(filePath: scratch.path + "/blocked"))
      let autosave = Autosave(folder: scratch.path + "/blocked/autosave", name: "x-1", interval: 0)
      let session = Session(catalog: SmallDataset.catalog, autosave: autosave)
      let interpreter = Interpreter(table: session.entries(), host: session)
      func warnings(_ cell: String) -> String {
        let output = RecordedOutput()
        #expect(interpreter.run(cell, named: "cell", output: output).error == nil)
        session.keepCell()
        autosave.finish()
        return output.warnings
      }
      func state() -> String {
        let output = RecordedOutput()
        _ = interpreter.run("session\nset", named: "cell", output: output)
        return output.transcript
      }
      #expect(warnings("x = 1").isEmpty)
      let told = warnings("x = 2")
      #expect(
        told.contains("autosave: cannot ") && told.contains("`load last` brings back what was saved before"), "\(told)")
      #expect(warnings("x = 3").isEmpty)
      #expect(state().components(separatedBy: "on, and fails: cannot").count == 3, "\(state())")
      try FileManager.default.removeItem(atPath: scratch.path + "/blocked")
      #expect(warnings("x = 4").isEmpty && FileManager.default.fileExists(atPath: autosave.cellsPath))
      #expect(!state().contains("fails"))
      try FileManager.default.removeItem(atPath: scratch.path + "/blocked")
      try Data().write(to: URL(filePath: scratch.path + "/blocked"))
      #expect(warnings("x = 5").isEmpty)
      #expect(warnings("x = 6").contains("autosave: cannot "))
    }
  }
}
