import Glibc
import Tensors

/// A tensor as text: its shape, then the head and the tail of each dimension; one number alone for a scalar.
struct TensorText: CustomStringConvertible {
  private let tensor: Tensor
  private let summary: Summary
  private let format: NumberFormat
  /// How many entries are shown at each end of a dimension, and up to how many all are.
  private let ends, longest: Int
  /// Its word in the text: a tensor, or a parameter.
  private let noun: String

  /// The answers of a comparison are written as True and False.
  init(_ tensor: Tensor, noun: String = "tensor") {
    self.tensor = tensor
    self.noun = noun
    // A batch of images in full breadth would fill the screen.
    (ends, longest) = tensor.rank > 2 ? (2, 5) : (3, 8)
    summary = Summary(tensor)
    format = tensor.isMask ? .truth : NumberFormat(tensor, summary)
  }

  /// One number alone, as a tensor without dimensions shows it.
  static func text(_ x: Float) -> String { NumberFormat.scalar(x) }

  var description: String {
    guard tensor.rank > 0 else { return format.scalar(tensor.pointer[0]) }
    var text = "\(noun) \(tensor.shape)"
    if summary.nan > 0 { text += ", \(summary.nan) NaN" }
    if summary.infinite > 0 { text += ", \(summary.infinite) infinite" }
    guard tensor.count > 0 else { return text + ", empty" }
    return text + "\n" + block(0, 0, indent: 0)
  }

  private func block(_ dimension: Int, _ offset: Int, indent: Int) -> String {
    let length = tensor.shape[dimension]
    let stride = tensor.shape.strides[dimension]
    let isCut = length > longest
    let shown =
      isCut ? Array(0..<ends) + Array(length - ends..<length) : Array(0..<length)
    let isInnermost = dimension == tensor.rank - 1
    var parts = shown.map { index in
      isInnermost
        ? format.text(tensor.pointer[offset + index])
        : block(dimension + 1, offset + index * stride, indent: indent + 1)
    }
    if isCut { parts.insert("…", at: ends) }
    let separator = isInnermost ? ", " : ",\n" + String(repeating: " ", count: indent + 1)
    return "[" + parts.joined(separator: separator) + "]"
  }
}

/// Properties of a tensor's numbers, from one look at all of them.
private struct Summary {
  var nan = 0
  var infinite = 0
  /// Among the finite ones: the largest magnitude, the smallest that is not 0, and whether all are whole.
  var largest: Float = 0
  var smallest = Float.infinity
  var areWhole = true

  init(_ tensor: Tensor) {
    tensor.inspect { numbers in
      for x in numbers {
        guard x.isFinite else {
          if x.isNaN { nan += 1 } else { infinite += 1 }
          continue
        }
        let magnitude = abs(x)
        largest = max(largest, magnitude)
        if magnitude > 0 { smallest = min(smallest, magnitude) }
        if x != x.rounded() { areWhole = false }
      }
    }
  }
}

/// How the numbers of one tensor are written: as whole numbers where all are, else with four decimals, and with an
/// exponent only where they are too large or too small for that. A small number among larger ones has its exponent alone
/// (`2e-05`), because 0.0000 would say that it is 0.
private struct NumberFormat {
  private enum Style { case whole, fixed, scientific, truth }
  private let style: Style
  private let width: Int

  /// True and False.
  static let truth = NumberFormat(style: .truth, width: 0)

  private init(style: Style, width: Int) {
    self.style = style
    self.width = width
  }

  init(_ tensor: Tensor, _ summary: Summary) {
    if summary.largest < 1e7 && summary.areWhole {
      style = .whole
    } else if summary.largest >= 1e5 || summary.smallest < 1e-4 && summary.largest < 1e-2 {
      style = .scientific
    } else {
      style = .fixed
    }
    // As wide as the widest number, so that columns stand in line; a sample is enough to know it.
    let style = style
    width = tensor.elements.prefix(4096).reduce(0) { max($0, Self.text($1, style).count) }
  }

  func text(_ x: Float) -> String {
    let text = Self.text(x, style)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func text(_ x: Float, _ style: Style) -> String {
    guard x.isFinite else { return x.isNaN ? "nan" : x > 0 ? "inf" : "-inf" }
    return switch style {
    case .truth: x != 0 ? "True" : "False"
    case .whole: formatted("%.0f", x)
    case .fixed: formatted(x != 0 && abs(x) < 5e-5 ? "%.0e" : "%.4f", x)
    case .scientific: formatted("%.4e", x)
    }
  }

  /// One number alone, to six significant digits: what single precision can hold.
  func scalar(_ x: Float) -> String { style == .truth ? Self.text(x, style) : Self.scalar(x) }

  static func scalar(_ x: Float) -> String {
    guard x.isFinite else { return text(x, .fixed) }
    if x == x.rounded() && abs(x) < 1e7 { return formatted("%.0f", x) }
    return formatted("%.6g", x)
  }

  private static func formatted(_ format: String, _ x: Float) -> String {
    withVaList([Double(x)]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
        guard let base = buffer.baseAddress else { return "" }
        vsnprintf(base, buffer.count, format, arguments)
        return String(cString: base)
      }
    }
  }
}
