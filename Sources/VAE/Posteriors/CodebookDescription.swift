import Networks

/// What a codebook is like, as it is written to a file: all that its vectors do not say.
package struct CodebookDescription: Sendable, Equatable, Codable {
  /// How its vectors follow the encoder.
  package enum Learning: String, Sendable, Codable, CaseIterable {
    case average, loss

    /// What it is, in a few words.
    package var inWords: String {
      switch self {
      case .average: "each vector is the running mean of what was nearest to it; unused ones begin anew"
      case .loss: "vectors are parameters, drawn to what is nearest to them by a term of the loss"
      }
    }
  }

  /// K, how many vectors.
  package var vectors = 128
  package var learning = Learning.average
  /// β, the weight of what holds the encoder to its vectors.
  package var commitment = 0.25
  /// The maps that the encoder gives: D numbers at each of height × width places. A row of D numbers has one place.
  package var depth = 1, height = 1, width = 1

  package init() {}

  enum CodingKeys: String, CodingKey { case vectors, learning, commitment, depth, height, width }

  /// One vector would say nothing; and each place of each image is compared with all of them.
  package static let vectorCounts = 2...8192
  package static let commitments = 0.0...1e6
  package static let usualVectors = 128
  package static let usualCommitment = 0.25

  package var places: Int { height * width }
  package var latent: Int { depth * places }
}

extension CodebookDescription {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    vectors = try fields.decode(.vectors, in: Self.vectorCounts)
    learning = try fields.decode(Learning.self, forKey: .learning)
    commitment = try fields.decode(.commitment, in: Self.commitments)
    depth = try fields.decode(.depth, in: 1...65_536)
    height = try fields.decode(.height, in: 1...65_536)
    width = try fields.decode(.width, in: 1...65_536)
  }
}
