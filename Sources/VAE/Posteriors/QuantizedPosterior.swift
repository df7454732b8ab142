import Autodiff
import Glibc
import Networks
import Tensors

/// Vector quantization (VQ-VAE, van den Oord et al. 2017). The encoder gives maps z_e of D numbers at each of P places, and each
/// place's vector gives way to the nearest of a ``Codebook``'s K: q(z | x) is all at one code, the prior even over K^P, and the KL
/// P log K for any image. The decoder's gradient goes to z_e as if nothing had been between; what is added to the loss is
///
///     β ‖z_e - sg(e)‖²   and, of a codebook that learns by it,   ‖sg(z_e) - e‖²
///
/// (eq. 3), summed over places and images, sg meaning that no gradient passes.
package final class QuantizedPosterior: Posterior {
  package let codebook: Codebook

  init(_ codebook: Codebook) { self.codebook = codebook }

  package var description: PosteriorDescription { PosteriorDescription(codebook.description) }
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    codebook.parameters.map { ($0.name, $0) }
  }
  package var namedBuffers: [(name: String, buffer: Buffer)] { codebook.buffers.map { ($0.name, $0) } }
  package var ownPrior: (any Prior)? { UniformPrior(codebook) }

  /// Which entry stands at each place of these images' codes, place by place: [n · P].
  package func entries(_ encoding: Encoding) throws -> [Int] {
    try codebook.nearest(to: rows(encoding.mean.value))
  }

  package func draw(_ encoding: Encoding, noise: Tensor) throws -> Draw {
    let chosen = try entries(encoding)
    let z = try code(of: chosen)
    guard z.shape != noise.shape else {
      return Draw(z: .straightThrough(z, encoding.mean), noise: noise, entries: chosen)
    }
    // One image, of which all codes are this one.
    return Draw(z: Variable(try z.expanded(to: noise.shape)), noise: noise, entries: chosen)
  }

  /// log 1: a code has all of the probability.
  package func logDensity(of draw: Draw, _ encoding: Encoding) throws -> Variable {
    Variable(try .zeros([draw.z.shape[0]]))
  }

  package func centre(_ encoding: Encoding) throws -> Variable { Variable(try code(of: entries(encoding))) }

  package func penalty(_ draw: Draw, _ encoding: Encoding) throws -> Variable? {
    guard let chosen = draw.entries else { return nil }
    let shape = codebook.description
    let maps = try Variable.reshape(encoding.mean, [encoding.mean.shape[0], shape.depth, shape.places])
    let own = try Variable.reshape(.permute(maps, [0, 2, 1]), [chosen.count, shape.depth])
    let entries = try codebook.entries(chosen)
    func apart(_ a: Variable, _ b: Variable) throws -> Variable {
      let difference = try a - b
      return try .sum(difference * difference)
    }
    let committed = try apart(own, .detach(entries)) * .constant(Float(shape.commitment))
    return shape.learning == .loss ? try committed + apart(.detach(own), entries) : committed
  }

  package func learn(from draw: Draw, _ encoding: Encoding) throws {
    guard let chosen = draw.entries else { return }
    try codebook.learn(rows(encoding.mean.value), chosen, noise: draw.noise)
  }

  package func copied(copies: NetworkCopies) throws -> any Posterior {
    QuantizedPosterior(try codebook.copied(copies: copies))
  }

  // MARK: Maps and rows of vectors

  /// Maps [n, D · P] as a vector for each place: [n · P, D].
  private func rows(_ maps: Tensor) throws -> Tensor {
    let (shape, count) = (codebook.description, maps.shape[0])
    return try maps.reshaped([count, shape.depth, shape.places]).transposed(1, 2)
      .reshaped([count * shape.places, shape.depth])
  }

  /// The code of entries [n · P]: [n, D · P].
  package func code(of chosen: [Int]) throws -> Tensor { try codebook.code(of: chosen) }
}

extension Codebook {
  /// The code that has these entries at its places, image by image [n · P]: maps [n, D · P].
  package func code(of chosen: [Int]) throws -> Tensor {
    let (shape, count) = (description, chosen.count / description.places)
    return try vectors.selected(0, chosen).reshaped([count, shape.places, shape.depth]).transposed(1, 2)
      .reshaped([count, shape.latent])
  }
}
