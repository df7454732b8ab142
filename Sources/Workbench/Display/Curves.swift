import Graphics
import Language
import Tensors
import Text

/// Values as curves: each list, row of numbers or history is one.
struct Curves {
  /// Ten million: what a second or two can draw.
  static let mostPoints = 10_000_000

  private var curves: [(y: [Double], label: String?)] = []
  /// Where the first value of each curve stands: epochs are counted from 1.
  private var first = 0.0
  private let x: [Double]?

  /// - Throws: ``Diagnostic`` where something is no row of numbers, or `x` has another length.
  init(_ values: [Value], x: Value, labels: [String]) throws {
    guard !values.isEmpty else { throw Diagnostic(.argument, "plot needs something to draw", suggestion: "plot loss") }
    if values.allSatisfy({ if case .object(let object) = $0 { object is HistoryValue } else { false } }) { first = 1 }
    for value in values { try Self.append(value, to: &curves) }
    for (position, label) in labels.prefix(curves.count).enumerated() { curves[position].label = label }
    self.x = x.isNone ? nil : try x.tensor(for: "plot").value.array.map(Double.init)
    for curve in curves where self.x.map({ $0.count != curve.y.count }) ?? false {
      throw Diagnostic(
        .shape, "x has \(counted(self.x?.count ?? 0, "value")), and a curve has \(curve.y.count)", parameter: "x")
    }
  }

  private static func append(_ value: Value, to curves: inout [(y: [Double], label: String?)]) throws {
    if case .object(let object) = value, let history = object as? HistoryValue {
      curves.append((history.history.epochs.map(\.losses.perImage.total), "loss"))
      return
    }
    if case .string(let word) = value {
      guard TrainingPlot.Quantity(rawValue: word) == nil else {
        throw Diagnostic(
          .argument, "`\(word)` is drawn by itself, and not beside values", suggestion: "plot \(word)")
      }
      throw Diagnostic(
        .name, "plot knows no word `\(word)`, and no variable has that name",
        suggestion: "plot loss, plot elbo, plot reconstruction or plot kl")
    }
    let tensor = try value.tensor(for: "plot").value
    guard tensor.count <= Self.mostPoints else {
      var diagnostic = Diagnostic(
        .value, "plot: \(grouped(tensor.count)) values are more than can be drawn",
        suggestion: "draw every hundredth, as x[::100]")
      diagnostic.suggestionForArgument = { "draw every hundredth, as \($0)[::100]" }
      throw diagnostic
    }
    switch tensor.rank {
    case 0, 1: curves.append((tensor.array.map(Double.init), nil))
    case 2 where tensor.shape[0] <= 20:
      for row in 0..<tensor.shape[0] { curves.append((tensor.rows(row..<row + 1).array.map(Double.init), "\(row)")) }
    default:
      throw Diagnostic(
        .shape, "plot draws rows of numbers, and this is a tensor of shape \(tensor.shape)",
        suggestion: "show it as an image, or plot one row of it")
    }
  }

  func plot() -> Plot {
    Plot(
      curves.map { curve in
        Series(
          .line(.init(x: x ?? curve.y.indices.map { Double($0) + first }, y: curve.y, hasMarkers: curve.y.count <= 30)),
          label: curve.label)
      })
  }
}
