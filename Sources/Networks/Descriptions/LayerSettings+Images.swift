import Tensors

/// The settings in a file of an ``Upsample``.
package struct UpsampleSettings: Codable, Equatable, Sendable {
  /// One of both.
  var size: [Int]?
  var factor: [Double]?
  /// In files that do not say: nearest, and false.
  var mode: String
  var alignsCorners: Bool

  enum CodingKeys: String, CodingKey {
    case size
    case factor = "scale_factor"
    case mode
    case alignsCorners = "align_corners"
  }

  /// Lengths of images, and what multiplies them.
  package static let sizes = 1...1_000_000
  package static let factors = 1e-6...1e6
}

extension UpsampleSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    size = try fields.decodeIfPresent([Int].self, forKey: .size)
    factor = try fields.decodeIfPresent([Double].self, forKey: .factor)
    mode = try fields.contains(.mode) ? fields.decode(.mode, most: SavedRange.text) : "nearest"
    alignsCorners = try fields.decodeIfPresent(Bool.self, forKey: .alignsCorners) ?? false
    try fields.require((size == nil) != (factor == nil), .size, "or scale_factor is there, one of both")
    try fields.require((1...3).contains(size?.count ?? factor?.count ?? 0), .size, "has one to three numbers")
    try fields.require(size?.allSatisfy(Self.sizes.contains) ?? true, .size, "has a number that is no length")
    try fields.require(factor?.allSatisfy(Self.factors.contains) ?? true, .factor, "has a number that is no factor")
    try fields.require(
      Resampling.Mode(rawValue: mode) != nil, .mode, "is none of nearest, linear, bilinear and bicubic")
  }

  var resampling: Resampling {
    Resampling(Resampling.Mode(rawValue: mode) ?? .nearest, size: size, factor: factor, alignsCorners: alignsCorners)
  }
}

/// The settings in a file of an ``AdaptiveAvgPool2d``.
package struct AdaptivePoolingSettings: Codable, Equatable, Sendable {
  /// Height and width; nil keeps the image's.
  var size: [Int?]

  enum CodingKeys: String, CodingKey { case size = "output_size" }
}

extension AdaptivePoolingSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    size = try fields.decode([Int?].self, forKey: .size)
    try fields.require(
      size.count == 2 && size.allSatisfy { $0.map(ConvolutionSettings.sides.contains) ?? true }, .size,
      "must be two numbers of \(ConvolutionSettings.sides), or null for the image's own")
  }
}

/// The settings in a file of a ``GroupNorm``.
package struct GroupNormSettings: Codable, Equatable, Sendable {
  /// In instance normalization, of which files do not say it: one for each channel.
  var groups: Int?
  var channels: Int
  /// In files that do not say: 1e-5, and whether there are groups.
  var epsilon: Double
  var affine: Bool

  enum CodingKeys: String, CodingKey {
    case groups = "num_groups"
    case channels = "num_channels"
    case epsilon = "eps"
    case affine
  }
}

extension GroupNormSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    groups = try fields.decodeIfPresent(.groups, in: ConvolutionSettings.channels)
    channels = try fields.decode(.channels, in: LinearSettings.features)
    epsilon = try fields.decodeIfPresent(.epsilon, in: BatchNormSettings.shares) ?? 1e-5
    affine = try fields.decodeIfPresent(Bool.self, forKey: .affine) ?? (groups != nil)
    try fields.require(channels % (groups ?? 1) == 0, .groups, "must divide num_channels")
  }
}

/// The settings in a file of an ``Embedding``.
package struct EmbeddingSettings: Codable, Equatable, Sendable {
  var count, width: Int
  var paddingIndex: Int?

  enum CodingKeys: String, CodingKey {
    case count = "num_embeddings"
    case width = "embedding_dim"
    case paddingIndex = "padding_idx"
  }
}

extension EmbeddingSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    count = try fields.decode(.count, in: LinearSettings.features)
    width = try fields.decode(.width, in: LinearSettings.features)
    paddingIndex = try fields.decodeIfPresent(.paddingIndex, in: 0...max(0, count - 1))
  }
}

/// The settings in a file of a ``PReLU``.
package struct PReLUSettings: Codable, Equatable, Sendable {
  /// In files that do not say: 1, and 0.25.
  var count: Int
  var start: Double

  enum CodingKeys: String, CodingKey {
    case count = "num_parameters"
    case start = "init"
  }
}

extension PReLUSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    count = try fields.decodeIfPresent(.count, in: LinearSettings.features) ?? 1
    start = try fields.contains(.start) ? fields.decodeNumber(.start) : 0.25
  }
}
