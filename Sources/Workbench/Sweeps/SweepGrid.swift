import Glibc
import Language
import Tensors
import Text

/// The combinations of a sweep's settings: all of them, or some that are drawn.
struct SweepGrid: Sendable {
  /// Runs of one sweep at most.
  static let mostRuns = 10_000
  /// Combinations that are counted out before some of them are drawn.
  private static let mostListed = 1_000_000

  let axes: [SweepAxis]

  /// The number of combinations; nil where there is a range among them, or where they are too many to count.
  private var count: Int? {
    var product = 1
    for axis in axes {
      guard let count = axis.count else { return nil }
      product *= count
      guard product <= Self.mostListed else { return nil }
    }
    return product
  }

  /// - Parameters:
  ///   - drawn: how many to draw; nil for all of them.
  ///   - seed: the sweep's. The first of many draws are those of a few.
  func combinations(drawn: Int?, seed: UInt64) throws -> [[SweepPair]] {
    guard let drawn else { return try all() }
    if let count {
      return try Philox(seed: seed, stream: .sampling, draw: 0).permutation(count).prefix(drawn).map(combination)
    }
    var found: [[SweepPair]] = []
    var seen: Set<[SweepPair]> = []
    // A range of a few whole numbers may have fewer than are asked for.
    for draw in 0..<UInt64(100 * drawn) where found.count < drawn {
      let combination = random(draw, seed)
      if seen.insert(combination).inserted { found.append(combination) }
    }
    return found
  }

  private func all() throws -> [[SweepPair]] {
    for axis in axes where axis.count == nil {
      throw Diagnostic.inSweep(
        "`\(axis.name)` is a range, and of a range values are drawn", at: axis.place,
        suggestion: "say how many to draw, random=20; or list the values, \(axis.name)=[…]")
    }
    guard let count, count <= Self.mostRuns else {
      throw Diagnostic(
        .value, "these are more than \(grouped(Self.mostRuns)) combinations",
        suggestion: "draw some of them: random=20")
    }
    return (0..<count).map(combination)
  }

  /// A combination by its number: the last setting changes first.
  private func combination(_ number: Int) -> [SweepPair] {
    var rest = number
    var pairs: [SweepPair] = []
    for axis in axes.reversed() {
      guard case .values(let values) = axis.choices else { continue }
      pairs.append(SweepPair(name: axis.name, setting: values[rest % values.count]))
      rest /= values.count
    }
    return pairs.reversed()
  }

  /// One draw of all settings.
  private func random(_ draw: UInt64, _ seed: UInt64) -> [SweepPair] {
    let numbers = Philox(seed: seed, stream: .sampling, draw: draw)
    return axes.enumerated().map { index, axis in
      let block = numbers.block(UInt64(index))
      let share = Double((UInt64(block[0]) << 32 | UInt64(block[1])) >> 11) * 0x1p-53
      let setting: SweepSetting =
        switch axis.choices {
        case .values(let values): values[min(values.count - 1, Int(share * Double(values.count)))]
        case .range(let lower, let upper, let isWhole, let isLogarithmic):
          SweepSetting(number: Self.number(share, lower, upper, isWhole, isLogarithmic))
        }
      return SweepPair(name: axis.name, setting: setting)
    }
  }

  /// A number between two, with the digits that a table shows: what one reads there is what was trained with.
  private static func number(
    _ share: Double, _ lower: Double, _ upper: Double, _ isWhole: Bool, _ isLogarithmic: Bool
  ) -> Double {
    if isWhole, !isLogarithmic { return min(upper, lower + (share * (upper - lower + 1)).rounded(.down)) }
    let number = isLogarithmic ? exp(log(lower) + share * (log(upper) - log(lower))) : lower + share * (upper - lower)
    return min(upper, max(lower, isWhole ? number.rounded() : threeDigits(number)))
  }

  private static func threeDigits(_ number: Double) -> Double {
    guard abs(number) > 1e-100 else { return 0 }
    let exponent = Int(log10(abs(number)).rounded(.down)) - 2
    let power = pow(10, Double(abs(exponent)))
    return exponent < 0 ? (number * power).rounded() / power : (number / power).rounded() * power
  }
}
