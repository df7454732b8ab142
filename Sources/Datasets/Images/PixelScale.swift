import Tensors
import Text
import Threads

/// Which value of a data set stands for white, decided once from the type of its numbers and all of its parts.
///
/// Values of 0 … 1 are taken as they are, and bytes and other values of 0 … 255 are divided by 255, as by PyTorch's
/// `ToTensor`. A float that lies outside by less than half of one of 255 levels, as rounding and resizing leave it, is
/// clipped. What could be either is refused: a wrong guess would make all images nearly black, or nearly white.
struct PixelScale {
  /// The value that stands for white.
  let white: Double
  /// The decision in words, for the reader; nil where it goes without saying.
  let summary: String?

  /// Half of one of 255 levels, where white is 1.
  private static let tolerance = 0.5 / 255
  /// No set of pictures is so dark that its largest value is below a quarter of white.
  private static let darkest = 64.0
  /// The largest share of values that a white which was asked for may clip.
  private static let mostClipped = 0.01

  /// - Parameter wanted: the value that the user says is white; nil where it is to be found.
  /// - Throws: ``DatasetError`` where a value is no finite number, where nobody can tell what is white, where parts
  ///   differ, or where many values lie outside.
  init(of parts: ImageParts, wanted: Double?) throws(DatasetError) {
    for part in parts.all { try part.images.checkFinite(part.name, path: parts.path) }
    let ranges = parts.all.map(\.images.values.range)
    let white: Double
    if let wanted { white = wanted } else { white = try Self.found(parts, ranges) }
    let clipped = parts.all.reduce(0) { $0 + $1.images.values.countOutside(white) }
    let all = parts.all.reduce(0) { $0 + $1.images.values.count }
    guard Double(clipped) <= Double(all) * Self.mostClipped || wanted == nil else {
      throw DatasetError(
        .range, path: parts.path,
        "with scale=\(ValueRange.text(white)), \(grouped(clipped)) of \(counted(all, "value")) would be clipped to 0 … 1",
        suggestion: "normalize=True brings their range to 0 … 1")
    }
    self.white = white
    let range = ValueRange(low: ranges.map(\.low).min() ?? 0, high: ranges.map(\.high).max() ?? 0)
    let isPlain = clipped == 0 && (parts.arePictures ? white == 255 : white == 1 && parts.train.type.isFloat)
    summary = isPlain ? nil : Self.words(parts, range, white: white, clipped: clipped)
  }

  private static func words(_ parts: ImageParts, _ range: ValueRange, white: Double, clipped: Int) -> String {
    let types = Set(parts.all.map(\.type.name)).sorted().joined(separator: ", ")
    let way = white == 1 ? "are taken as they are" : "are divided by \(ValueRange.text(white))"
    let rest = clipped == 0 ? "" : "; \(counted(clipped, "value")) outside of 0 … \(ValueRange.text(white)) clipped"
    return "values \(range.words) (\(types)) \(way)\(rest)"
  }

  /// The one value that stands for white in all parts.
  private static func found(_ parts: ImageParts, _ ranges: [ValueRange]) throws(DatasetError) -> Double {
    var found: (part: Int, white: Double)?
    var doubtful: Int?
    // A part that is all black says nothing of white.
    for (place, part) in parts.all.enumerated() where ranges[place].low < 0 || ranges[place].high > 0 {
      try checkDepth(part, ranges[place], parts)
      guard let white = white(part, ranges[place], isPicture: parts.arePictures) else {
        doubtful = doubtful ?? place
        continue
      }
      if let first = found, first.white != white {
        throw DatasetError(
          .mismatch, path: parts.path,
          "\(parts.all[first.part].name) lies in \(ranges[first.part].words), and \(part.name) in "
            + "\(ranges[place].words): only one of them was divided by 255",
          suggestion:
            "save both in one range, such as 0 … 1; scale=255 or scale=1 where the one range is meant for both")
      }
      found = found ?? (place, white)
    }
    // A dark part beside one that tells is as bright as that one says; not one that lies outside of it.
    if let place = doubtful {
      let fits = found.map { ranges[place].low >= 0 && ranges[place].high <= $0.white && $0.white > 1 } ?? false
      guard fits else { throw Self.doubtful(parts.all[place], ranges[place], parts.path) }
    }
    return found?.white ?? (parts.train.type.isFloat ? 1 : 255)
  }

  /// Refuses pictures of 16 bits of which the 8 that are kept hold next to nothing, as 12 bits of a camera do.
  private static func checkDepth(
    _ part: ImageParts.Part, _ range: ValueRange, _ parts: ImageParts
  ) throws(DatasetError) {
    guard parts.arePictures, part.type == .uint16, range.high < darkest else { return }
    throw DatasetError(
      .range, path: part.name,
      "its pictures have 16 bits a sample and use only the darkest of them, up to about "
        + "\(grouped(Int(range.high) * 257)) of 65,535",
      suggestion: "save them with 8 bits, or as an array: numpy.savez(\"set.npz\", images=x), then data \"set.npz\", "
        + "scale=4095 for values of 12 bits")
  }

  /// The value of white among these; nil where nobody can tell.
  private static func white(_ part: ImageParts.Part, _ range: ValueRange, isPicture: Bool) -> Double? {
    if part.type == .bool { return 1 }
    if isPicture, part.type == .uint16 { return 255 }
    let tolerance = part.type.isFloat ? tolerance : 0
    if range.low >= -tolerance, range.high <= 1 + tolerance { return 1 }
    if range.low >= -tolerance * 255, range.high <= 255 * (1 + tolerance) {
      return isPicture || range.high >= darkest ? 255 : nil
    }
    return part.type == .uint16 && range.high >= darkest * 256 ? 65_535 : nil
  }

  private static func doubtful(_ part: ImageParts.Part, _ range: ValueRange, _ path: String) -> DatasetError {
    var ways = ["normalize=True brings their range to 0 … 1"]
    if range.low >= -tolerance {
      // The largest value itself where that is a whole number, as the 16 of scikit-learn's digits.
      let own = range.high == range.high.rounded() ? [range.high] : []
      let likely = own + (range.high < 2 ? [1] : []) + (range.high <= 255 ? [255] : [])
      let words = Set(likely).sorted().map { "scale=\(ValueRange.text($0))" }
      if !words.isEmpty { ways.insert(words.joined(separator: " or ") + " says which value is white", at: 0) }
    } else if range.low >= -1 - tolerance, (0.5...1 + tolerance).contains(range.high) {
      ways.insert("(x + 1) / 2 where they were normalized to -1 … 1", at: 0)
    }
    return DatasetError(
      .range, path: path,
      "pixels lie in 0 … 1, or in 0 … 255, and \(part.name.isEmpty ? "these" : "those of \(part.name)") lie in "
        + "\(range.words) (\(part.type.name))",
      suggestion: ways.joined(separator: "; "))
  }

  /// The values with white at 1.
  ///
  /// - Throws: ``Cancelled``.
  func apply(to values: PixelValues) throws -> PixelValues {
    try Cancellation.current.check()
    switch values {
    case .levels where white == 255: return values
    // Black and white stay levels.
    case .levels(let levels) where white == 1: return .levels(levels.map { $0 == 0 ? 0 : 255 })
    case .levels(let levels): return PixelValues(compacting: levels.map { scaled(Double($0)) })
    case .numbers(let numbers): return PixelValues(compacting: numbers.map { scaled(Double($0)) })
    }
  }

  private func scaled(_ value: Double) -> Float { max(0, min(1, Float(value / white))) }
}
