import Tensors

/// FactorVAE's score (Kim & Mnih 2018, sec. 4): of images that have one factor in common, the latent dimension that varies least,
/// by the measure of how it varies over all images, votes for that factor; how often the vote of a dimension is the one that it
/// gives mostly.
///
/// A factor of many values is in common where it lies in the same of 20 parts of its range.
package struct FactorVote: Sendable {
  /// Images that have a factor in common.
  package struct Group: Sendable {
    package let factor: Int
    package let images: [Int]

    package init(factor: Int, images: [Int]) { (self.factor, self.images) = (factor, images) }
  }

  package static let groups = 800
  private static let imagesPerGroup = 64
  /// A dimension that varies less than this over all images has collapsed, and does not vote.
  private static let leastDeviation = 0.05

  /// For each latent dimension, how often each factor was the one in common where it voted.
  package let votes: [[Int]]
  /// The share of votes for what their dimension mostly votes for; 0 where none voted.
  package let value: Double

  package init(_ coded: CodedFactors, _ groups: [Group]) {
    func variance(_ values: [Double]) -> Double {
      values.count > 1 ? Moments(values).variance * Double(values.count) / Double(values.count - 1) : 0
    }
    let whole = coded.codes.map(variance)
    let voters = coded.codes.indices.filter { whole[$0].squareRoot() >= Self.leastDeviation }
    var votes = coded.codes.map { _ in coded.factors.map { _ in 0 } }
    for group in groups {
      let vote = voters.min { first, second in
        func share(_ dimension: Int) -> Double {
          variance(group.images.map { coded.codes[dimension][$0] }) / whole[dimension]
        }
        return share(first) < share(second)
      }
      if let vote { votes[vote][group.factor] += 1 }
    }
    self.votes = votes
    let right = votes.reduce(0) { $0 + ($1.max() ?? 0) }
    value = voters.isEmpty || groups.isEmpty ? 0 : Double(right) / Double(groups.count)
  }

  /// Groups drawn from the images at hand: a factor, an image, and others that agree with it in that factor.
  package static func draw(_ coded: CodedFactors, _ random: Philox) -> [Group] {
    let parts = coded.factors.map { CodedFactors.discrete($0, keepingFew: true) }
    let members = parts.map { part -> [[Int]] in
      var members = [[Int]](repeating: [], count: (part.max() ?? 0) + 1)
      for (image, place) in part.enumerated() { members[place].append(image) }
      return members
    }
    var next: UInt64 = 0
    /// A whole number below a bound.
    func number(below bound: Int) -> Int {
      next += 1
      return Int((UInt64(random.block(next)[0]) * UInt64(bound)) >> 32)
    }
    // A factor that is the same everywhere is in common always, and says nothing.
    let changing = coded.factors.indices.filter { factor in members[factor].count { !$0.isEmpty } > 1 }
    guard !changing.isEmpty, coded.count > 0 else { return [] }
    return (0..<groups).map { _ in
      let factor = changing[number(below: changing.count)]
      let alike = members[factor][parts[factor][number(below: coded.count)]]
      return Group(factor: factor, images: (0..<imagesPerGroup).map { _ in alike[number(below: alike.count)] })
    }
  }
}
