import Language

extension TrainingEntries {
  /// What a training is, or was, to look at.
  var records: [Entry] {
    [
      Entry(
        "watch", .command, group: "training", "follows the training that runs, or shows the record of the last",
        details: """
          For a second window, or a page that was closed and opened again: the bar, the pictures and the epochs of the \
          `train` that runs, from its first line to its end, wherever it was started. An interrupt ends the watching, and \
          not the training. Where nothing runs, it shows what the training of the present model came to.

          While a cell trains, the cells of the same notebook wait; a console with a subshell of its own does not (in \
          JupyterLab: *New Subshell Console* in a cell's menu).
          """, result: "None", abstract: .nothing, alwaysDisplays: true,
        example: "data mnist\nmodel latent=10\ntrain epochs=1\nwatch", lesson: "06-training"
      ) { _, context in
        try TrainingWatch(session: session, context: context).run()
        return .none
      },
      Entry(
        "history", .command, group: "training", "what `train` did: every call, and the epochs of the present model",
        details: """
          The value holds the present model's training from its beginning, or one run's: `history(2)`. Its `loss`, \
          `reconstruction`, `kl` and `validation` go epoch by epoch, `steps` and `gradients` batch by batch.
          """,
        parameters: [
          Parameter("run", .integer(1...1_000_000), default: Value.none, defaultText: "all", "one call of `train`")
        ], result: "history", abstract: .unknown,
        example: "data mnist\nmodel latent=10\ntrain epochs=1\nhistory", lesson: "06-training"
      ) { arguments, context in
        let chosen = try arguments.optionalInteger("run").map { try session.run($0, for: "history") }
        guard let history = chosen?.own ?? session.trainer?.history else {
          // What an earlier model did is listed, and is not the present one's.
          if context.isCommand, !session.runs.isEmpty {
            context.output.display(RunTable(session.runs).table.display, id: nil)
          }
          throw session.noTraining("history")
        }
        let value = HistoryValue(history)
        if context.isCommand {
          // A checkpoint from the middle of a run knows its epochs, and no run that has ended.
          let listed = chosen.map { [$0] } ?? session.runs
          if !listed.isEmpty { context.output.display(RunTable(listed).table.display, id: nil) }
          context.output.write(value.repr() + "\n", to: .standardOutput)
        }
        return .object(value)
      },
    ]
  }
}
