/// What part of a data set is wanted.
package struct DatasetOptions: Sendable, Equatable, Codable {
  /// How many images to train on and to test with, the first ones of the set; nil: all of them.
  package var train, test: Int?
  /// What procedural images are drawn from.
  package var seed: UInt64

  package init(train: Int? = nil, test: Int? = nil, seed: UInt64 = 0) {
    (self.train, self.test, self.seed) = (train, test, seed)
  }
}

extension Dataset {
  /// The first images of each split, as many as asked for.
  ///
  /// - Throws: ``DatasetError`` where there are fewer.
  func limited(by options: DatasetOptions) throws(DatasetError) -> Dataset {
    var result = self
    result.options = options
    result.train = try train.first(options.train, of: title, to: "train on")
    result.test = try test.first(options.test, of: title, to: "test with")
    return result
  }

  /// Coloured shapes, drawn on the spot.
  static func shapes(_ options: DatasetOptions) throws -> Dataset {
    let counts = ShapesDataset.defaultCounts
    return Dataset(
      name: "shapes", title: "Shapes",
      train: try ShapesDataset.images(options.train ?? counts.train, .train, seed: options.seed),
      test: try ShapesDataset.images(options.test ?? counts.test, .test, seed: options.seed),
      source: Dataset.Source(path: "seed \(options.seed)", isSample: false), note: nil, options: options)
  }
}

extension ImageSet {
  fileprivate func first(_ limit: Int?, of title: String, to purpose: String) throws(DatasetError) -> ImageSet {
    guard let limit, limit != count else { return self }
    guard limit < count else {
      throw DatasetError(
        .range, "\(title) has \(counted(count, "image")) to \(purpose), and \(grouped(limit)) were asked for")
    }
    return try subset(0..<limit)
  }
}
