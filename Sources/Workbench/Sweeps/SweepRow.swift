import Language

/// A run as a row of the table.
struct SweepRow: Sendable {
  enum Status: String, Sendable, Codable {
    case waiting
    case running
    case interrupted
    case finished
    /// Left out after a round: others were better.
    case leftOut
  }

  let run: SweepRun
  var status = Status.waiting
  /// The last round that it came through.
  var stage: SweepStage?

  /// What is said of it in the table's last column.
  var words: String {
    switch stage?.ending {
    case .diverged(let step): return step.map { "diverged in step \($0)" } ?? "diverged"
    case .stoppedEarly(let best) where status == .finished: return "best was epoch \(best)"
    default: break
    }
    switch status {
    case .waiting: return stage == nil ? "" : "goes on"
    case .running: return "running"
    case .interrupted: return "interrupted"
    case .finished: return ""
    case .leftOut: return "left out"
    }
  }

  /// Whether it has figures.
  var figure: Double? { stage?.figure }

  /// The row for other programs, by the names that the language has too.
  struct Saved: Codable {
    var run: Int
    var settings: [String: SweepSetting]
    var repetition: Int
    var seed: UInt64
    var status: String
    var epochs: Int
    var loss, error, reconstruction, kl: Double?
    var active: Int?
    var seconds: Double
    var curve: [Double]
    var figures: [String: Double]?
    var file: String?
  }

  /// One word for programs.
  private var statusWord: String {
    if case .diverged? = stage?.ending { return "diverged" }
    switch status {
    case .waiting: return "waiting"
    case .running: return "running"
    case .interrupted: return "interrupted"
    case .finished: return "finished"
    case .leftOut: return "left out"
    }
  }

  var saved: Saved {
    Saved(
      run: run.number, settings: Dictionary(uniqueKeysWithValues: run.settings.map { ($0.name, $0.setting) }),
      repetition: run.repetition, seed: run.seed, status: statusWord, epochs: stage?.trained ?? 0, loss: stage?.loss,
      error: stage?.error, reconstruction: stage?.reconstruction, kl: stage?.kl, active: stage?.active,
      seconds: stage?.seconds ?? 0, curve: stage?.curve ?? [],
      figures: stage.flatMap { stage in
        stage.figures.isEmpty
          ? nil : Dictionary(stage.figures.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      }, file: stage?.file)
  }

  /// The row in the language: settings and figures by name.
  var dict: Value {
    func number(_ value: Double?) -> Value { value.map { .real($0) } ?? .none }
    let saved = saved
    var entries: [(String, Value)] = [
      ("run", .integer(run.number)), ("repetition", .integer(run.repetition)), ("status", .string(saved.status)),
    ]
    if let figures = stage?.figures, !figures.isEmpty {
      entries += figures.map { ($0.name, .real($0.value)) }
    } else {
      entries += [
        ("loss", number(saved.loss)), ("error", number(saved.error)), ("reconstruction", number(saved.reconstruction)),
        ("kl", number(saved.kl)), ("active", saved.active.map { .integer($0) } ?? .none),
        ("epochs", .integer(saved.epochs)), ("curve", .list(saved.curve.map { .real($0) })),
      ]
    }
    entries += [("seconds", .real(saved.seconds)), ("file", saved.file.map { .string($0) } ?? .none)]
    // A setting of the user's own may have a name of these: it is the setting that is meant.
    let names = Set(run.settings.map(\.name))
    let settings = run.settings.map { ($0.name, $0.setting.value) }
    let others = entries.filter { !names.contains($0.0) }
    return .dict(DictValue(others.prefix { $0.0 == "run" } + settings + others.drop { $0.0 == "run" }))
  }
}
