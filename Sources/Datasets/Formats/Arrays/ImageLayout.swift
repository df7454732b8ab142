import Tensors
import Text

/// The meaning of the dimensions of an array of images, by the field's letters: N images, C channels, H height, W width, and D
/// values of an image that is one row.
package enum ImageLayout: String, Sendable, CaseIterable, Codable {
  case nd = "ND"
  case dn = "DN"
  case nhw = "NHW"
  case hwn = "HWN"
  case nchw = "NCHW"
  case nhwc = "NHWC"
  case hwcn = "HWCN"

  package var rank: Int { rawValue.count }

  /// `N×H×W×C`.
  package var description: String { rawValue.map { String($0) }.joined(separator: "×") }

  /// Which dimension is which.
  private func length(_ letter: Character, of dimensions: [Int]) -> Int? {
    rawValue.firstIndex(of: letter).map { dimensions[rawValue.distance(from: rawValue.startIndex, to: $0)] }
  }

  /// How many images an array of this layout holds.
  func count(_ dimensions: [Int]) -> Int { length("N", of: dimensions) ?? 0 }

  /// The shape of one image in an array of this layout; a row of D values is a square where it can be.
  func shape(_ dimensions: [Int]) -> ImageShape {
    guard let row = length("D", of: dimensions) else {
      return ImageShape(
        channels: length("C", of: dimensions) ?? 1, height: length("H", of: dimensions) ?? 1,
        width: length("W", of: dimensions) ?? 1)
    }
    let side = Int(Double(row).squareRoot().rounded())
    let isSquare = side * side == row
    return ImageShape(channels: 1, height: isSquare ? side : 1, width: isSquare ? side : row)
  }

  /// Where the dimensions N, C, H and W, or N and D, stand in an array of this layout.
  var order: [Int] {
    "NCHWD".compactMap { letter in
      rawValue.firstIndex(of: letter).map { rawValue.distance(from: rawValue.startIndex, to: $0) }
    }
  }
}

extension ImageLayout {
  /// The most channels that are taken for such without being asked: grey, grey with alpha, RGB and RGBA.
  private static let mostChannels = 4

  /// The layout that an array of these dimensions has; nil where several are as likely, or none is likely at all.
  ///
  /// An array N×H×W×C of three channels, read as N×C×H×W, would be one of 28 channels: the dimension that can be the
  /// channels tells one from the other. Where several can, the image whose shorter side is longest is the likeliest, and
  /// then the one of 1 or 3 channels.
  package static func recognized(_ dimensions: [Int]) -> ImageLayout? {
    switch dimensions.count {
    case 2:
      // As many rows as columns are one picture as likely as rows of their own, and rows of three squares are coloured.
      let (count, row) = (dimensions[0], dimensions[1])
      let third = row.isMultiple(of: 3) ? ImageLayout.nd.shape([1, row / 3]) : nil
      let isColoured = third.map { $0.height == $0.width && $0.height >= 16 } ?? false
      return count == row && count >= 8 || isColoured ? nil : .nd
    case 3:
      // One picture H×W×C, or H×W×N of another program, reads as many images of odd sizes.
      let (first, second, third) = (dimensions[0], dimensions[1], dimensions[2])
      let isOnePicture = third <= mostChannels && min(first, second) >= 8
      let isFirst = first == 3 && min(second, third) >= 16
      let isLast = first == second && third != second && first >= 8
      return isOnePicture || isFirst || isLast ? nil : .nhw
    case 4:
      let likely = [ImageLayout.nchw, .nhwc, .hwcn]
        .map { (layout: $0, image: $0.shape(dimensions), count: $0.count(dimensions)) }
        .filter { $0.image.channels <= mostChannels }
      func rank(_ image: ImageShape) -> (Int, Int) {
        (min(image.height, image.width), image.channels == 1 || image.channels == 3 ? 1 : 0)
      }
      guard let best = likely.map({ rank($0.image) }).max(by: <) else { return nil }
      let found = likely.filter { rank($0.image) == best }
      // Images that come first are the rule. Of one channel, N×C×H×W and N×H×W×C are the same numbers.
      let first = found.filter { $0.layout != .hwcn }
      let isOne = first.allSatisfy { $0.image.channels == 1 }
      return found.count == 1 ? found[0].layout : first.count == 1 || isOne ? first[0].layout : nil
    default: return nil
    }
  }

  /// The way out for an array whose layout is not known.
  static func suggestion(_ dimensions: [Int]) -> String {
    let possible = allCases.filter { $0.rank == dimensions.count }
    let meanings = possible.map { layout in
      "layout=\"\(layout.rawValue)\" (\(counted(layout.count(dimensions), "image")) of \(layout.shape(dimensions)))"
    }
    let row =
      dimensions.count == 2 && dimensions[1].isMultiple(of: 3) ? ImageLayout.nd.shape([1, dimensions[1] / 3]) : nil
    let colours = row.flatMap { row in
      row.height == row.width ? "coloured pictures are x.reshape(-1, 3, \(row.height), \(row.width)); or " : nil
    }
    return (colours ?? "") + "say what its dimensions are: " + meanings.joined(separator: ", or ")
  }
}
