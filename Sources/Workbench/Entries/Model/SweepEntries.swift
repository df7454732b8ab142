import Datasets
import Language
import Text
import VAE

/// Group `training`, continued: many trainings beside each other.
struct SweepEntries {
  let session: Session

  var all: [Entry] {
    var sweep = sweep
    // Settings are written in the text, in which a list is a choice.
    sweep.wayOfUnknown = { [session] name in
      (try? SweepRecipe(session).owner(of: name)) == nil ? nil : "settings stand in the text: sweep \"\(name)=[…]\""
    }
    return [sweep]
  }

  private var sweep: Entry {
    Entry(
      "sweep", .command, group: "training", "trains every combination of settings, and compares them",
      details: """
        The text has settings of `model` and `train`, and the size of batches, each with a value or a list of them: \
        `latent=[2, 8, 30], beta=[1, 4], lr=0.003`, `model=[mlp, conv], batch=[32, 128]`. Every run trains a model of its \
        own on the session's data, from random numbers that follow from `seed` and its settings; the present model and \
        its training stay as they are. `seeds=3` does each combination three times.

        The table has the negative ELBO of held-out images with its standard error, KL and active dimensions: of the \
        images that `data … validation=` held out, else of the test images. Each run is a file in `sweeps/`, as `save` \
        writes it. After an interrupt, or whatever ended the process, the same command goes on where it stopped, and \
        gives the same figures. `load sweep 7` makes run 7 the present model, and `load sweep` the best.

        Where `mpirun` has started several processes, each does a run of its own, and takes the next as soon as it is through; the \
        figures are those of one process. (With a function, each of them does every run.)

        `random=20` draws that many combinations, and then a setting may be a range: `beta=[0.5..4]`, or \
        `lr=log[1e-4..1e-2]`, in which each power of ten is as likely. With `keep=0.33` all train for some of the epochs, \
        the best third of them goes on, and so on: the last train for all.

        With a function before the text, `sweep f, "width=[64, 256]"`, its arguments are settings too. It gives an encoder and a \
        decoder; or, where it has done the run by itself, a number, or a dict of numbers of which `loss` is compared: the \
        less, the better.
        """,
      parameters: [
        Parameter(
          "what", .any, suggestions: { SweepRecipe.completions($0) }, check: { try check($0) },
          "the settings as text; or a function that makes the networks, and the settings after it"),
        Parameter(
          "settings", .string, default: Value.none, defaultText: "the first argument",
          check: { if case .string(let text) = $0 { _ = try SweepText(text) } }, "the settings, after a function"),
        Parameter(
          "epochs", .integer(1...100_000), default: .integer(1), unit: "epochs", style: .keywordOnly,
          "how long a run trains"),
        Parameter(
          "seeds", .integer(1...1000), default: .integer(1), unit: "runs", style: .keywordOnly,
          "of each combination, from other random numbers"),
        Parameter(
          "random", .integer(1...SweepGrid.mostRuns), default: Value.none, defaultText: "all", unit: "combinations",
          style: .keywordOnly, "how many to draw"),
        Parameter(
          "keep", .real(0.01...0.99), default: Value.none, defaultText: "all", style: .keywordOnly,
          "the part of the runs that goes on after each round"),
        Parameter(
          "seed", .integer(0...Limits.exactIntegers.upperBound), default: .integer(0), style: .keywordOnly,
          "what the runs' random numbers follow from"),
        Parameter(
          "name", .string, default: Value.none, defaultText: "a checksum of the settings", style: .keywordOnly,
          "the folder in `sweeps/`"),
      ], result: "sweep", abstract: .nothing, effect: .changesSession,
      example: "data mnist\nsweep \"mlp, latent=[2, 8], hidden=16\", epochs=1", lesson: nil
    ) { arguments, context in
      try sweep(arguments, context)
    }
  }

  /// Looks at a text of settings before its cell runs.
  private func check(_ value: Value) throws {
    guard case .string(let text) = value else { return }
    try SweepRecipe(session).check(try SweepText(text).axes)
  }

  /// The function, if there is one, and the settings.
  private func read(_ arguments: Arguments) throws -> (build: Value?, text: String) {
    let what = arguments["what"]
    if case .string(let text) = what {
      guard arguments["settings"].isNone else {
        throw Diagnostic(
          .argument, "sweep takes one text of settings, and this gives two",
          suggestion: "put them into one, with a comma between",
          parameter: "settings")
      }
      return (nil, text)
    }
    guard what.isCallable else {
      throw Diagnostic(
        .type, "sweep takes settings as text, or a function and its settings, and this is \(what.phrase)",
        suggestion: "sweep \"latent=[2, 8, 30]\", epochs=5", parameter: "what")
    }
    guard let text = arguments.optionalString("settings") else {
      throw Diagnostic(
        .argument, "sweep needs the settings that the function is to be called with",
        suggestion: "sweep f, \"width=[64, 256]\"",
        parameter: "what")
    }
    return (what, text)
  }

  private func sweep(_ arguments: Arguments, _ context: Context) throws -> Value {
    let (build, text) = try read(arguments)
    let dataset = try session.requireDataset(for: "sweep")
    let recipe = SweepRecipe(session, build: build)
    let grid: SweepGrid
    let combinations: [[SweepPair]]
    let seed = UInt64(arguments.integer("seed"))
    do {
      grid = SweepGrid(axes: try SweepText(text).axes)
      try recipe.check(grid.axes)
      combinations = try grid.combinations(drawn: arguments.optionalInteger("random"), seed: seed)
      try recipe.check(combinations, of: grid.axes, dataset, batchSize: session.batchSize)
    } catch {
      var diagnostic = Diagnostic(error)
      diagnostic.parameter = build == nil ? "what" : "settings"
      throw diagnostic
    }
    let (epochs, seeds, keep) = (
      arguments.integer("epochs"), arguments.integer("seeds"), arguments.optionalReal("keep")
    )
    guard combinations.count * seeds <= SweepGrid.mostRuns else {
      throw Diagnostic(
        .value,
        "these are \(grouped(combinations.count * seeds)) runs, and a sweep has at most \(grouped(SweepGrid.mostRuns))",
        suggestion: "draw some of the combinations: random=20", parameter: "seeds")
    }
    if keep != nil, grid.axes.contains(where: { $0.name == "patience" }) {
      throw Diagnostic(
        .argument, "patience ends runs by themselves, and keep= by comparison with others: it is one or the other",
        parameter: "keep")
    }
    let plan = SweepPlan(runs: combinations.count * seeds, epochs: epochs, keep: keep)
    let data = session.record(of: dataset)
    let circumstances = try self.circumstances(plan, dataset, data, build)
    let runs = SweepRun.all(combinations, repetitions: seeds, seed: seed, circumstances: circumstances)
    let folder = SweepFolder(try name(arguments, runs), session.catalog)
    try folder.open()
    let worker = SweepWorker(
      recipe: recipe, files: folder, dataset: dataset, data: data, batchSize: session.batchSize, epochs: epochs,
      context: context)
    let images = dataset.validation == nil ? "test" : "validation"
    let display = context.isCommand ? SweepDisplay(context.output, id: session.nextDisplayID()) : nil
    let runner = SweepRunner(runs, plan, worker, folder, images: images, display)
    session.mentionHandicap(context)
    say(Self.heading(runs, plan, combinations.count, seeds, folder, runner), context)
    return try finish(runner, worker, folder, images, display, context)
  }

  /// Runs it, shows what came of it, and keeps it for `load sweep`.
  private func finish(
    _ runner: SweepRunner, _ worker: SweepWorker, _ folder: SweepFolder, _ images: String, _ display: SweepDisplay?,
    _ context: Context
  ) throws -> Value {
    var failure: Diagnostic?
    do { try runner.run() } catch { failure = stopped(Diagnostic(error), runner) }
    let making = worker.recipe.build.map {
      SweepValue.Making(
        build: $0, batchSize: worker.batchSize, epochs: worker.epochs, images: ImageDescription(worker.dataset.train))
    }
    let value = SweepValue(runner.rows, folder, images: images, making)
    session.sweep = value
    let ended = value.rows.count { $0.status == .finished || $0.status == .leftOut }
    display?.finish("\(grouped(ended)) of \(counted(value.rows.count, "run")), in \(folder.words)")
    if context.isCommand, failure == nil || ended > 0 {
      context.output.display(value.table.table.display, id: nil)
      if failure == nil, let plot = SweepPlot(value.rows, images: images).plot,
        let picture = PictureValue(try plot.picture()).display()
      {
        context.output.display(picture, id: nil)
      }
    }
    if let failure { throw failure }
    return .object(value)
  }

  private func say(_ lines: [String], _ context: Context) {
    guard context.isCommand else { return }
    context.output.write(lines.map { wrapped($0) }.joined(separator: "\n") + "\n", to: .standardOutput)
  }

  /// What is to be done, before it is.
  private static func heading(
    _ runs: [SweepRun], _ plan: SweepPlan, _ combinations: Int, _ seeds: Int, _ folder: SweepFolder,
    _ runner: SweepRunner
  ) -> [String] {
    var words = counted(runs.count, "run")
    if seeds > 1 { words += " (\(counted(combinations, "combination")), \(seeds) seeds)" }
    let rounds = plan.rounds
    words +=
      rounds.count > 1
      ? ", compared after \(rounds.dropLast().map { counted($0, "epoch") }.joined(separator: ", ")), the last after \(counted(rounds[rounds.count - 1], "epoch"))"
      : " of \(counted(rounds[0], "epoch"))"
    var lines = [words + "; each becomes a file in \(folder.words)"]
    if runner.known > 0 {
      lines.append("\(grouped(runner.known)) of them \(runner.known == 1 ? "is" : "are") there already")
    }
    for damage in runner.damages.prefix(5) { lines.append("\(damage): that run is done again") }
    return lines
  }

  /// The error of a sweep that was ended, and how it goes on.
  private func stopped(_ error: Diagnostic, _ runner: SweepRunner) -> Diagnostic {
    var error = error
    let rows = runner.rows
    let ended = rows.count { $0.status == .finished || $0.status == .leftOut }
    guard error.kind == .interrupted else {
      if rows.indices.contains(runner.current - 1) {
        error.notes.append(
          "in run \(runner.current) of \(rows.count), with \(rows[runner.current - 1].run.settings.words)")
      }
      return error
    }
    error.message = "the sweep was interrupted in run \(max(1, runner.current)) of \(rows.count)"
    error.suggestion =
      "the same command goes on from there"
      + (ended > 0
        ? "; `load sweep` takes the best of \(ended == 1 ? "the one" : "the \(ended)") that \(ended == 1 ? "has" : "have") ended"
        : "")
    return error
  }

  /// What the numbers of all runs depend on, beside their settings.
  private func circumstances(
    _ plan: SweepPlan, _ dataset: Dataset, _ data: SessionRecord.Data, _ build: Value?
  ) throws -> String {
    let options = try SessionRecord.json(data.options)
    return [
      plan.rounds.map(String.init).joined(separator: " "), data.fingerprint, dataset.heldOut.fingerprint, options,
      "\(session.batchSize)", build.map { SweepBuildText($0, session.interpreter).text } ?? "",
    ].joined(separator: "\n")
  }

  private func name(_ arguments: Arguments, _ runs: [SweepRun]) throws -> String {
    let name =
      arguments.optionalString("name") ?? String(ContentChecksum.sha256(Array(runs.map(\.key).joined().utf8)).prefix(8))
    let isName =
      !name.isEmpty && !name.hasPrefix(".") && name.utf8.allSatisfy { $0 >= 32 && $0 != UInt8(ascii: "/") && $0 != 127 }
    guard isName, name.utf8.count <= 200 else {
      throw Diagnostic(
        .value, "a sweep's name is that of a folder in sweeps/, and this is none: \(Value.string(name).repr)",
        suggestion: "name=\"sizes\"", parameter: "name")
    }
    return name
  }
}
