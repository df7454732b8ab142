/// The runs of one combination that came to their end, taken together: how much of a figure is chance.
struct SweepMean: Sendable {
  let settings: [SweepPair]
  /// Of the figures: their number, mean, standard deviation, and bounds.
  let count: Int
  let mean, deviation, least, greatest: Double

  /// The combinations of which several runs came to their end, in their order.
  static func all(_ rows: [SweepRow]) -> [SweepMean] {
    var order: [[SweepPair]] = []
    var figures: [[SweepPair]: [Double]] = [:]
    for row in rows where row.status == .finished {
      guard let figure = row.figure else { continue }
      if figures[row.run.settings] == nil { order.append(row.run.settings) }
      figures[row.run.settings, default: []].append(figure)
    }
    return order.compactMap { settings in
      let values = figures[settings] ?? []
      guard values.count > 1 else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return SweepMean(
        settings: settings, count: values.count, mean: mean,
        deviation: (squares / Double(values.count - 1)).squareRoot(), least: values.min() ?? mean,
        greatest: values.max() ?? mean)
    }
  }
}
