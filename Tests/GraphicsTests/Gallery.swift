import Graphics

/// Plots as they come up in practice, and some that nobody hopes for. All must be drawn, and the same way each time;
/// with `ELBOW_GALLERY` naming a folder, the tests write them there to be looked at.
enum Gallery {
  static let figures: [(name: String, figure: Figure)] = [
    ("loss", loss), ("panels", panels), ("runs", runs), ("map", map), ("kl", kl), ("histograms", histograms),
    ("noise", noise), ("gaps", gaps), ("logarithmic", logarithmic), ("offset", offset), ("groups", groups),
    ("strange", strange), ("many", many), ("small", small),
  ]

  /// Repeatable numbers that look random, between 0 and 1.
  static func random(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
  }

  /// Numbers with a bell-shaped distribution: the sum of twelve uniform ones.
  static func normal(_ count: Int, seed: UInt64 = 1) -> [Double] {
    let numbers = random(12 * count, seed: seed)
    return (0..<count).map { numbers[12 * $0..<12 * $0 + 12].reduce(-6, +) }
  }

  static func decay(_ count: Int, from start: Double, to end: Double) -> [Double] {
    (0..<count).map { end + (start - end) / Double(1 + 3 * $0) }
  }

  static let epochs = (1...10).map { Double($0) }

  static let loss = Figure([
    Plot(
      [
        Series(.line(.init(x: epochs, y: decay(10, from: 162, to: 104))), label: "train"),
        Series(.line(.init(x: epochs, y: decay(10, from: 150, to: 105.2), hasMarkers: true)), label: "test"),
      ], title: "Loss", x: .init(label: "epoch"), y: .init(label: "nats per image"))
  ])

  static let panels = Figure([
    Plot(
      [Series(.line(.init(x: epochs, y: decay(10, from: 162, to: 104))))], title: "total loss",
      x: .init(label: "epoch"), y: .init(label: "nats per image")),
    Plot(
      [Series(.line(.init(x: epochs, y: decay(10, from: 145, to: 79))))], title: "reconstruction",
      x: .init(label: "epoch")),
    Plot(
      [Series(.line(.init(x: epochs, y: decay(10, from: 12, to: 25))))], title: "KL divergence",
      x: .init(label: "epoch")),
  ])

  static let runs: Figure = {
    let x = (0..<100).map { Double($0) * 100 }
    let series = (0..<4).map { run in
      let pace = Double(3 + 2 * run)
      let y = (0..<100).map { step -> Double in 100 + 60 / (1 + Double(step) / pace) }
      let deviation = y.map { ($0 - 98) * 0.06 }
      return Series(.line(.init(x: x, y: y, band: .init(mean: y, deviation: deviation))), label: "latent=\(2 << run)")
    }
    let rule = Series(.vertical(at: 4_000), label: "warm-up ends")
    return Figure([
      Plot(
        series + [rule], title: "Four runs, mean ± standard deviation over three seeds", x: .init(label: "step"),
        y: .init(label: "loss"))
    ])
  }()

  static let map: Figure = {
    let count = 5_000
    let (u, v, kinds) = (normal(count, seed: 2), normal(count, seed: 3), random(count, seed: 4))
    let classes = kinds.map { Int($0 * 10) }
    let centers = (0..<10).map { (normal(2, seed: UInt64($0 + 50))) }
    let x = (0..<count).map { 0.5 * u[$0] + 2.5 * centers[classes[$0]][0] }
    let y = (0..<count).map { 0.5 * v[$0] + 2.5 * centers[classes[$0]][1] }
    return Figure([
      Plot(
        [Series(.scatter(.init(x: x, y: y, classes: classes)))], title: "Latent space", x: .init(label: "z₁"),
        y: .init(label: "z₂"))
    ])
  }()

  static let kl = Figure([
    Plot(
      [Series(.bars(.init(heights: decay(30, from: 2.4, to: 0.01))))], title: "KL by dimension",
      x: .init(label: "latent dimension"), y: .init(label: "nats"))
  ])

  static let histograms = Figure([
    Plot(
      [
        Series(.histogram(.init(values: normal(5_000))), label: "posterior means"),
        Series(.histogram(.init(values: normal(4_000, seed: 9).map { $0 * 0.5 + 1 })), label: "prior"),
      ], x: .init(label: "z"), y: .init(label: "count")),
    Plot([Series(.histogram(.init(values: random(1_000).map { Double(Int($0 * 10)) })))], title: "labels"),
  ])

  static let noise: Figure = {
    let x = (0..<1_000_000).map { Double($0) }
    let noise = random(1_000_000)
    let y = x.indices.map { 100 + 5e7 / (x[$0] + 1e6) + 10 * noise[$0] }
    return Figure([Plot([Series(.line(.init(x: x, y: y)))], x: .init(label: "step"), y: .init(label: "loss"))])
  }()

  static let gaps: Figure = {
    var y = (0..<60).map { Double($0 * $0) / 30 }
    for index in [3, 5, 20, 21, 22, 40] { y[index] = .nan }
    y[45] = .infinity
    return Figure([Plot([Series(.line(.init(x: (0..<60).map { Double($0) }, y: y)), label: "with gaps")])])
  }()

  static let logarithmic: Figure = {
    let x = (0..<50).map { Double($0) }
    let wide = Series(.line(.init(x: x, y: x.map { 1e3 / (1 + $0 * $0 * $0) })))
    let steps = (0..<50).map { 1e-5 * Double(1 << ($0 / 3)) }
    return Figure([
      Plot([wide], title: "wide", y: .init(scale: .logarithmic)),
      Plot(
        [Series(.line(.init(x: x, y: x.map { 3 + 80 / (1 + $0) })))], title: "narrow",
        y: .init(scale: .logarithmic)),
      Plot(
        [Series(.line(.init(x: steps, y: x.map { ($0 - 25) * ($0 - 25) })))], title: "learning rate",
        x: .init(scale: .logarithmic)),
    ])
  }()

  static let offset: Figure = {
    let x = (0..<40).map { Double($0) * 25_000 }
    let wave = (0..<40).map { Double(($0 * 7) % 11) }
    return Figure([
      Plot([Series(.line(.init(x: x, y: wave.map { 123_456 + $0 * 1e-3 })))], title: "offset"),
      Plot([Series(.line(.init(x: x.map { $0 * 10 }, y: wave.map { $0 * -1e-7 })))], title: "powers"),
      Plot([Series(.line(.init(x: x.map { $0 / 100 }, y: wave.map { $0 * 3_000 })))], title: "thousands"),
    ])
  }()

  static let groups = Figure([
    Plot(
      [
        Series(.bars(.init(heights: [3, -1, 2], names: ["tutorial", "mlp", "conv"])), label: "train"),
        Series(.bars(.init(heights: [2, -2, 2.5])), label: "test"),
      ], title: "groups"),
    Plot(
      [
        Series(
          .bars(.init(heights: (1...20).map { Double($0) }, names: (1...20).map { "a long name \($0)" })))
      ], title: "long names", y: .init(label: "height")),
  ])

  static let strange = Figure(
    [
      Plot([], title: "nothing at all"),
      Plot([Series(.line(.init(x: [], y: [])))], title: "no points"),
      Plot([Series(.line(.init(x: [1], y: [105.3])))], title: "one point"),
      Plot([Series(.line(.init(x: [1, 2, 3], y: [7, 7, 7])))], title: "constant"),
      Plot([Series(.line(.init(x: [.nan, 1], y: [1, .infinity])))], title: "nothing finite"),
      Plot([Series(.line(.init(x: [0, 1, 2], y: [1e308, -1e308, 1e299])))], title: "huge"),
      Plot([Series(.line(.init(x: [0, 1, 2], y: [.leastNonzeroMagnitude, 1e-307, 0])))], title: "tiny"),
      Plot(
        [Series(.line(.init(x: [0, 1, 2], y: [-1, 0, .nan])))], title: "no logarithm", y: .init(scale: .logarithmic)),
      Plot(
        [Series(.line(.init(x: [0, 1, 2], y: [0, 1, 2])))],
        title: "a title far longer than the room that there is for it above a plot of this width",
        x: .init(label: "a label\nwith a line break and quite a lot of further words", lower: 0.4, upper: 0.6),
        y: .init(label: "and another one that cannot fit along this axis either", lower: -1e9, upper: 1e9)),
    ], columns: 3, title: "Strange data")

  static let many = Figure([
    Plot(
      (0..<30).map { index in
        Series(.line(.init(x: [0, 1], y: [0, Double(index)], isDashed: index > 9)), label: "series number \(index)")
      }, title: "thirty series")
  ])

  static let small: Figure = {
    var figure = loss
    figure.panelSize = (160, 120)
    return figure
  }()
}
