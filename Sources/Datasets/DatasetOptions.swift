import Tensors

/// The part of a data set that is wanted, and its form.
package struct DatasetOptions: Sendable, Equatable, Codable {
  /// How many images to train on and to test with, the first ones of the set; nil: all of them.
  package var train, test: Int?
  /// The seed of all that is drawn once: procedural images, which images are held out, which pixels are white.
  package var seed: UInt64
  /// Images to hold out of those to train on: below 1 their share, from 1 on their number.
  package var validation: Double?
  /// The names of the classes to keep; nil: all of them.
  package var classes: [String]?
  package var binarize: Binarization?
  /// Whether the range of the values to train on becomes 0 to 1.
  package var normalize: Bool?
  /// The value that stands for white in files and tensors; nil where that is to be found.
  package var scale: Double?
  /// The meaning of an array's dimensions; nil where that is to be recognized.
  package var layout: ImageLayout?
  /// Whether all images are to train on, also where none came to test with: for who parts them by himself. Never in a file.
  package var isWhole = false

  enum CodingKeys: String, CodingKey {
    case train, test, seed, validation, classes, binarize, normalize, scale, layout
  }

  /// The values of white that are taken.
  package static let scales = 1e-6...1e9

  package init(train: Int? = nil, test: Int? = nil, seed: UInt64 = 0) {
    (self.train, self.test, self.seed) = (train, test, seed)
  }

  /// Refuses what is only for arrays of one's own.
  func checkAreOfPictures(_ title: String) throws(DatasetError) {
    guard layout == nil, scale == nil || scale == 255 else {
      throw DatasetError(
        .range, "layout= and scale= say what an array of your own holds; \(title) is known",
        suggestion: "leave them out")
    }
  }
}

extension DatasetOptions {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      train: try fields.decodeIfPresent(.train, in: 1...ShapesDataset.mostImages),
      test: try fields.decodeIfPresent(.test, in: 1...ShapesDataset.mostImages),
      seed: try fields.decodeNumber(.seed))
    validation = try fields.decodeIfPresent(.validation, in: 0...1e9)
    classes = try fields.decodeIfPresent([String].self, forKey: .classes)
    // Labels are bytes.
    try fields.require(classes?.count ?? 0 <= 256, .classes, "names more than 256 classes")
    binarize = try fields.decodeIfPresent(Binarization.self, forKey: .binarize)
    normalize = try fields.decodeIfPresent(Bool.self, forKey: .normalize)
    scale = try fields.decodeIfPresent(.scale, in: Self.scales)
    layout = try fields.decodeIfPresent(ImageLayout.self, forKey: .layout)
  }
}
