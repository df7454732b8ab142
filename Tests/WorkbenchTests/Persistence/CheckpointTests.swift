import Foundation
import Language
import TestSupport
import Testing
import Threads
import Workbench

@Suite struct CheckpointTests {
  private static let start = "data(\"mnist\", batch=32);\nmodel(\"mlp\", latent=3, hidden=16);\n"

  private final class Scratch {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-checkpoint-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
  }

  @Test func trainingGoesOnFromItToTheBit() throws {
    let scratch = try Scratch()
    let whole = try atDesk { desk in
      try desk.value(Self.start + "train(epochs=5, validate=True);")
      return try desk.numbers("history().steps") + desk.numbers("history().validation")
    }
    try atDesk { desk in
      #expect(
        desk.shown(Self.start + "train epochs=3, validate=True, checkpoint=\"\(scratch.path)/run\"")
          .contains("checkpoint: \(scratch.path)/run.safetensors, and after the best epoch "))
      #expect(scratch.files == ["run-best.safetensors", "run.safetensors"])
    }
    try atDesk { desk in
      try desk.value("load \"\(scratch.path)/run\"\ntrain(epochs=2, validate=True);")
      #expect(try desk.numbers("history().steps") + desk.numbers("history().validation") == whole)
    }
  }

  /// An autosave and a checkpoint of one epoch are the same bytes, and made once.
  @Test func anEpochIsEncodedOnce() throws {
    let scratch = try Scratch()
    var catalog = SmallDataset.catalog
    catalog.environment["XDG_STATE_HOME"] = scratch.path
    try atDesk(catalog) { desk in
      try desk.value(
        "set autosave=on\n" + Self.start + "train(epochs=3, validate=True, checkpoint=\"\(scratch.path)/run\");")
      #expect(desk.session.encodings == 3)
      let autosaves = scratch.path + "/elbow/autosave/"
      let autosave = try #require(try FileManager.default.contentsOfDirectory(atPath: autosaves).first)
      #expect(
        try Data(contentsOf: URL(filePath: autosaves + autosave))
          == Data(contentsOf: URL(filePath: scratch.path + "/run.safetensors")))
      // Checkpoints of the epochs 4 and 6, and autosaves of 4, 5 and 6.
      try desk.value("train(epochs=3, checkpoint=\"\(scratch.path)/run\", every=2);")
      #expect(desk.session.encodings == 3 + 3)
      // At the end of the run once more, where the last epoch has no checkpoint: by then the run is listed.
      try desk.value("set autosave=off\ntrain(epochs=3, checkpoint=\"\(scratch.path)/run\", every=7);")
      #expect(desk.session.encodings == 6 + 2)
    }
  }

  /// The best is the one after the epoch with the lowest held-out figure, whatever came afterwards.
  @Test func theBestEpochHasAFileOfItsOwn() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      // At a rate of 0 nothing gets better.
      try desk.value(
        Self.start
          + "train(epochs=4, validate=True, checkpoint=\"\(scratch.path)/run\");\ntrain(epochs=4, lr=0, validate=True, checkpoint=\"\(scratch.path)/run\");"
      )
      let figures = try desk.numbers("history().validation")
      let best = try #require(figures.indices.min { figures[$0] < figures[$1] }) + 1
      #expect(best <= 4)
      try desk.value("load \"\(scratch.path)/run-best\"")
      #expect(try desk.numbers("len(history().loss)") == [Double(best)])
      #expect(try desk.numbers("history().validation").last == figures.min())
      try desk.value("load \"\(scratch.path)/run\"")
      #expect(try desk.numbers("len(history().loss)") == [8])
    }
  }

  @Test func everyFewEpochsAndAtTheEnd() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      var found: [Int] = []
      let cancellation = Cancellation()
      desk.output.onUpdate = {
        let isThere = scratch.files.contains("run.safetensors")
        found.append(isThere ? 1 : 0)
        if isThere, (desk.session.trainer?.state.steps ?? 0) >= 11 { cancellation.cancel() }
      }
      let result = desk.run(
        Self.start + "train epochs=100000, checkpoint=\"\(scratch.path)/run.safetensors\", every=2",
        cancellation: cancellation)
      desk.output.onUpdate = nil
      // Progress is shown sparingly, so that it may have gone on a little; what was interrupted is kept to the step.
      _ = result
      let steps = try #require(desk.session.trainer).state.steps
      try desk.value("load \"\(scratch.path)/run\"")
      #expect(desk.session.trainer?.state.steps == steps)
    }
  }

  @Test func whatCannotBeWrittenIsSaidBeforeTraining() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      try desk.value(Self.start)
      for (cell, words) in [
        ("train checkpoint=\"\(scratch.path)/no/run\"", "no checkpoint can be written"),
        ("train checkpoint=\"\(scratch.path)/run.pt\"", "a session is saved as .safetensors"),
        ("train checkpoint=\"\"", "has none"), ("train every=3", "how often the checkpoint is written"),
      ] {
        let result = desk.run(cell)
        #expect(result.errorText(.plain).contains(words), "\(cell)\n\(result.errorText(.plain))")
      }
      #expect(desk.session.trainer?.state.steps ?? 0 == 0 && desk.session.runs.isEmpty)
    }
  }

  /// The folder goes while training runs: that is said once, training comes to its end, and the model is there.
  @Test func aCheckpointThatFailsLosesNoTraining() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      try desk.value(Self.start)
      let folder = scratch.path + "/gone"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      desk.output.onUpdate = { try? FileManager.default.removeItem(atPath: folder) }
      let result = desk.run("train epochs=4, checkpoint=\"\(folder)/run\"")
      desk.output.onUpdate = nil
      #expect(result.error?.kind == .file || result.error?.kind == .data, "\(result.errorText(.plain))")
      #expect(desk.output.warnings.components(separatedBy: "checkpoint: ").count == 2, "\(desk.output.warnings)")
      #expect(desk.session.trainer?.history.epochs.count == 4 && desk.session.runs.map(\.ending) == [.completed])
    }
  }

  @Test func whatKilledProcessesLeftIsRemoved() throws {
    let scratch = try Scratch()
    try atDesk { desk in
      // No process has this number, and the other file is another's.
      for name in [".run.safetensors.4194999-3.unfinished", ".other.safetensors.4194999-3.unfinished"] {
        let file = scratch.path + "/" + name
        try Data([1]).write(to: URL(filePath: file))
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: file)
      }
      try desk.value(Self.start + "train(checkpoint=\"\(scratch.path)/run\");")
      #expect(scratch.files == [".other.safetensors.4194999-3.unfinished", "run.safetensors"])
    }
  }

  @Test func autosavesAreTurnedOffAndOn() throws {
    let scratch = try Scratch()
    var catalog = SmallDataset.catalog
    catalog.environment["XDG_STATE_HOME"] = scratch.path
    catalog.environment["ELBOW_AUTOSAVE"] = "0"
    try atDesk(catalog) { desk in
      try desk.value(Self.start + "train();")
      #expect(scratch.files.isEmpty)
      #expect(desk.shown("set autosave=on").hasSuffix("autosave: on\n"))
      try desk.value("train();")
      #expect(scratch.files == ["elbow"])
      #expect(desk.shown("set autosave=off").hasSuffix("autosave: off\n"))
      try desk.value("train();\nload last")
      #expect(try desk.numbers("len(history().loss)") == [2])
    }
    catalog.environment = SmallDataset.catalog.environment
    try atDesk(catalog) { desk in
      #expect(desk.run("set autosave=on").error?.kind == .file)
      #expect(desk.run("set autosave=maybe").error != nil)
    }
  }
}
