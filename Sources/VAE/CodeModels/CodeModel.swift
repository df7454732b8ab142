import Datasets
import Tensors

/// A distribution fitted to the codes of a trained model, to draw codes from in place of its prior: ex-post density estimation
/// (Ghosh et al. 2020), the second stage of a two-stage VAE (Dai & Wipf 2019), the diffusion of latent diffusion (Rombach et al. 2022).
/// The model stays as it is. Each kind is a file here, which states its formula and its source.
package protocol CodeModel {
  var kind: CodeModelKind { get }
  /// The model and the images whose codes it was fitted to.
  var origin: CodeOrigin { get }
  /// What it is: "a mixture of 10 normal distributions".
  var inWords: String { get }

  /// Codes [count, latent].
  ///
  /// - Parameters:
  ///   - source: gives the random numbers of one draw after another.
  ///   - check: called between steps; may throw to stop there.
  func draw(_ count: Int, _ request: CodeRequest, source: () -> Philox, check: () throws -> Void) throws -> Tensor
}

package enum CodeModelKind: String, Sendable, Codable, CaseIterable {
  case mixture, flow, diffusion, pixelcnn
}

/// What is asked of codes that are to be drawn.
package struct CodeRequest {
  /// What deviations are multiplied by, of a mixture and of the numbers that a flow bends; what logits are divided by, of entries of a codebook.
  package var temperature = 1.0
  /// The classes of the codes, one row of shares for each [count, classes]; nil for codes of any. Of a diffusion that was told classes.
  package var classes: Tensor?
  /// How far beyond what the class says, and away from what all codes have in common; of a diffusion.
  package var guidance = 0.0
  /// Of a diffusion's walk.
  package var steps = 50
  /// The noise of each step of that walk: 0 for none, as DDIM has it, 1 for DDPM's.
  package var eta = 0.0

  package init() {}
}

/// The model and the images that codes are of.
package struct CodeOrigin: Sendable, Codable, Equatable {
  /// The checksum of the model's numbers.
  package var model: String
  /// The checksum of the images, and their title.
  package var fingerprint, data: String

  package init(model: String, fingerprint: String, data: String) {
    (self.model, self.fingerprint, self.data) = (model, fingerprint, data)
  }

  enum CodingKeys: String, CodingKey { case model, fingerprint, data }
}

extension CodeOrigin {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    model = try fields.decode(.model, most: SavedRange.text)
    fingerprint = try fields.decode(.fingerprint, most: SavedRange.text)
    data = try fields.decodeLine(.data)
  }
}

/// What has been fitted to the codes of a session's model.
package struct CodeModels {
  package var mixture: NormalMixture?
  package var flow: CodeFlow?
  package var diffusion: LatentDiffusion?
  package var pixelcnn: AutoregressivePrior?

  package init(
    mixture: NormalMixture? = nil, flow: CodeFlow? = nil, diffusion: LatentDiffusion? = nil,
    pixelcnn: AutoregressivePrior? = nil
  ) {
    (self.mixture, self.flow, self.diffusion, self.pixelcnn) = (mixture, flow, diffusion, pixelcnn)
  }

  package subscript(kind: CodeModelKind) -> (any CodeModel)? {
    switch kind {
    case .mixture: mixture
    case .flow: flow
    case .diffusion: diffusion
    case .pixelcnn: pixelcnn
    }
  }

  /// Puts one in the place of its kind.
  package mutating func keep(_ fitted: any CodeModel) {
    switch fitted {
    case let fitted as NormalMixture: mixture = fitted
    case let fitted as CodeFlow: flow = fitted
    case let fitted as LatentDiffusion: diffusion = fitted
    case let fitted as AutoregressivePrior: pixelcnn = fitted
    default: break
    }
  }

  /// Those that there are.
  package var all: [any CodeModel] { CodeModelKind.allCases.compactMap { self[$0] } }
}
