/// The names of the series beside what they look like.
struct Legend {
  struct Entry {
    enum Symbol {
      case line(isDashed: Bool, hasMarkers: Bool)
      case dot
      case area
    }

    var label: String
    var symbol: Symbol
    var color: Color
  }

  let entries: [Entry]
  /// With its frame, in CSS pixels; 0 where there is nothing to list.
  let width: Double
  let height: Double
  /// To the right of the plot rather than on it: classes need all of the plot, and long lists would cover it.
  let isOutside: Bool

  static let rowHeight = 16.0
  static let symbolWidth = 20.0
  static let padding = 6.0

  /// - Parameters:
  ///   - width: of the whole plot; longer labels are cut.
  ///   - height: of the whole plot; what finds no room in it is left out with a line that says so.
  init(_ plot: Plot, on canvas: Canvas, width: Double, height: Double) {
    var entries = plot.hasLegend ? Legend.entries(plot) : []
    let most = max(1, Int((height - 50) / Legend.rowHeight))
    isOutside = entries.count > 5
    if entries.count > most {
      let left = entries.count - most + 1
      entries = entries.prefix(most - 1) + [Entry(label: "and \(left) more", symbol: .area, color: .white)]
    }
    // Beside the plot it takes room away from it; on it, half of the width may be covered.
    let room = isOutside ? min(150, width / 3) : width / 2
    entries = entries.map {
      Entry(
        label: canvas.fitted($0.label, size: PlotStyle.legendSize, width: room), symbol: $0.symbol, color: $0.color)
    }
    let widest = entries.map { canvas.measure($0.label, size: PlotStyle.legendSize).width }.max()
    self.entries = entries
    self.width = widest.map { $0 + Legend.symbolWidth + 6 + 2 * Legend.padding } ?? 0
    self.height = entries.isEmpty ? 0 : Double(entries.count) * Legend.rowHeight + 2 * Legend.padding - 2
  }

  private static func entries(_ plot: Plot) -> [Entry] {
    plot.series.enumerated().flatMap { index, series -> [Entry] in
      let color = plot.color(of: index)
      switch series.mark {
      case .scatter(let scatter):
        if let classes = scatter.classes {
          return Set(classes).sorted().map { number in
            let hasName = scatter.classNames.indices.contains(number)
            return Entry(
              label: hasName ? scatter.classNames[number] : String(number), symbol: .dot,
              color: Palette.color(number))
          }
        }
        return series.label.map { [Entry(label: $0, symbol: .dot, color: color)] } ?? []
      case .line(let line):
        let symbol = Entry.Symbol.line(isDashed: line.isDashed, hasMarkers: line.hasMarkers)
        return series.label.map { [Entry(label: $0, symbol: symbol, color: color)] } ?? []
      case .vertical, .horizontal:
        let symbol = Entry.Symbol.line(isDashed: true, hasMarkers: false)
        return series.label.map { [Entry(label: $0, symbol: symbol, color: color)] } ?? []
      case .histogram, .bars:
        return series.label.map { [Entry(label: $0, symbol: .area, color: color)] } ?? []
      }
    }
  }
}
