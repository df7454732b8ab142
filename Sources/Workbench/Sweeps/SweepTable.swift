import Language
import Text

/// The runs of a sweep, a row each: settings, figures, and what became of it.
struct SweepTable {
  /// Rows that are shown where there are more: the best ones.
  private static let mostRows = 60

  let table: TextTable

  /// - Parameters:
  ///   - images: what the figures are of: `test`, `validation`.
  ///   - footer: a last line.
  init(_ rows: [SweepRow], images: String, footer: String?) {
    let names = Self.varied(rows)
    let figures = rows.lazy.compactMap { $0.stage?.figures }.first { !$0.isEmpty }?.map(\.name)
    let repeats = rows.contains { $0.run.repetition > 1 }
    var shown = rows
    var note: String?
    if rows.count > Self.mostRows {
      let best = rows.filter { $0.figure != nil }.sorted {
        ($0.figure ?? 0, $0.run.number) < ($1.figure ?? 0, $1.run.number)
      }
      let running = rows.filter { $0.status == .running && $0.figure == nil }
      shown = Array(running + best.prefix(Self.mostRows - running.count))
      note = "the best \(shown.count) of \(counted(rows.count, "run")); all of them: s = sweep(…), then s.table"
    }
    let measures = figures ?? ["\(images) −ELBO", "KL", "active", "epochs"]
    let says = shown.contains { !$0.words.isEmpty }
    table = TextTable(
      header: ["run"] + names + (repeats ? ["seed"] : []) + measures + ["time"] + (says ? [""] : []),
      rows: shown.map { row in
        ["\(row.run.number)"] + names.map { name in row.run.settings.first { $0.name == name }?.setting.words ?? "" }
          + (repeats ? ["\(row.run.repetition)"] : []) + Self.cells(row, figures)
          + [row.stage.map { Self.time($0.seconds) } ?? ""] + (says ? [row.words] : [])
      }, footer: [note, footer].compactMap(\.self).joined(separator: "; ").nonEmpty)
  }

  /// The settings that are not the same in all runs.
  static func varied(_ rows: [SweepRow]) -> [String] {
    guard let first = rows.first?.run.settings else { return [] }
    return first.filter { pair in rows.contains { !$0.run.settings.contains(pair) } }.map(\.name)
  }

  /// Short ones with a decimal: networks of different sizes are to be told apart.
  private static func time(_ seconds: Double) -> String { seconds < 10 ? "\(fixed(seconds, 1)) s" : duration(seconds) }

  private static func cells(_ row: SweepRow, _ figures: [String]?) -> [String] {
    let stage = row.stage
    if let figures {
      return figures.map { name in
        stage?.figures.first { $0.name == name }.map { Value.real(Double(fixed($0.value, 4)) ?? $0.value).repr } ?? ""
      }
    }
    guard let stage else { return ["", "", "", ""] }
    let loss = stage.loss.map { loss in fixed(loss, 2) + (stage.error.map { " ± \(fixed($0, 2))" } ?? "") }
    let active = stage.active.map { active in "\(active)" + (stage.latent.map { " of \($0)" } ?? "") }
    return [loss ?? "", stage.kl.map { fixed($0, 2) } ?? "", active ?? "", "\(stage.trained)"]
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
