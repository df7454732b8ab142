import Datasets
import Language
import Networks
import Text

/// A sweep: its rows, the best of them, and where their files are.
final class SweepValue: ObjectValue {
  let rows: [SweepRow]
  let folder: SweepFolder
  /// What the figures are of: `test`, `validation`.
  private let images: String

  /// How the user's own networks are made again; nil where an architecture's name says it.
  let making: Making?

  struct Making {
    let build: Value
    let batchSize, epochs: Int
    let images: ImageDescription
  }

  init(_ rows: [SweepRow], _ folder: SweepFolder, images: String, _ making: Making?) {
    (self.rows, self.folder, self.images, self.making) = (rows, folder, images, making)
  }

  var typeName: String { "sweep" }
  var detail: String? { counted(rows.count, "run") }
  func repr() -> String { table.table.plain }
  func display() -> Display? { table.table.display }

  var table: SweepTable { SweepTable(rows, images: images, footer: bestInWords) }

  /// The run with the least figure, of those that were not left out.
  var best: SweepRow? { Self.best(rows) }

  static func best(_ rows: [SweepRow]) -> SweepRow? {
    let ended = rows.filter { $0.status == .finished && $0.figure != nil }
    return ended.min { ($0.figure ?? 0, $0.run.number) < ($1.figure ?? 0, $1.run.number) }
  }

  /// `best: run 4 (latent=30, beta=1); load sweep 4`
  private var bestInWords: String? {
    guard let best else { return nil }
    let names = SweepTable.varied(rows)
    let settings = best.run.settings.filter { names.contains($0.name) }.words
    return "best: run \(best.run.number)" + (settings.isEmpty ? "" : " (\(settings))")
      + (best.stage?.file == nil ? "" : "; load sweep \(best.run.number)") + (bestOnAverage(names) ?? "")
  }

  private func bestOnAverage(_ names: [String]) -> String? {
    let means = SweepMean.all(rows)
    guard means.count > 1, let best = means.min(by: { $0.mean < $1.mean }) else { return nil }
    return "; on average over \(best.count) seeds \(best.settings.filter { names.contains($0.name) }.words): "
      + "\(fixed(best.mean, 2)) (\(fixed(best.least, 2)) to \(fixed(best.greatest, 2)))"
  }

  var attributeNames: [String] { ["best", "table", "means", "folder", "plot"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "best": best.map(\.dict) ?? Value.none
    case "table": .list(rows.map(\.dict))
    case "means":
      .list(
        SweepMean.all(rows).map { mean in
          .dict(
            DictValue(
              mean.settings.map { ($0.name, $0.setting.value) } + [
                ("runs", .integer(mean.count)), ("mean", .real(mean.mean)), ("deviation", .real(mean.deviation)),
              ]))
        })
    case "folder": .string(folder.words)
    case "plot": try SweepPlot(rows, images: images).plot.map { .object(PictureValue(try $0.picture())) } ?? Value.none
    default: nil
    }
  }

  var count: Int? { rows.count }

}

extension SweepValue: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { self }
}
