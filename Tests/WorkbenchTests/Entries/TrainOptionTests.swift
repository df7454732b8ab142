import Foundation
import Language
import Testing
import Threads
import Workbench

@Suite struct TrainOptionTests {
  private static let start = "data(\"mnist\", batch=16);\nmodel(mlp, latent=3, hidden=16);"
    .replacingOccurrences(of: "mlp", with: "\"mlp\"")

  @Test func whatIsNotGivenStaysAsItWas() throws {
    try atDesk { desk in
      try desk.value(
        Self.start
          + "\ntrain(lr=0.003, schedule=\"cosine\", beta=2, warmup=3, annealing=\"cyclic\", free_bits=0.1, clip=9, patience=4, optimizer=\"adamw\");\ntrain(clip=0);"
      )
      let options = try #require(desk.session.trainer).state.options
      #expect(options.learningRate == 0.003 && options.schedule == .cosine && options.beta == 2)
      #expect(options.warmup == .init(.cyclic, epochs: 3) && options.freeBits == 0.1)
      #expect(options.clip == nil && options.patience == 4)
      #expect(options.rule.name == "adamw" && options.rule.weightDecay == 0.01)
    }
  }

  @Test func momentumIsForTheOptimizersThatHaveOne() throws {
    try atDesk { desk in
      try desk.value(
        Self.start + "\ntrain(steps=2, optimizer=\"rmsprop\", momentum=0.5, weight_decay=0.1);\ntrain(steps=1);")
      let trainer = try #require(desk.session.trainer)
      #expect(trainer.state.options.rule.momentum == 0.5 && trainer.state.options.rule.weightDecay == 0.1)
      #expect(desk.shown("history").contains("optimizer=rmsprop, momentum=0.5, weight_decay=0.1"))
      #expect(desk.run("train optimizer=adam, momentum=0.9").error?.kind == .argument)
      // The momentum of one is not the other's.
      try desk.value("train(steps=1, optimizer=\"sgd\", lr=1e-5);")
      #expect(trainer.state.options.rule.momentum == 0)
    }
  }

  /// 128 images are two whole batches of 50, and batch_norm has no use for a last one of a single image.
  @Test func theLastSmallBatchIsLeftOut() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=50);\nmodel(\"mlp\", latent=3, hidden=16);\ntrain(drop_last=True);\ntrain();")
      let trainer = try #require(desk.session.trainer)
      #expect(trainer.state.steps == 4 && trainer.history.epochs.map(\.losses.images) == [100, 100])
      #expect(desk.shown("history").contains("drop_last=True"))
      #expect(desk.shown("train drop_last=True, epochs=1").contains("epoch 3/3"))
      try desk.value("train(drop_last=False);")
      #expect(trainer.state.steps == 9)
      let single = """
        data("mnist", train=49, batch=16);
        enc = sequential(flatten, linear(784, 8), batch_norm(8), heads(linear(8, 2), linear(8, 2)))
        model(enc, sequential(linear(2, 784), sigmoid));
        train()
        """
      #expect(desk.run(single).errorText(.plain).contains("drop_last=True"))
      try desk.value("train(drop_last=True);")
      #expect(desk.session.trainer?.history.epochs.map(\.losses.images) == [48])
      #expect(desk.run("data(\"mnist\", train=9);\nmodel(latent=2);\ntrain drop_last=True").error?.kind == .value)
      #expect(desk.run("data(\"mnist\", train=9);\nbatches(10, drop_last=True)").error?.kind == .value)
    }
  }

  @Test func stepsAndEpochsAreNotBothGiven() throws {
    try atDesk { desk in
      try desk.value(Self.start + "\ntrain(steps=11);")
      #expect(desk.session.trainer?.state.steps == 11)
      #expect(desk.run("train epochs=1, steps=3").error?.kind == .argument)
      #expect(desk.run("train samples=4, free_bits=0.1").error?.kind == .argument)
    }
  }

  @Test func anObjectiveAndItsSettingsStay() throws {
    try atDesk { desk in
      try desk.value(
        Self.start
          + "\ntrain(steps=2, objective=\"tc\", beta=3, alpha=0.5, sampling=\"stratified\");\ntrain(steps=1, gamma=2);")
      let trainer = try #require(desk.session.trainer)
      let own = trainer.state.options.objective
      #expect(own.kind == .tc && own.alpha == 0.5 && own.gamma == 2 && own.sampling == .stratified)
      #expect(trainer.history.steps.allSatisfy { $0.losses.penalty != 0 })
      #expect(desk.shown("history").contains("objective=tc, alpha=0.5, gamma=2, sampling=stratified"))
      // Another objective begins with its own settings, and a weight is not the other's.
      try desk.value("train(steps=1, objective=\"mmd\", weight=3, kernel=\"imq\");\ntrain(steps=1, objective=\"dip\");")
      #expect(trainer.state.options.objective.ownWeight == 10)
      try desk.value(
        "train(steps=1, objective=\"iwae\", samples=3);\ntrain(steps=1, objective=\"logcosh\", sharpness=2);")
      #expect(trainer.state.options.samples == 1 && trainer.state.options.objective.sharpness == 2)
    }
  }

  /// What does not go together says so, and what to write.
  @Test(arguments: [
    ("objective=dreg", "samples=5"), ("objective=tc, samples=3", "objective=iwae"),
    ("capacity=3", "objective=beta, capacity=3"),
    ("objective=dip, free_bits=1", "free_bits=0"),
    ("objective=mmd, sampling=weighted", "objective=tc, sampling=weighted"),
    ("penalty=lambda x, z, m, l: z", ".sum()"), ("penalty=lambda x, z, m, l: z.sum().item()", ".detach()"),
    ("penalty=lambda x, z, m, l: nothing(z)", "nothing"), ("penalty=lambda x: x", "lambda(x)"),
    ("penalty=lambda x, z, m, l: train(steps=1)", "in training already"),
  ])
  func objectivesSayWhatIsWrong(_ settings: String, _ expected: String) throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let error = desk.run("train steps=2, \(settings)").errorText(.plain)
      #expect(error.contains(expected), "\(error)")
      #expect(desk.session.trainer?.state.steps ?? 0 == 0)
      try desk.value("train(steps=1, objective=\"elbo\", samples=1, free_bits=0);")
    }
  }

  @Test func logCoshHasNoUseForASpread() throws {
    try atDesk { desk in
      try desk.value(
        "data(\"mnist\", batch=16);\nmodel(\"mlp\", latent=3, hidden=16, likelihood=\"learned_gaussian\");")
      #expect(desk.run("train objective=logcosh").errorText(.plain).contains("likelihood=gaussian"))
      #expect(desk.run("sweep \"objective=[elbo, logcosh], likelihood=learned_gaussian\"").error?.kind == .argument)
    }
  }

  /// The penalty is in the loss, with its gradient: a large one on the means drives them to 0.
  @Test func aPenaltyIsLoweredAndTold() throws {
    try atDesk { desk in
      let text = desk.shown(
        Self.start
          + """

          def near(x, z, mean, logvar):
              assert x.shape == (len(z), 1, 28, 28) and z.shape == mean.shape == logvar.shape
              return 1000 * (mean**2).sum()
          train epochs=2, penalty=near
          """)
      #expect(text.contains(", penalty "))
      let trainer = try #require(desk.session.trainer)
      #expect(trainer.state.options.penalty == "near" && desk.shown("history").contains("penalty=near"))
      #expect(desk.shown("train").contains("without the penalty `near`"))
      #expect(!desk.shown("train").contains("without the penalty"))
      let means = try desk.numbers("encode(images(\"test\")).abs().max().item()")
      #expect(means[0] < 1)
      // Several codes are three dimensions.
      try desk.value("train(steps=1, samples=3, penalty=lambda x, z, m, l: z.sum() * (z.shape == (3, len(x), 3)));")
    }
  }

  @Test func theModelsBetaIsTheTrainings() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\");\nmodel(beta=4);\ntrain();")
      #expect(desk.session.trainer?.state.options.beta == 4)
      #expect(desk.session.runs[0].own.epochs[0].klWeight == 4)
    }
  }

  @Test func aLogHasALineForEveryEpochAndGoesOn() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "elbow-\(UUID().uuidString).csv").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try atDesk { desk in
      try desk.value(Self.start + "\ntrain(epochs=2, validate=True, log=\"\(path)\");\ntrain(log=\"\(path)\");")
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 4 && lines[0].hasPrefix("epoch,steps,loss,"))
      let fields = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      #expect(fields.allSatisfy { $0.count == fields[0].count })
      #expect(fields[1...].map { String($0[0]) } == ["1", "2", "3"])
      let losses = try desk.numbers("history().loss")
      let logged = fields[1...].compactMap { Double($0[2]) }
      #expect(zip(logged, losses).allSatisfy { abs($0 - $1) < 1e-6 * $1 } && logged.count == losses.count)
      #expect(fields[3][7].isEmpty && !fields[2][7].isEmpty)
      // What is no log stays as it is.
      try "my notes".write(toFile: path, atomically: true, encoding: .utf8)
      #expect(desk.run("train log=\"\(path)\"").error?.kind == .file)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "my notes")
      #expect(desk.run("train log=\"/nowhere/run.csv\"").error?.kind == .file)
    }
  }

  /// The records of an event file, read by their definition.
  @Test func aFolderGetsTheEventsOfTensorBoard() throws {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xe306_9283)
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try atDesk { desk in
      for _ in 0..<2 { try desk.value(Self.start + "\ntrain(epochs=2, validate=True, log=\"\(folder.path)/\");") }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(files.count == 2 && files.allSatisfy { $0.hasPrefix("events.out.tfevents.") })
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: files[1])))
      var (start, records): (Int, [[UInt8]]) = (0, [])
      while start < bytes.count {
        let length = bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
        records.append(Array(bytes[start + 12..<start + 12 + length]))
        start += length + 16
      }
      #expect(start == bytes.count && records.count == 3)
      #expect(records[0].contains(Array("brain.Event:2".utf8)))
      // One of the values: its name, and the loss as the four bytes of a float.
      let loss = Float(try desk.numbers("history().loss")[1]).bitPattern
      let value = Array("loss/train".utf8) + [0x15] + (0..<4).map { UInt8(truncatingIfNeeded: loss >> (8 * $0)) }
      #expect(records[2].contains(value) && records[2].contains(Array("loss/held_out".utf8)))
      #expect(desk.run("train log=\"/proc/none/\"").error?.kind == .file)
    }
  }

  @Test func runsAreRecordedAndListed() throws {
    try atDesk { desk in
      try desk.value(
        Self.start + "\ntrain(epochs=2, lr=0.003);\nmodel(latent=2);\nseed 7\ntrain(steps=3, validate=True);")
      let cancellation = Cancellation()
      desk.output.onUpdate = { cancellation.cancel() }
      _ = desk.run("train epochs=1000", cancellation: cancellation)
      desk.output.onUpdate = nil
      let runs = desk.session.runs
      #expect(runs.map(\.number) == [1, 2, 3] && runs.map(\.ending) == [.completed, .completed, .interrupted])
      #expect(runs[0].own.epochs.count == 2 && runs[1].own.steps.count == 3)
      #expect(runs[2].firstStep == 3 && runs.allSatisfy { $0.seconds > 0 })
      let shown = desk.shown("history 1")
      #expect(shown.contains("lr=0.003, seed 0") && shown.contains("epoch 2   "), "\(shown)")
      #expect(try desk.numbers("history(1).loss").count == 2)
      #expect(desk.run("history 9").error?.kind == .index)
      for cell in ["plot loss, runs=(1, 3)", "plot kl, runs=1", "plot gradients", "plot lr", "plot lr, runs=[1, 2]"] {
        #expect(desk.run(cell).error == nil, "\(cell)")
      }
    }
  }

  @Test func heldOutImagesAreLookedAtWhereAsked() throws {
    try atDesk { desk in
      try desk.value(Self.start + "\ntrain();")
      #expect(desk.run("plot validation").error?.suggestion == "train epochs=1, validate=True")
      #expect(desk.shown("train validate=True").contains(", held out "))
      #expect(desk.run("plot validation").error == nil && desk.run("plot loss").error == nil)
    }
  }

  /// Who holds images out wants to see them; the test images stay for the end.
  @Test func imagesHeldOutAreLookedAtByThemselves() throws {
    try atDesk { desk in
      try desk.value("data(\"mnist\", batch=16, validation=0.25);\nmodel(\"mlp\", latent=3, hidden=16);\ntrain();")
      #expect(desk.session.runs[0].own.epochs.allSatisfy { $0.validation != nil })
      try desk.value("train(validate=False);")
      #expect(desk.session.runs[1].own.epochs.allSatisfy { $0.validation == nil })
    }
  }

  @Test func divergenceSaysTheStepAndWhatToTry() throws {
    try atDesk { desk in
      try desk.value(Self.start)
      let error = try #require(desk.run("train epochs=50, lr=100000, optimizer=sgd").error)
      #expect(error.kind == .divergence && error.message.contains("step"))
      #expect(error.suggestion?.contains("clip=") == true)
      #expect(try desk.numbers("evaluate()[\"loss\"]")[0].isFinite)
    }
  }
}
