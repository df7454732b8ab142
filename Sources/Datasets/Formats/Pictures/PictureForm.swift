import Graphics

/// What becomes of a picture that has not the shape of the size it is brought to.
package enum PictureCrop: String, Sendable, Codable, CaseIterable {
  /// It is made as small as still covers the size, and the middle is taken.
  case center
  /// Nothing is cut off: it is stretched to the size.
  case stretched = "none"
}

/// What transparent pictures are put on.
package enum PictureGround: String, Sendable, Codable, CaseIterable {
  case white, black
  /// Alpha is left off, and colours are taken as they are stored, whatever shows through: PIL's `convert("RGB")`.
  case stored

  var level: UInt8? {
    switch self {
    case .white: 255
    case .black: 0
    case .stored: nil
    }
  }
}

/// The form that pictures of a folder are brought to, each by itself.
struct PictureForm: Sendable {
  /// Height and width; nil where they stay as they are.
  let size: (height: Int, width: Int)?
  let crop: PictureCrop
  /// 1 (grey) or 3 (colours).
  let channels: Int
  /// Nil where transparent pictures are refused.
  let ground: PictureGround?

  /// A picture in this form.
  ///
  /// Grey before it is resized, as `Image.open(…).convert("L")` and torchvision's transforms behind it have it.
  ///
  /// - Parameter path: its file, for errors.
  /// - Throws: ``DatasetError`` where it has transparent pixels and there is no ground, or its shape is too narrow.
  func applied(to picture: Raster, path: String) throws(DatasetError) -> Raster {
    guard ground != nil || picture.isOpaque else {
      throw DatasetError(
        .format, path: path, "expected a picture without transparent pixels, found some",
        suggestion: "ground=white or ground=black puts it on one")
    }
    var result = picture.opaque(on: ground?.level)
    if channels == 1 { result = result.grey }
    do {
      if let size {
        let covering = covering(size, height: result.height, width: result.width)
        result = try result.resized(height: covering.height, width: covering.width)
        // The middle as torchvision's CenterCrop finds it: halves go to the even number.
        func start(_ long: Int, _ short: Int) -> Int { Int((Double(long - short) / 2).rounded(.toNearestOrEven)) }
        result = try result.cropped(
          left: start(covering.width, size.width), top: start(covering.height, size.height), width: size.width,
          height: size.height)
      }
    } catch {
      throw DatasetError(
        .range, path: path, "it cannot be brought to the size asked for: \(error.message)",
        suggestion: "crop=none, or without this picture")
    }
    return result
  }

  /// The size to which a picture is resized before it is cropped. Of a square that is asked for it is that of torchvision's
  /// `Resize(side)`: the shorter side has the length, the longer one is cut off behind the point.
  func covering(_ size: (height: Int, width: Int), height: Int, width: Int) -> (height: Int, width: Int) {
    guard crop == .center else { return size }
    if size.height * width >= size.width * height {
      return (size.height, max(size.width, Int(Double(size.height * width) / Double(height))))
    }
    return (max(size.height, Int(Double(size.width * height) / Double(width))), size.width)
  }
}
