/// Where a session's random numbers come from: a seed, and for each stream how many draws were made from it.
///
/// A value, so that it can be remembered and put back: a statement that fails takes back the draws it made.
package struct RandomSource: Equatable, Codable, Sendable {
  package private(set) var seed: UInt64
  package private(set) var draws: [UInt64: UInt64] = [:]
  /// The numbers of those that were seeded apart, by their names: a library whose seed is no other's.
  private var apart: [String: RandomSource] = [:]

  enum CodingKeys: String, CodingKey { case seed, draws, apart }

  package init(seed: UInt64 = 0) { self.seed = seed }

  /// The numbers of the stream's next draw.
  package mutating func next(_ stream: Philox.Stream) -> Philox {
    let draw = draws[stream.rawValue, default: 0]
    draws[stream.rawValue] = draw + 1
    return Philox(seed: seed, stream: stream, draw: draw)
  }

  /// Begins anew; those that were seeded apart go on.
  package mutating func begin(_ seed: UInt64) { (self.seed, draws) = (seed, [:]) }

  /// The numbers of one that was seeded apart; nil where it was not, and draws from these. To be put back once drawn from.
  package subscript(apart name: String) -> RandomSource? {
    get { apart[name] }
    set { apart[name] = newValue }
  }
}

extension RandomSource {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    seed = try fields.decodeNumber(.seed)
    draws = try fields.decode([UInt64: UInt64].self, forKey: .draws)
    // A stream is listed from its first draw on.
    try fields.require(
      draws.values.allSatisfy { (1...1 << 53).contains($0) }, .draws, "has a stream of less than one draw, or too many")
    apart = try fields.decodeIfPresent([String: RandomSource].self, forKey: .apart) ?? [:]
    try fields.require(
      apart.count <= 8 && apart.values.allSatisfy(\.apart.isEmpty), .apart,
      "has too many sources, or some within others")
  }

  /// The draws stand as pairs of a stream and their number, in the order of the streams: equal sources are equal texts.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(seed, forKey: .seed)
    try fields.encode(draws.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }, forKey: .draws)
    if !apart.isEmpty { try fields.encode(apart, forKey: .apart) }
  }
}
