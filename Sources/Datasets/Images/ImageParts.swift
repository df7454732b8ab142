/// The parts of a data set as they were read: pixels still as they are stored, nothing chosen or held out yet.
struct ImageParts {
  struct Part {
    /// Its name where it came from: `x_train`.
    var name: String
    var images: ImageSet
    /// The type that its pixels are stored as.
    var type = StoredNumber.uint8
  }

  var train: Part
  var test: Part?
  var validation: Part?
  /// Whether they come from files of pictures, whose bytes count 255ths; arrays may hold any numbers.
  var arePictures = true
  /// The file or folder, for errors.
  var path: String
  /// Lines that the reader should know, such as what was left out.
  var notes: [String] = []

  var all: [Part] { [train] + [test, validation].compactMap(\.self) }

  /// - Throws: ``DatasetError`` where the images of two parts differ in size.
  func checkShapes() throws(DatasetError) {
    for part in all where part.images.shape != train.images.shape {
      throw DatasetError(
        .mismatch, path: path,
        "expected images of one size, found \(train.images.shape) in \(train.name) and \(part.images.shape) in \(part.name)"
      )
    }
  }

  /// Brings the pixels of all parts to 0 … 1, unless their range is normalized later.
  ///
  /// - Throws: ``DatasetError`` where nobody can tell which value is white, ``Cancelled``.
  mutating func scale(_ options: DatasetOptions) throws {
    guard options.normalize != true else {
      guard options.scale == nil else {
        throw DatasetError(
          .range, path: path, "normalize=True finds the range by itself, and scale= states it",
          suggestion: "leave out one")
      }
      for part in all { try part.images.checkFinite(part.name, path: path) }
      return
    }
    let scale = try PixelScale(of: self, wanted: options.scale)
    func scaled(_ part: Part) throws -> Part {
      var part = part
      part.images = try part.images.with(scale.apply(to: part.images.values))
      return part
    }
    train = try scaled(train)
    test = try test.map(scaled)
    validation = try validation.map(scaled)
    if let summary = scale.summary { notes.append(summary) }
  }
}
