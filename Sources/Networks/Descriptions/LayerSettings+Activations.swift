import Tensors

/// The settings in a file of a ``GELU``.
package struct GELUSettings: Codable, Equatable, Sendable {
  /// `none` or `tanh`; in files that do not say: `none`.
  var approximate: String

  package static let approximations = ["none", "tanh"]

  enum CodingKeys: String, CodingKey { case approximate }
}

extension GELUSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let word = try fields.contains(.approximate) ? fields.decode(.approximate, most: SavedRange.text) : "none"
    try fields.require(Self.approximations.contains(word), .approximate, "is neither none nor tanh")
    self.init(approximate: word)
  }
}

/// The settings in a file of an ``ELU``.
package struct ELUSettings: Codable, Equatable, Sendable {
  /// In files that do not say: 1.
  var alpha: Double

  enum CodingKeys: String, CodingKey { case alpha }
}

extension ELUSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(alpha: try fields.contains(.alpha) ? fields.decodeNumber(.alpha) : 1)
  }
}

/// The settings in a file of a ``Hardtanh``.
package struct HardtanhSettings: Codable, Equatable, Sendable {
  /// In files that do not say: -1 and 1.
  var low, high: Double

  enum CodingKeys: String, CodingKey {
    case low = "min_val"
    case high = "max_val"
  }
}

extension HardtanhSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      low: try fields.contains(.low) ? fields.decodeNumber(.low) : -1,
      high: try fields.contains(.high) ? fields.decodeNumber(.high) : 1)
    try fields.require(low < high, .high, "is \(high), and must be more than min_val, which is \(low)")
  }
}
