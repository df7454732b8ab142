import Language
import Networks
import Text
import VAE

// Models of codes hold for the numbers that the model had when they were fitted.

extension Session {
  /// What the codes of the model as it is are of, with these data.
  func codeOrigin(of model: VariationalAutoencoder) throws -> CodeOrigin {
    let data = record(of: try requireDataset(for: "fit"))
    return CodeOrigin(model: model.numbersChecksum, fingerprint: data.fingerprint, data: data.title)
  }

  /// A model of the present model's codes.
  ///
  /// - Throws: ``Diagnostic`` where there is none, or the model has changed since.
  func requireCodeModel(_ kind: CodeModelKind, of model: VariationalAutoencoder, for entry: String) throws
    -> any CodeModel
  {
    guard let fitted = codeModels[kind] else {
      throw Diagnostic(
        .model,
        "\(entry) from=\(kind.rawValue) draws codes from a \(kind.rawValue) of the model's codes, and there is none",
        suggestion: kind.command, parameter: "from")
    }
    guard fitted.origin.model == model.numbersChecksum else {
      throw Diagnostic(
        .model,
        "the model has changed since its codes were fitted by \(fitted.inWords): its codes are others now, and what was drawn would "
          + "stand for nothing", suggestion: "fit it to the new codes: \(kind.command)", parameter: "from")
    }
    return fitted
  }

  /// What was fitted to the codes of the model: "a mixture of 10 normal distributions"; nil for nothing.
  var codeModelWords: String? {
    guard let model, !codeModels.all.isEmpty else { return nil }
    let checksum = model.numbersChecksum
    return codeModels.all.map { fitted in
      fitted.inWords + (fitted.origin.model == checksum ? "" : " (out of date: the model has changed since)")
    }.joined(separator: "; ")
  }
}

extension CodeModelKind {
  /// The command that fits one.
  var command: String {
    switch self {
    case .mixture: "fit mixture, components=10"
    case .flow: "fit flow, epochs=10"
    case .diffusion: "diffuse epochs=10"
    case .pixelcnn: "fit pixelcnn, epochs=10"
    }
  }
}
