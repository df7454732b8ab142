import Text

/// The smallest and the largest of some values.
struct ValueRange {
  var low: Double
  var high: Double

  /// `0 … 255`.
  var words: String { "\(Self.text(low)) … \(Self.text(high))" }

  /// As float32, whole numbers without a point.
  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(Float(number))"
  }
}

extension PixelValues {
  /// The range of the values as they are stored: levels from 0 to 255.
  var range: ValueRange {
    switch self {
    case .levels(let levels): ValueRange(low: Double(levels.min() ?? 0), high: Double(levels.max() ?? 0))
    case .numbers(let numbers): ValueRange(low: Double(numbers.min() ?? 0), high: Double(numbers.max() ?? 0))
    }
  }

  /// How many lie outside of 0 … `white`.
  func countOutside(_ white: Double) -> Int {
    switch self {
    case .levels(let levels): white >= 255 ? 0 : levels.count { Double($0) > white }
    case .numbers(let numbers): numbers.count { $0 < 0 || Double($0) > white }
    }
  }
}

extension ImageSet {
  /// - Parameter name: what the images are called.
  /// - Throws: ``DatasetError`` that names the first image with a value that is no finite number.
  func checkFinite(_ name: String, path: String) throws(DatasetError) {
    guard case .numbers(let numbers) = values, let place = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    let count = numbers.count { !$0.isFinite }
    throw DatasetError(
      .range, path: path,
      "\(name.isEmpty ? "it" : name) has \(counted(count, "value")) that \(count == 1 ? "is" : "are") no finite number, the "
        + "first (\(numbers[place])) in image \(grouped(place / shape.count))",
      suggestion: "leave such images out, or replace the values, before they become data")
  }
}
