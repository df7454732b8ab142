import Autodiff
import Language
import Tensors
import Text
import VAE

/// The model as the language sees it.
final class ModelValue: ObjectValue {
  let model: VariationalAutoencoder

  init(_ model: VariationalAutoencoder) { self.model = model }

  var typeName: String { "model" }
  var detail: String? { counted(model.latentDimension, "latent dimension") }
  var parts: [ValuePart]? {
    [
      .attribute("encoder", .object(NetworkValue(model.encoder))),
      .attribute("decoder", .object(NetworkValue(model.decoder))),
      .attribute("latent", .integer(model.latentDimension)),
    ]
  }
  func repr() -> String { table.plain }
  func display() -> Display? { table.display }

  var table: NetworkTable {
    let image = model.encoderImage
    return NetworkTable(
      encoder: model.encoder,
      input: model.encoderTakesRows ? [image.count] : [image.channels, image.height, image.width],
      decoder: model.decoder, latent: model.decoderInputs, besides: model.parametersBesides,
      footer:
        "\(counted(model.parameterCount, "parameter")); the decoder gives \(decoderGives)\(posteriorWords)\(priorWords)\(conditionWords)"
    )
  }

  /// Its posterior, where that is not the usual one.
  private var posteriorWords: String {
    let posterior = model.posterior.description
    return posterior.isFactorized
      ? ""
      : "; the posterior is a \(posterior.inWords)" + (model.codebook == nil ? "" : ", all alike under the prior")
  }

  /// Its prior, where that is not the usual one.
  private var priorWords: String {
    model.prior.isStandard || model.codebook != nil ? "" : "; the prior is a \(model.prior.description.inWords)"
  }

  /// What it is told, where it is conditional.
  private var conditionWords: String {
    model.condition.map {
      "; told the class, one of \($0.count): the encoder by one channel more, the decoder by \(counted($0.count, "number")) behind the code"
    } ?? ""
  }

  /// The meaning of the decoder's numbers: "probabilities", "means of discretized_logistic, one spread for all pixels".
  private var decoderGives: String {
    let likelihood = model.likelihood
    if likelihood == .bernoulli { return model.decoderEndsInSigmoid ? "probabilities" : "logits" }
    if likelihood == .continuousBernoulli { return "logits of continuous_bernoulli" }
    let spread =
      switch likelihood {
      case .gaussian(let deviation): "sigma \(Value.real(deviation).repr)"
      default: model.logSpread == nil ? "and the log-spread of each pixel" : "one learned spread for all pixels"
      }
    return "means of \(likelihood.name), \(spread)"
  }

  var attributeNames: [String] { ["encoder", "decoder", "latent", "state_dict"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "encoder": .object(NetworkValue(model.encoder))
    case "decoder": .object(NetworkValue(model.decoder))
    case "latent": .integer(model.latentDimension)
    case "state_dict":
      .builtin(
        Entry(
          "state_dict", group: "layers", "parameters and buffers of both networks by name", result: "dict",
          abstract: .unknown, example: "data mnist\nmodel(latent=5).state_dict()"
        ) { [model] _, _ in
          .dict(DictValue(try StateDict(model).items.map { ($0.name, $0.live()) }))
        })
    default: nil
    }
  }
}

extension VariationalAutoencoder {
  /// Its size, and its likelihood where that is not the usual one.
  var inWords: String {
    codeWords + ", " + counted(parameterCount, "parameter")
      + (likelihood == .bernoulli ? "" : ", \(likelihood.name)")
      + (posterior.description.isFactorized || codebook != nil
        ? "" : ", posterior: \(posterior.description.inWords)")
      + (prior.isStandard || codebook != nil ? "" : ", prior: \(prior.description.inWords)")
      + (condition.map { ", told one of \(counted($0.count, "class", "classes"))" } ?? "")
  }

  /// How large a code is: "30 latent dimensions", "7×7 places, each one of 128 entries of a codebook".
  private var codeWords: String {
    guard let codebook = codebook?.description else { return counted(latentDimension, "latent dimension") }
    let places = codebook.places == 1 ? "one place" : "\(codebook.height)×\(codebook.width) places, each"
    return "\(places) one of \(codebook.vectors) entries of a codebook"
  }
}
