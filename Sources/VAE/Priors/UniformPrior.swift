import Autodiff
import Glibc
import Networks
import Tensors

/// The prior of a vector-quantized model: at each of P places any of K entries, all alike, so that log p(z) = -P log K (van den Oord
/// et al. 2017, 3.2). Codes drawn from it are noise, since it knows nothing of what stands beside what; a model of the codes
/// that is fitted afterwards does.
package final class UniformPrior: Prior {
  private let codebook: Codebook

  init(_ codebook: Codebook) { self.codebook = codebook }

  package var description: PriorDescription { PriorDescription(.uniform) }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] { [] }

  /// The cost of any code, in nats.
  package static func cost(_ description: CodebookDescription) -> Double {
    Double(description.places) * log(Double(description.vectors))
  }

  package func logDensity(
    _ z: Variable, encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Variable {
    Variable(try .full([z.shape[0]], -Float(Self.cost(codebook.description))))
  }

  package func draw(
    _ count: Int, noise: Philox, temperature: Double,
    encode: (Variable) throws -> (mean: Variable, logvar: Variable)
  ) throws -> Tensor {
    let shape = codebook.description
    let chosen = (0..<count * shape.places).map { place in
      let word = UInt64(noise.block(UInt64(place))[0])
      return Int((word * UInt64(shape.vectors)) >> 32)
    }
    return try codebook.code(of: chosen)
  }

  /// The posterior that is copied with it brings its own.
  package func copied(copies: NetworkCopies) throws -> any Prior { self }
}
