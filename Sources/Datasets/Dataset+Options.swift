import Tensors
import Text

// A data set as it was read becomes the one that was asked for: chosen classes, images held out, limits, and last what
// changes the pixels.

extension Dataset {
  /// - Throws: ``DatasetError`` where the options do not fit the set, ``Cancelled``.
  func taking(_ options: DatasetOptions) throws -> Dataset {
    var result = self
    result.options = options
    if let classes = options.classes {
      result.train = try train.only(classes, of: title, "to train on")
      result.test = try test.only(classes, of: title, "to test with")
      result.validation = try validation?.only(classes, of: title, "to validate with")
    }
    result.train = try result.train.first(options.train, of: title, to: "train on")
    result.test = try result.test.first(options.test, of: title, to: "test with")
    if let wanted = options.validation {
      guard validation == nil else {
        throw DatasetError(
          .range, "\(title) brings images of its own to validate with", suggestion: "leave out validation=")
      }
      try result.holdOut(wanted)
    }
    if options.normalize == true { try result.normalize() }
    if let binarization = options.binarize { try result.binarize(binarization) }
    return result
  }

  /// Takes images to validate with out of those to train on.
  private mutating func holdOut(_ wanted: Double) throws {
    guard wanted > 0, wanted < 1 || wanted == wanted.rounded() else {
      throw DatasetError(
        .range, "validation is a share below 1, or a whole number of images, and this is \(wanted)",
        suggestion: "a share as validation=0.1, or a number of images")
    }
    let count = wanted < 1 ? Int((Double(train.count) * wanted).rounded()) : Int(min(wanted, 1e15))
    guard count >= 1, count < train.count else {
      throw DatasetError(
        .range,
        "validation holds out some of the \(counted(train.count, "image")) to train on, and "
          + "\(wanted < 1 ? "this share of them is" : "these are") \(grouped(count))",
        suggestion: "a share as validation=0.1, or a number of images")
    }
    let parts = try train.parted(count, seed: options.seed, set: 1)
    (train, validation) = (parts.rest, parts.drawn)
  }

  private mutating func binarize(_ binarization: Binarization) throws {
    func noise(_ set: UInt64) -> Philox { .binarization(seed: options.seed, set: set) }
    test = try test.binarized(noise(1))
    validation = try validation?.binarized(noise(2))
    switch binarization {
    case .static: train = try train.binarized(noise(0))
    case .dynamic: train.draw = noise(0)
    }
  }

  /// Coloured shapes, drawn on the spot.
  static func shapes(_ options: DatasetOptions) throws -> Dataset {
    try options.checkAreOfPictures("the shapes")
    let counts = ShapesDataset.defaultCounts
    var drawn = options
    (drawn.train, drawn.test) = (nil, nil)
    var result = try Dataset(
      name: "shapes", title: "Shapes",
      train: try ShapesDataset.images(options.train ?? counts.train, .train, seed: options.seed),
      test: try ShapesDataset.images(options.test ?? counts.test, .test, seed: options.seed),
      source: Dataset.Source(path: "seed \(options.seed)", isSample: false)
    ).taking(drawn)
    result.options = options
    return result
  }

  /// A set from the parts that were read, their pixels scaled.
  ///
  /// - Throws: ``DatasetError`` where nobody can tell which value is white, or nothing is left to train on;
  ///   ``Cancelled``.
  static func of(_ parts: ImageParts, _ options: DatasetOptions, name: String, title: String) throws -> Dataset {
    var parts = parts
    try parts.scale(options)
    var result: Dataset
    if let test = parts.test {
      result = Dataset(
        name: name, title: title, train: parts.train.images, test: test.images,
        source: Source(path: parts.path, isSample: false))
    } else if options.isWhole {
      result = Dataset(
        name: name, title: title, train: parts.train.images, test: parts.train.images,
        source: Source(path: parts.path, isSample: false))
    } else {
      result = try .parting(parts.train.images, options, name: name, title: title, path: parts.path)
    }
    result.validation = parts.validation?.images
    result.notes = parts.notes
    return result
  }

  /// A set that came without images to test with: as many as are asked for, by default a tenth, are held out.
  static func parting(
    _ images: ImageSet, _ options: DatasetOptions, name: String, title: String, path: String
  ) throws -> Dataset {
    var eligible = images
    if let classes = options.classes { eligible = try images.only(classes, of: title, "") }
    let count = options.test ?? max(1, eligible.count / 10)
    guard count < eligible.count else {
      throw DatasetError(
        .range, path: path,
        "there \(eligible.count == 1 ? "is" : "are") \(counted(eligible.count, "image")) in all, and \(grouped(count)) "
          + "to test with leave\(count == 1 ? "s" : "") none to train on",
        suggestion: eligible.count > 1 ? "test=\(max(1, eligible.count / 10))" : "a set of two images at least")
    }
    let parts = try eligible.parted(count, seed: options.seed, set: 0)
    return Dataset(
      name: name, title: title, train: parts.rest, test: parts.drawn,
      source: Dataset.Source(path: path, isSample: false))
  }
}

extension ImageSet {
  fileprivate func first(_ limit: Int?, of title: String, to purpose: String) throws -> ImageSet {
    guard let limit, limit != count else { return self }
    guard limit < count else {
      throw DatasetError(
        .range, "\(title) has \(counted(count, "image")) to \(purpose), and \(grouped(limit)) were asked for")
    }
    return try subset(0..<limit)
  }

  /// The images of these classes, in their order; labels stay what they are.
  fileprivate func only(_ classes: [String], of title: String, _ purpose: String) throws -> ImageSet {
    guard !classNames.isEmpty else {
      throw DatasetError(.mismatch, "\(title) has no labels to choose classes by", suggestion: "leave out classes=")
    }
    var wanted: Set<UInt8> = []
    for name in classes {
      guard let label = label(of: name) else {
        throw DatasetError(
          .notFound, "\(title) has no class \(name)",
          notes: [
            "its classes: " + classNames.prefix(20).joined(separator: ", ") + (classNames.count > 20 ? ", …" : "")
          ])
      }
      wanted.insert(label)
    }
    let places = labels.indices.filter { wanted.contains(labels[$0]) }
    // By number, as every class can be named; names would have to be quoted. A class whose name is another's number is not.
    let there = Set(labels).sorted().prefix(12).filter { label(of: String($0)) == $0 }.map { String($0) }.joined(
      separator: ", ")
    guard !places.isEmpty else {
      throw DatasetError(
        .notFound,
        "\(title) has no image \(purpose) of \(classes.isEmpty ? "no class" : classes.joined(separator: ", "))",
        suggestion: "those it has images of: classes=[\(there)]")
    }
    return try subset(places)
  }

  /// The label of a class by its name, or by its number.
  private func label(of name: String) -> UInt8? {
    if let place = classNames.firstIndex(of: name) { return UInt8(exactly: place) }
    return Int(name).flatMap { classNames.indices.contains($0) ? UInt8(exactly: $0) : nil }
  }

  /// Some images drawn from the others, both in the order of the set.
  fileprivate func parted(_ count: Int, seed: UInt64, set: UInt64) throws -> (drawn: ImageSet, rest: ImageSet) {
    let order = try Philox(seed: seed, stream: .holdingOut, draw: set).permutation(self.count)
    return (try subset(order[..<count].sorted()), try subset(order[count...].sorted()))
  }
}
