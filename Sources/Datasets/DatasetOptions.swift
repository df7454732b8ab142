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
  /// Height and width, or one side of a square, that pictures of a folder are brought to; nil where all have one.
  package var size: [Int]?
  /// How they are brought to it; nil: ``PictureCrop/center``.
  package var crop: PictureCrop?
  /// 1 (grey) or 3 (colours) of pictures of a folder; nil: as they have, colours where some have.
  package var channels: Int?
  /// What transparent pictures of a folder are put on; nil where such are refused.
  package var ground: PictureGround?
  /// The attribute that is the class, where a list has several of each picture.
  package var label: String?
  /// Whether all images are to train on, also where none came to test with: for who parts them by himself. Never in a file.
  package var isWhole = false

  enum CodingKeys: String, CodingKey {
    case train, test, seed, validation, classes, binarize, normalize, scale, layout, size, crop, channels, ground, label
  }

  /// The values of white that are taken.
  package static let scales = 1e-6...1e9
  /// The sides that pictures are brought to.
  package static let sides = 1...4_096

  package init(train: Int? = nil, test: Int? = nil, seed: UInt64 = 0) {
    (self.train, self.test, self.seed) = (train, test, seed)
  }

  /// Refuses what is only for folders of pictures.
  ///
  /// - Parameter what: what these are, for the error: `an array`.
  func checkHasNoPictureForm(_ what: String) throws(DatasetError) {
    try checkHasNoAttribute()
    guard size == nil, crop == nil, channels == nil, ground == nil else {
      throw DatasetError(
        .range, "size=, crop=, channels= and ground= bring the pictures of a folder to one form, and this is \(what)",
        suggestion: "leave them out")
    }
  }

  /// Refuses an attribute where there is no list of such.
  func checkHasNoAttribute() throws(DatasetError) {
    guard label == nil else {
      throw DatasetError(
        .range, "label= names an attribute of CelebA's list (list_attr_celeba.txt), and there is none here",
        suggestion: "leave it out")
    }
  }

  /// Height and width of the size that is asked for, and how pictures are brought to it.
  ///
  /// - Throws: ``DatasetError`` where the options contradict each other.
  func pictureSize(_ path: String) throws(DatasetError) -> (height: Int, width: Int)? {
    guard let size else {
      guard crop == nil else {
        throw DatasetError(
          .range, path: path, "crop= says how pictures are brought to a size, and none is asked for",
          suggestion: "size=64, crop=\(crop?.rawValue ?? "")")
      }
      return nil
    }
    return (size[0], size[size.count - 1])
  }

  /// Refuses what is only for arrays of one's own, or for folders of pictures.
  func checkAreOfPictures(_ title: String) throws(DatasetError) {
    guard layout == nil, scale == nil || scale == 255 else {
      throw DatasetError(
        .range, "layout= and scale= say what an array of your own holds; \(title) is known",
        suggestion: "leave them out")
    }
    try checkHasNoPictureForm(title)
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
    size = try fields.decodeIfPresent([Int].self, forKey: .size)
    try fields.require(
      size.map { (1...2).contains($0.count) && $0.allSatisfy(Self.sides.contains) } ?? true, .size,
      "is no side of \(Self.sides.lowerBound) to \(Self.sides.upperBound), nor two of them")
    crop = try fields.decodeIfPresent(PictureCrop.self, forKey: .crop)
    channels = try fields.decodeIfPresent(.channels, in: 1...3)
    try fields.require(channels != 2, .channels, "is 2, and pictures have 1 or 3")
    ground = try fields.decodeIfPresent(PictureGround.self, forKey: .ground)
    label = try fields.decodeIfPresent(String.self, forKey: .label)
  }
}
