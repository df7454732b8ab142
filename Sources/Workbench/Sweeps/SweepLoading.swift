import Files
import Glibc
import Language
import VAE

extension Session {
  /// Whether there is a sweep to load a run of: one of this session, or one whose files are here.
  var hasSweep: Bool { sweep != nil || newestSweep != nil }

  /// Makes a run of the last sweep the present model.
  ///
  /// - Parameter number: nil for the best.
  /// - Returns: what was loaded, in words.
  func loadSweep(_ number: Int?, _ context: Context) throws -> [String] {
    let path = try sweepFile(number)
    let file = try SavedTensors.read(path)
    guard try SessionFile(file, path) == nil else { return try restore(path, context) + [Self.from(path)] }
    // Networks of the user's own classes: the function makes them again, and the file has their numbers.
    let row = sweep?.rows.first { row in row.stage?.file.map { Paths.join(sweep?.folder.path ?? "", $0) } == path }
    guard let row, let model = try sweep?.making.flatMap({ try untrained(row.run, $0, context) }) else {
      throw Diagnostic(
        .data, "\(path) has the weights of networks of classes of your own, and nobody here knows how they are made",
        suggestion: "run the cells that define them, and the sweep, which finds its runs; then load sweep")
    }
    try WeightImport(file, path).exactly(WeightTargets(model)).assign()
    take(model)
    return ["loaded: \(model.inWords); its weights alone: `train` begins anew", Self.from(path)]
  }

  /// `from sweeps/sizes/3fa9c2d41b07-5.safetensors`
  private static func from(_ path: String) -> String {
    "from \(SweepFolder.parent)/\(Paths.name(Paths.parent(path)))/\(Paths.name(path))"
  }

  /// The model of a run as it was before it was trained; nil for a run that a function did.
  private func untrained(
    _ run: SweepRun, _ making: SweepValue.Making, _ context: Context
  ) throws -> VariationalAutoencoder? {
    let recipe = SweepRecipe(self, build: making.build)
    switch try recipe.start(run, batchSize: making.batchSize, epochs: making.epochs, making.images, context) {
    case .model(let model), .borrowed(let model, _): return model
    case .figures: return nil
    }
  }

  /// The file of a run of the last sweep: this session's, else the newest of which files are here.
  ///
  /// - Parameter number: nil for the best.
  func sweepFile(_ number: Int?) throws -> String {
    let (rows, folder): ([SweepRow.Saved], SweepFolder)
    if let sweep {
      (rows, folder) = (sweep.rows.map(\.saved), sweep.folder)
    } else if let newest = newestSweep {
      (rows, folder) = newest
    } else {
      throw Diagnostic(
        .data, "there is no sweep: this session has made none, and there are none in \(SweepFolder.parent)/",
        suggestion: "sweep \"latent=[2, 8, 30]\", epochs=5")
    }
    guard let number else { return try best(rows, folder) }
    guard let row = rows.first(where: { $0.run == number }) else {
      throw Diagnostic(
        .index, "there is no run \(number): the sweep has \(rows.count == 1 ? "one" : "runs 1 to \(rows.count)")",
        parameter: "run")
    }
    guard let file = row.file, Paths.isFile(Paths.join(folder.path, file)) else {
      let reason =
        switch row.status {
        case "diverged": "it diverged"
        case "finished", "left out": "it has no model of `train`'s, or its file is gone"
        default: "it has not come to its end; the same sweep goes on with it"
        }
      throw Diagnostic(.data, "run \(number) cannot be loaded: \(reason)", parameter: "run")
    }
    return Paths.join(folder.path, file)
  }

  private func best(_ rows: [SweepRow.Saved], _ folder: SweepFolder) throws -> String {
    let ended = rows.filter { $0.status == "finished" && $0.loss != nil && $0.file != nil }
    guard let best = ended.min(by: { ($0.loss ?? 0, $0.run) < ($1.loss ?? 0, $1.run) }), let file = best.file else {
      throw Diagnostic(
        .data, "no run of the sweep in \(folder.words) has come to its end with a model",
        suggestion: "the same sweep goes on with it")
    }
    return Paths.join(folder.path, file)
  }

  /// The sweep whose table was written last.
  private var newestSweep: ([SweepRow.Saved], SweepFolder)? {
    let parent = catalog.expanded(SweepFolder.parent)
    let dated = Paths.names(in: parent).compactMap { name -> (date: Int, nanoseconds: Int, folder: SweepFolder)? in
      let folder = SweepFolder(name, catalog)
      var status = stat()
      guard stat(Paths.join(folder.path, SweepFolder.table), &status) == 0 else { return nil }
      return (status.st_mtim.tv_sec, status.st_mtim.tv_nsec, folder)
    }
    guard let newest = dated.max(by: { ($0.date, $0.nanoseconds) < ($1.date, $1.nanoseconds) }),
      let rows = newest.folder.readTable()
    else { return nil }
    return (rows, newest.folder)
  }
}
