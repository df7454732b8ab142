import Foundation
import Tensors
import Testing
import VAE

/// Measures of disentanglement against their authors' formulas, from Fixtures/disentanglement.safetensors, which
/// Fixtures/disentanglement.py writes, and against what is known of them.
@Suite struct DisentanglementTests {
  private static let file: TensorFile? = try? TensorFile(fixture: "disentanglement")

  private static func tensor(_ name: String) throws -> Tensor { try #require(file?.tensors[name], "no \(name)") }

  private func coded() throws -> CodedFactors {
    CodedFactors(
      codes: try Self.tensor("codes"), factors: try Self.tensor("factors"), names: ["shape", "size", "x", "angle"])
  }

  private func values() throws -> [Double] { try Self.tensor("values").array.map(Double.init) }

  @Test func mutualInformationIsThatOfThePublishedProgram() throws {
    let gap = MutualInformationGap(try coded())
    let wanted = try Self.tensor("information").array.map(Double.init)
    for (found, wanted) in zip(gap.information.flatMap(\.self), wanted) { #expect(abs(found - wanted) < 1e-4) }
    #expect(abs(gap.value - (try values())[0]) < 1e-4)
  }

  @Test func predictabilityIsThatOfThePublishedProgram() throws {
    #expect(abs(AttributePredictability(try coded()).value - (try values())[1]) < 1e-4)
  }

  @Test func theLassoIsThatOfScikitLearn() throws {
    let (importance, wanted) = (LassoImportance(try coded()), try values())
    let weights = try Self.tensor("importance").array.map(Double.init)
    for (found, wanted) in zip(importance.importance.flatMap(\.self), weights) { #expect(abs(found - wanted) < 1e-4) }
    #expect(abs(importance.disentanglement - wanted[2]) < 1e-3)
    #expect(abs(importance.completeness - wanted[3]) < 1e-3)
    #expect(abs(importance.informativeness - wanted[4]) < 1e-3)
  }

  @Test func votesAreThoseOfThePublishedProgram() throws {
    let groups = try Self.tensor("groups")
    let (kinds, images) = (try Self.tensor("kinds").array, groups.array)
    let width = groups.shape[1]
    let vote = FactorVote(
      try coded(),
      kinds.indices.map { row in
        FactorVote.Group(factor: Int(kinds[row]), images: (0..<width).map { Int(images[row * width + $0]) })
      })
    #expect(abs(vote.value - (try values())[5]) < 1e-3)
    #expect(vote.value < 0.999, "a score of 1 would not tell a wrong one")
  }

  /// A dimension for each factor is the best there is; a rotation by 45° of two of them the worst; noise says nothing.
  @Test func theScalesEndWhereTheySay() throws {
    let noise = Philox(seed: 1, stream: .cells, draw: 0)
    let factors = try noise.uniform([1000, 2])
    func measures(_ codes: Tensor) -> [Double] {
      let coded = CodedFactors(codes: codes, factors: factors, names: ["a", "b"])
      let importance = LassoImportance(coded)
      return [
        MutualInformationGap(coded).value, AttributePredictability(coded).value, importance.disentanglement,
        importance.completeness, importance.informativeness,
        FactorVote(coded, FactorVote.draw(coded, Philox(seed: 2, stream: .cells, draw: 0))).value,
      ]
    }
    let own = measures(factors)
    #expect(own.dropFirst().allSatisfy { $0 > 0.97 } && own[0] > 0.8, "\(own)")
    let mixed = try Tensor.generate([1000, 2], for: "test") { place in
      let row = place / 2
      let (a, b) = (factors.pointer[2 * row], factors.pointer[2 * row + 1])
      return place % 2 == 0 ? a + b : a - b
    }
    let rotated = measures(mixed)
    #expect(rotated[0] < 0.1 && rotated[1] < 0.1 && rotated[2] < 0.1 && rotated[3] < 0.1, "\(rotated)")
    #expect(rotated[4] > 0.97, "all is told, by both together: \(rotated)")
    let nothing = measures(try Philox(seed: 3, stream: .cells, draw: 0).normal([1000, 2]))
    #expect(nothing[0] < 0.05 && nothing[1] < 0.05 && nothing[4] < 0.05, "\(nothing)")
    #expect(nothing[5] < 0.8, "a guess between two factors: \(nothing)")
  }

  /// Each factor is in common about as often as any other, in images from everywhere.
  @Test func groupsAreDrawnFromAllFactorsAndImages() throws {
    let coded = try self.coded()
    let groups = FactorVote.draw(coded, Philox(seed: 2, stream: .cells, draw: 0))
    #expect(groups.count == FactorVote.groups)
    for factor in coded.factors.indices {
      #expect(groups.count { $0.factor == factor } > FactorVote.groups / (2 * coded.factors.count), "factor \(factor)")
    }
    #expect(Set(groups.flatMap(\.images)).count > coded.count / 2)
  }

  /// Constant codes, constant factors, one dimension.
  @Test func whatNeverChangesIsNoError() throws {
    let zeros = try Tensor.zeros([50, 2])
    let numbers = try Philox(seed: 1, stream: .cells, draw: 0).uniform([50, 1])
    for (codes, factors) in [(zeros, numbers), (numbers, zeros), (numbers, numbers)] {
      let coded = CodedFactors(codes: codes, factors: factors, names: ["a", "b"])
      let importance = LassoImportance(coded)
      let values = [
        MutualInformationGap(coded).value, AttributePredictability(coded).value, importance.disentanglement,
        importance.completeness, importance.informativeness,
        FactorVote(coded, FactorVote.draw(coded, Philox(seed: 2, stream: .cells, draw: 0))).value,
      ]
      #expect(values.allSatisfy { $0.isFinite && $0 >= -0.1 && $0 <= 1 }, "\(values)")
    }
  }
}
