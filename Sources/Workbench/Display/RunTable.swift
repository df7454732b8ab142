import Language
import Networks
import Text
import VAE

/// The runs of training of a session, a row each.
struct RunTable {
  let table: TextTable

  init(_ runs: [TrainingRun]) {
    table = TextTable(
      header: ["run", "model", "data", "settings", "epochs", "nats per image", "time", "ended"],
      rows: runs.map(Self.row), hasNumbers: false)
  }

  private static func row(_ run: TrainingRun) -> [String] {
    let own = run.own
    let loss = own.epochs.last.map { fixed($0.losses.perImage.total, 2) }
    let held = own.epochs.last?.validation.map { ", held out \(fixed($0.total, 2))" } ?? ""
    let ending =
      switch run.ending {
      case .completed: "as asked"
      case .interrupted: "interrupted"
      case .diverged: "diverged"
      case .stoppedEarly(let best): "best was epoch \(best)"
      case .failed: "failed"
      }
    return [
      "\(run.number)", run.model, "\(run.data), batches of \(run.batchSize)", settings(run),
      epochs(run, own), (loss ?? "") + held, duration(run.seconds), ending,
    ]
  }

  private static func epochs(_ run: TrainingRun, _ own: TrainingHistory) -> String {
    guard let first = own.epochs.first?.number, let last = own.epochs.last?.number else {
      return counted(own.steps.count, "step")
    }
    return first == last ? "\(first)" : "\(first) to \(last)"
  }

  /// Settings that differ from the usual: `lr=0.003, warmup=5, seed 1`.
  static func settings(_ run: TrainingRun) -> String { words(run).joined(separator: ", ") }

  private static func words(_ run: TrainingRun) -> [String] {
    let (options, usual) = (run.options, TrainingOptions())
    var words = ["lr=\(Value.real(options.learningRate).repr)"]
    func add<Setting: Equatable>(_ name: String, _ setting: Setting, _ usual: Setting, _ text: String) {
      if setting != usual { words.append("\(name)=\(text)") }
    }
    func number(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : Value.real(value).repr
    }
    /// The settings of the objective that counts.
    func addObjective(_ own: ObjectiveSettings) {
      let first = ObjectiveSettings()
      add("objective", own.kind, first.kind, own.kind.rawValue)
      switch own.kind {
      case .elbo, .iwae, .dreg: break
      case .beta:
        add("capacity", own.capacity, first.capacity, number(own.capacity))
        add("capacity_epochs", own.capacityEpochs, first.capacityEpochs, number(own.capacityEpochs))
      case .tc:
        add("alpha", own.alpha, first.alpha, number(own.alpha))
        add("gamma", own.gamma, first.gamma, number(own.gamma))
        add("sampling", own.sampling, first.sampling, own.sampling.rawValue)
      case .mmd:
        add("weight", own.weight, nil, number(own.ownWeight))
        add("kernel", own.kernel, first.kernel, own.kernel.rawValue)
        add("bandwidth", own.bandwidth, first.bandwidth, number(own.bandwidth))
      case .dip:
        add("weight", own.weight, nil, number(own.ownWeight))
        add("covariance", own.covariance, first.covariance, own.covariance.rawValue)
        add("diagonal", own.diagonal, nil, number(own.ownDiagonal))
      case .logcosh: add("sharpness", own.sharpness, first.sharpness, number(own.sharpness))
      }
    }
    add("optimizer", options.rule.name, usual.rule.name, options.rule.name)
    add("schedule", options.schedule, usual.schedule, options.schedule.rawValue)
    add("beta", options.beta, usual.beta, number(options.beta))
    add("warmup", options.warmup.epochs, 0, number(options.warmup.epochs))
    add("annealing", options.warmup.course, .linear, options.warmup.course.rawValue)
    add("free_bits", options.freeBits, 0, number(options.freeBits))
    add("samples", options.samples, 1, "\(options.samples)")
    add("clip", options.clip, nil, options.clip.map(number) ?? "")
    add("momentum", options.rule.momentum ?? 0, 0, number(options.rule.momentum ?? 0))
    add("weight_decay", options.rule.weightDecay, 0, number(options.rule.weightDecay))
    add("patience", options.patience, nil, options.patience.map(String.init) ?? "")
    add("drop_last", options.dropsLast, false, "True")
    addObjective(options.objective)
    add("penalty", options.penalty, nil, options.penalty ?? "")
    return words + ["seed \(run.seed)"]
  }

  /// A name for each run beside the others: its number, and the settings that not all of them share.
  static func labels(_ runs: [TrainingRun]) -> [String] {
    let settings = runs.map(words)
    return zip(runs, settings).map { run, own in
      let special = own.filter { word in !settings.allSatisfy { $0.contains(word) } }
      return (["run \(run.number)"] + special).joined(separator: ", ")
    }
  }
}
