import Tensors

/// The settings in a file of a ``BatchNorm``.
package struct BatchNormSettings: Codable, Equatable, Sendable {
  var channels: Int
  /// In files that do not say: 1e-5.
  var epsilon: Double
  /// Nil, which a file has as null: the statistics are the mean over all batches. In files that do not say: 0.1.
  var momentum: Double?
  /// In files that do not say: true.
  var affine: Bool
  /// 1 or 2, where the layer was made for such inputs alone; nil, which a file leaves out: for all.
  var dimensions: Int?

  /// Of epsilon and momentum.
  package static let shares = 0.0...1.0

  enum CodingKeys: String, CodingKey {
    case channels = "num_features"
    case epsilon = "eps"
    case momentum, affine, dimensions
  }
}

extension BatchNormSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      channels: try fields.decode(.channels, in: LinearSettings.features),
      epsilon: try fields.decodeIfPresent(.epsilon, in: Self.shares) ?? 1e-5,
      momentum: try fields.contains(.momentum) && fields.decodeNil(forKey: .momentum)
        ? nil : try fields.decodeIfPresent(.momentum, in: Self.shares) ?? 0.1,
      affine: try fields.decodeIfPresent(Bool.self, forKey: .affine) ?? true,
      dimensions: try fields.decodeIfPresent(.dimensions, in: 1...2))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(channels, forKey: .channels)
    try fields.encode(epsilon, forKey: .epsilon)
    // Said, also where it is none.
    try fields.encode(momentum, forKey: .momentum)
    try fields.encode(affine, forKey: .affine)
    try fields.encodeIfPresent(dimensions, forKey: .dimensions)
  }
}

/// The settings in a file of a ``LayerNorm``.
package struct LayerNormSettings: Codable, Equatable, Sendable {
  /// The lengths of the last dimensions.
  var shape: [Int]
  /// In files that do not say: 1e-5, true, and true. Without the affine map there is no bias.
  var epsilon: Double
  var affine, bias: Bool

  enum CodingKeys: String, CodingKey {
    case shape = "normalized_shape"
    case epsilon = "eps"
    case affine = "elementwise_affine"
    case bias
  }
}

extension LayerNormSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    shape = try fields.decodeLengths(.shape, from: 1)
    try fields.require(!shape.isEmpty, .shape, "has no dimension")
    epsilon = try fields.decodeIfPresent(.epsilon, in: BatchNormSettings.shares) ?? 1e-5
    affine = try fields.decodeIfPresent(Bool.self, forKey: .affine) ?? true
    let bias = try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true
    self.bias = affine && bias
  }
}

/// The settings in a file of ``Dropout``.
package struct DropoutSettings: Codable, Equatable, Sendable {
  var probability: Double

  package static let shares = 0.0...1.0

  enum CodingKeys: String, CodingKey { case probability = "p" }
}

extension DropoutSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(probability: try fields.decode(.probability, in: Self.shares))
  }
}

/// The settings in a file of a ``LeakyReLU``.
package struct LeakyReLUSettings: Codable, Equatable, Sendable {
  /// In files that do not say: 0.01.
  var slope: Double

  enum CodingKeys: String, CodingKey { case slope = "negative_slope" }
}

extension LeakyReLUSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(slope: try fields.contains(.slope) ? fields.decodeNumber(.slope) : 0.01)
  }
}

/// The settings in a file of an ``Unflatten``.
package struct UnflattenSettings: Codable, Equatable, Sendable {
  /// The lengths that a row is cut into.
  var sizes: [Int]

  enum CodingKeys: String, CodingKey { case sizes }
}

extension UnflattenSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(sizes: try fields.decodeLengths(.sizes, from: 0))
  }
}

extension KeyedDecodingContainer {
  /// The lengths of at most as many dimensions as tensors have.
  fileprivate func decodeLengths(_ key: Key, from least: Int) throws -> [Int] {
    let lengths = try decode([Int].self, forKey: key)
    try require(
      lengths.count <= Shape.maximumRank, key, "has \(lengths.count) dimensions, and may have \(Shape.maximumRank)")
    if let wrong = lengths.first(where: { $0 < least || $0 > 1 << 53 }) {
      try require(false, key, "has the length \(wrong)")
    }
    return lengths
  }
}
