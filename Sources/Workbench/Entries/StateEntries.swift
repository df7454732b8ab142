import Language
import Tensors
import Text

/// Group `session`: what the session holds, and setting it.
struct StateEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "session", .command, group: "session", "what the session holds", result: "None", abstract: .unknown,
        alwaysDisplays: true,
        example: "session"
      ) { _, context in
        context.output.display(state.display, id: nil)
        return .none
      },
      Entry(
        "seed", .command, group: "session", "sets the seed that all random numbers come from",
        parameters: [Parameter("n", .integer(0...(1 << 53)), "the seed; 0 at the start of a session")], result: "None",
        abstract: .nothing,
        effect: .changesSession, example: "seed 42\nrandn(2)", otherNames: ["manual_seed"]
      ) { arguments, _ in
        session.random = RandomSource(seed: UInt64(arguments.integer("n")))
        return .none
      },
      Entry(
        "reset", .command, group: "session", "forgets data, model and training; variables stay", result: "None",
        abstract: .unknown,
        effect: .changesModel, example: "reset"
      ) { _, _ in
        session.reset()
        return .none
      },
      Entry(
        "set", .command, group: "session", "changes how Elbow works",
        parameters: [
          Parameter(
            "threads", .integer(1...256), default: Value.none, style: .keywordOnly,
            "how many threads compute; results are the same bits with any number"),
          Parameter(
            "judge",
            .word([
              Word("strict", "an answer that is wrong or missing is an error of the cell"),
              Word("lenient", "it is said, and the cell goes on"),
            ]), default: Value.none, style: .keywordOnly, "what `judge` makes of wrong answers from now on"),
          Parameter(
            "autosave",
            .word([Word("on", "save the session after every epoch of `train` and every cell"), Word("off", "do not")]),
            default: Value.none, style: .keywordOnly, "whether `load last` finds what cells do from now on"),
        ], result: "None", abstract: .nothing, effect: .changesSession, example: "set threads=2"
      ) { arguments, context in
        // Nobody is told that judge is as it was: `set judge=strict` may stand in every cell of an assignment.
        let before = settings
        if let judging = arguments.optionalWord("judge").flatMap(Judging.init) { try session.choose(judging) }
        if let word = arguments.optionalWord("autosave") {
          if context.isCommand, word == "off", session.autosaves {
            context.output.write(
              "what cells do from here on is not saved: `load last` brings back what was before\n", to: .standardOutput)
          }
          try session.setAutosave(word == "on")
        }
        if let threads = arguments.optionalInteger("threads") { ThreadPool.shared.threadCount = threads }
        if context.isCommand {
          let isAsking = before.allSatisfy { arguments[$0.name].isNone }
          for (setting, old) in zip(settings, before) where isAsking || !arguments[setting.name].isNone {
            guard isAsking || setting.name != "judge" || setting.value != old.value else { continue }
            context.output.write("\(setting.name): \(setting.value)\n", to: .standardOutput)
          }
        }
        return .none
      },
    ]
  }

  /// What `set` sets, in words.
  private var settings: [(name: String, value: String)] {
    [
      ("threads", "\(ThreadPool.shared.threadCount)"), ("judge", session.judgingInWords),
      ("autosave", session.autosaveInWords),
    ]
  }

  private var state: TextTable {
    var rows: [[String]] = []
    rows.append([
      "data", session.dataset.map { "\($0.summary), batches of \(session.batchSize)" } ?? "none: data mnist",
    ])
    rows.append([
      "model",
      session.model.map { $0.inWords }
        ?? "none: model latent=30",
    ])
    let training = session.trainer.map { trainer in
      let epochs = trainer.history.epochs
      let loss = epochs.last.map { ", \(fixed($0.losses.perImage.total, 2)) nats per image" } ?? ""
      return counted(epochs.count, "epoch") + ", " + counted(trainer.state.steps, "step") + loss
    }
    rows.append(["training", training ?? "none yet"])
    if let words = session.codeModelWords { rows.append(["codes", words]) }
    if let last = session.runs.last {
      rows.append(["runs of train", "\(session.runs.count), the last: \(RunTable.settings(last))"])
    }
    rows.append(["random seed", "\(session.random.seed)"])
    // Nobody who learns alone has to know of it.
    if session.judgingInWords != Judging.lenient.rawValue { rows.append(["judge", session.judgingInWords]) }
    let autosave = session.autosaveInWords
    rows.append(["autosave", autosave == "on" ? "on: load last" : autosave])
    rows.append(["threads", "\(ThreadPool.shared.threadCount), OpenBLAS kernels for \(BLAS.coreName)"])
    return TextTable(header: ["session", ""], rows: rows, hasNumbers: false)
  }
}
