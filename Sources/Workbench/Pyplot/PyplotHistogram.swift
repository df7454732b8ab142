import Glibc
import Graphics
import Language
import Tensors

/// The counts of one or several sets of numbers in the same intervals, by NumPy's rules.
struct PyplotHistogram {
  let edges: [Double]
  /// For each set, what the bars tell.
  var tops: [[Double]]

  init(_ sets: [[Double]], _ arguments: Arguments, usualBins: Value, isStacked: Bool) throws {
    let weights = try Self.weights(arguments["weights"], sets)
    let all = sets.flatMap { $0 }
    // A set of several numbers is of lists or arrays of them; both have the precision of arrays here.
    edges = try Self.edges(arguments, all, usualBins)
    tops = zip(sets, weights).map { [edges] in Self.counts($0, $1, edges) }
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    let isDensity = PyplotArguments.flag(arguments, "density")
    if isDensity, !isStacked { for set in tops.indices { Self.normalize(&tops[set], widths) } }
    if isStacked {
      for set in tops.indices.dropFirst() { tops[set] = zip(tops[set - 1], tops[set]).map { $0 + $1 } }
      if isDensity, let total = tops.last?.reduce(0, +), total > 0 {
        tops = tops.map { zip($0, widths).map { $0 / $1 / total } }
      }
    }
    guard PyplotArguments.flag(arguments, "cumulative") else { return }
    let isBackwards = (arguments["cumulative"].plainNumber ?? 1) < 0
    for set in tops.indices {
      let parts = isDensity ? zip(tops[set], widths).map { $0 * $1 } : tops[set]
      var sum = 0.0
      let sums = (isBackwards ? parts.reversed() : parts).map { part -> Double in
        sum += part
        return sum
      }
      tops[set] = isBackwards ? sums.reversed() : sums
    }
  }

  private static func normalize(_ counts: inout [Double], _ widths: [Double]) {
    let total = counts.reduce(0, +)
    for place in counts.indices where total > 0 { counts[place] /= total * widths[place] }
  }

  private static func counts(_ values: [Double], _ weights: [Double]?, _ edges: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count - 1)
    for (place, value) in values.enumerated() where value >= edges[0] && value <= edges[edges.count - 1] {
      // The last border that is not above it.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += weights?[place] ?? 1
    }
    return counts
  }

  private static func weights(_ value: Value, _ sets: [[Double]]) throws -> [[Double]?] {
    if value.isNone { return sets.map { _ in nil } }
    let given = try Self.sets(value, "weights")
    guard given.map(\.count) == sets.map(\.count) else {
      throw Diagnostic(
        .value, "hist: weights are as many as x, one for each number", suggestion: "weights=np.ones_like(x)",
        parameter: "weights")
    }
    return given
  }

  /// One set of numbers, or several: a list of lists or arrays, or the columns of a matrix.
  static func sets(_ value: Value, _ name: String) throws -> [[Double]] {
    if let items = value.elements, !items.isEmpty, items.allSatisfy({ $0.plainNumber == nil }) {
      let isNested = items.contains { $0.elements != nil || ($0.asTensor?.variable.shape.rank ?? 0) > 0 }
      if isNested { return try items.map { try PyplotArguments.numbers($0, "hist", name) } }
    }
    if let tensor = value.asTensor?.variable.value, tensor.rank == 2 {
      let (rows, columns, numbers) = (tensor.shape[0], tensor.shape[1], tensor.array)
      guard columns <= 50 else {
        throw Diagnostic(
          .shape, "hist takes each column as a set of numbers, and \(tensor.shape) has \(columns)",
          suggestion: "all together: x.reshape(-1)", parameter: name)
      }
      return (0..<columns).map { column in (0..<rows).map { Double(numbers[$0 * columns + column]) } }
    }
    return [try PyplotArguments.numbers(value, "hist", name)]
  }

  // MARK: Borders

  private static func edges(_ arguments: Arguments, _ values: [Double], _ usualBins: Value) throws -> [Double] {
    let given = arguments["bins"]
    var rule: String?
    var count = 10
    let bins = given.isNone ? usualBins : given
    if let number = bins.wholeNumber {
      guard (1...10_000).contains(number) else {
        throw Diagnostic(.value, "hist has 1 to 10000 bins, and not \(number)", parameter: "bins")
      }
      count = number
    } else if case .string(let name) = bins {
      rule = name
    } else if !bins.isNone {
      let edges = try PyplotArguments.numbers(bins, "hist", "bins")
      guard (2...10_001).contains(edges.count), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw Diagnostic(.value, "hist: the borders of bins ascend, and are two at least", parameter: "bins")
      }
      return edges
    }
    let finite = values.filter { !$0.isNaN }
    var range: (Double, Double)?
    if !arguments["range"].isNone {
      let pair = try PyplotArguments.numbers(arguments["range"], "hist", "range")
      guard pair.count == 2, pair[0] < pair[1], pair.allSatisfy(\.isFinite) else {
        throw Diagnostic(.value, "hist: range is a pair, the smaller number first", parameter: "range")
      }
      range = (pair[0], pair[1])
    }
    if range == nil, finite.isEmpty, !values.isEmpty {
      throw Diagnostic(.value, "hist: none of the numbers is one: all are nan", parameter: "x")
    }
    var (low, high) = range ?? (finite.min() ?? 0, finite.max() ?? 1)
    guard low.isFinite, high.isFinite else {
      throw Diagnostic(
        .value, "hist: one of the numbers is infinite, and no bin ends there", suggestion: "range=(0, 1)",
        parameter: "x")
    }
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    if let rule {
      guard arguments["weights"].isNone else {
        throw Diagnostic(
          .type, "hist: a rule for bins does not know of weights", suggestion: "bins=30", parameter: "bins")
      }
      count = try Self.count(rule, finite.filter { $0 >= low && $0 <= high }, high - low)
    }
    // As NumPy computes them for numbers of this precision: what lies on a border counts on the same side. A range that is
    // given is one of Python's numbers, and has another precision until the end.
    func borders<Number: BinaryFloatingPoint>(_ low: Number, _ high: Number) -> [Double] {
      let step = (high - low) / Number(count)
      return (0...count).map { Double(Float($0 == count ? high : Number($0) * step + low)) }
    }
    let isExact = range != nil || arguments["x"].elements?.first?.plainNumber != nil
    let edges =
      isExact
      ? (0...count).map { $0 == count ? high : Double($0) * ((high - low) / Double(count)) + low }
      : borders(Float(low), Float(high))
    let rounded = range != nil && arguments["x"].asTensor != nil ? borders(low, high) : edges
    guard rounded.allSatisfy(\.isFinite), zip(rounded, rounded.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Diagnostic(
        .value, "hist: numbers from \(Float(low)) to \(Float(high)) do not part into \(count) bins",
        suggestion: "fewer bins, or range=(0, 1)", parameter: "bins")
    }
    return rounded
  }

  /// How many bins NumPy's rules make.
  private static func count(_ rule: String, _ values: [Double], _ span: Double) throws -> Int {
    let number = Double(values.count)
    guard values.count > 1 else { return 1 }
    let sorted = values.sorted()
    let extent = sorted[sorted.count - 1] - sorted[0]
    let mean = values.reduce(0, +) / number
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / number).squareRoot()
    let range = PyplotStatistics.quantile(sorted, 0.75) - PyplotStatistics.quantile(sorted, 0.25)
    let (sturges, freedman) = (extent / (log2(number) + 1), 2 * range / cbrt(number))
    var width: Double
    switch rule {
    case "auto": width = min(max(freedman, extent / number.squareRoot() / 2), sturges)
    case "fd": width = freedman
    case "sturges": width = sturges
    case "sqrt": width = extent / number.squareRoot()
    case "rice": width = extent / (2 * cbrt(number))
    case "scott": width = cbrt(24 * Double.pi.squareRoot() / number) * deviation
    default:
      throw Diagnostic(
        .value, "hist: there is no rule '\(rule)' for bins here",
        suggestion: "\"auto\", \"fd\", \"scott\", \"rice\", \"sturges\" or \"sqrt\", or a number", parameter: "bins")
    }
    // Between whole numbers there is nothing to count.
    if width > 0, width < 1, values.allSatisfy({ $0 == $0.rounded() }) { width = 1 }
    return width > 0 ? max(1, min(10_000, Int((span / width).rounded(.up)))) : 1
  }
}
