import Graphics

/// The figures of held-out images of all runs, epoch by epoch, in one picture. Runs of the same settings have one colour.
struct SweepPlot {
  /// Combinations that have a colour and a name each; of more, the best have, and the others are grey.
  private static let mostNamed = 10
  private static let mostHighlighted = 5

  /// Nil where no run has a curve.
  let plot: Plot?

  init(_ rows: [SweepRow], images: String) {
    let groups = Self.groups(rows.filter { !($0.stage?.curve.isEmpty ?? true) })
    guard !groups.isEmpty else {
      plot = nil
      return
    }
    let best = groups.sorted { Self.figure($0) < Self.figure($1) }
    let named = groups.count <= Self.mostNamed ? groups : Array(best.prefix(Self.mostHighlighted))
    let isNamed = Set(named.map { $0[0].run.number })
    let others = groups.filter { !isNamed.contains($0[0].run.number) }
    let names = SweepTable.varied(rows)
    let grey = others.flatMap(\.self).enumerated().map { index, row in
      Series(Self.line(row), label: index == 0 ? "\(others.count) others" : nil, color: Color(0xd0d0d0))
    }
    let colored = named.enumerated().flatMap { index, group in
      group.enumerated().map { place, row in
        Series(Self.line(row), label: place == 0 ? Self.label(group, names) : nil, color: Palette.color(index))
      }
    }
    var plot = Plot(
      grey + colored,
      title: "negative ELBO of \(images) images" + (names.isEmpty ? "" : ", by \(names.joined(separator: ", "))"),
      x: .init(label: "epoch"), y: .init(label: "nats per image"))
    plot.y = Self.limited(plot.y, groups.flatMap(\.self).compactMap(\.stage?.curve))
    self.plot = plot
  }

  /// Rows of the same settings, in the order of their numbers.
  private static func groups(_ rows: [SweepRow]) -> [[SweepRow]] {
    var groups: [[SweepRow]] = []
    for row in rows {
      if let last = groups.last, last[0].run.settings == row.run.settings {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  private static func figure(_ group: [SweepRow]) -> Double {
    // Those that came to the end before those that were left out.
    let ended = group.filter { $0.status == .finished }.compactMap(\.figure)
    return ended.min() ?? (group.compactMap(\.figure).min().map { $0 + 1e6 } ?? .infinity)
  }

  private static func line(_ row: SweepRow) -> Series.Mark {
    let curve = row.stage?.curve ?? []
    return .line(.init(x: curve.indices.map { Double($0 + 1) }, y: curve, hasMarkers: curve.count <= 40))
  }

  /// `run 3: 58, 0.00803`: the settings in the order of the title, in which they have their names.
  private static func label(_ group: [SweepRow], _ names: [String]) -> String {
    let (first, last) = (group[0].run.number, group[group.count - 1].run.number)
    let values = names.compactMap { name in group[0].run.settings.first { $0.name == name }?.setting.words }
    let number = first == last ? "run \(first)" : "runs \(first) to \(last)"
    return number + (values.isEmpty ? "" : ": " + values.joined(separator: ", "))
  }

  /// A run that goes wrong would flatten all the others.
  private static func limited(_ axis: Plot.Axis, _ curves: [[Double]]) -> Plot.Axis {
    let all = curves.flatMap(\.self).filter(\.isFinite)
    let last = curves.compactMap(\.last).filter(\.isFinite).sorted()
    guard let low = all.min(), let high = all.max(), let middle = last.isEmpty ? nil : last[last.count / 2] else {
      return axis
    }
    let room = max(8 * (middle - low), 0.05 * abs(middle))
    guard high > middle + room else { return axis }
    var axis = axis
    (axis.lower, axis.upper) = (low - 0.05 * room, middle + room)
    return axis
  }
}
