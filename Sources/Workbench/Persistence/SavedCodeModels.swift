import Datasets
import Language
import Tensors
import VAE

/// Models of codes in a session's file: the document `codes`, and tensors whose names begin with `codes.`.
enum SavedCodeModels {
  struct Record: Codable {
    var mixture: NormalMixtureRecord?
    var flow: CodeFlowRecord?
    var diffusion: LatentDiffusionRecord?
    var pixelcnn: AutoregressivePriorRecord?

    enum CodingKeys: String, CodingKey { case mixture, flow, diffusion, pixelcnn }
  }

  private static let mixture = "codes.mixture."
  private static let flow = "codes.flow."
  private static let diffusion = "codes.diffusion."
  private static let pixelcnn = "codes.pixelcnn."

  /// Nil where nothing was fitted, as in files of before.
  static func record(_ models: CodeModels) -> Record? {
    models.all.isEmpty
      ? nil
      : Record(
        mixture: models.mixture?.record, flow: models.flow?.record, diffusion: models.diffusion?.record,
        pixelcnn: models.pixelcnn?.record)
  }

  static func add(_ models: CodeModels, to writer: inout SafetensorsWriter) throws {
    if let fitted = models.mixture {
      writer.add(mixture + "shares", fitted.shares, [fitted.components])
      writer.add(mixture + "means", fitted.means, [fitted.components, fitted.latent])
      writer.add(mixture + "factors", fitted.factors, [fitted.components, fitted.latent, fitted.latent])
    }
    for (name, tensor) in try models.flow?.namedTensors ?? [] { writer.add(flow + name, tensor) }
    for (name, tensor) in try models.diffusion?.namedTensors ?? [] { writer.add(diffusion + name, tensor) }
    for (name, tensor) in try models.pixelcnn?.namedTensors ?? [] { writer.add(pixelcnn + name, tensor) }
  }

  /// - Parameter model: whose codes they are of.
  /// - Throws: ``Diagnostic`` where a tensor is missing or has another size.
  static func restored(
    _ record: Record, _ file: SafetensorsReader, _ path: String, of model: VariationalAutoencoder
  ) throws -> CodeModels {
    var models = CodeModels()
    let latent = model.latentDimension
    for (name, found) in [
      ("mixture", record.mixture?.latent), ("flow", record.flow?.settings.latent),
      ("diffusion", record.diffusion?.settings.latent),
    ] {
      guard let found, found != latent else { continue }
      throw Diagnostic.damaged(path, "codes.\(name) is of codes of \(found) numbers, and the model's have \(latent)")
    }
    if let record = record.mixture {
      func numbers(_ name: String, _ shape: Shape) throws -> [Double] {
        guard file.entries[mixture + name]?.shape == shape, let found = file.doubles(mixture + name) else {
          throw Diagnostic.damaged(path, "\(mixture)\(name) is missing or of another size")
        }
        return found
      }
      let (k, d) = (record.components, record.latent)
      guard
        let made = NormalMixture(
          record, shares: try numbers("shares", [k]), means: try numbers("means", [k, d]),
          factors: try numbers("factors", [k, d, d]))
      else { throw Diagnostic.damaged(path, "the numbers of codes.mixture are those of no mixture") }
      models.mixture = made
    }
    func tensor(_ name: String, _ shape: Shape) throws -> Tensor {
      guard file.shape(of: name) == shape, let tensor = try file.tensor(name) else {
        throw Diagnostic.damaged(path, "\(name) is missing or of another size")
      }
      return tensor
    }
    models.flow = try record.flow.map { record in try CodeFlow.restored(record) { try tensor(flow + $0, $1) } }
    models.diffusion = try record.diffusion.map { record in
      try LatentDiffusion.restored(record) { try tensor(diffusion + $0, $1) }
    }
    models.pixelcnn = try record.pixelcnn.map { record in
      guard let codebook = model.codebook,
        record.settings == record.settings.fitting(codebook.description)
      else {
        throw Diagnostic.damaged(
          path, "codes.pixelcnn is of the entries of another codebook than the model's")
      }
      return try AutoregressivePrior.restored(record, codebook: codebook) {
        try tensor(pixelcnn + $0, $1)
      }
    }
    return models
  }
}
