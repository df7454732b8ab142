import Datasets
import Language
import Networks
import Tensors
import VAE

/// What a run begins with.
enum SweepStart {
  case model(VariationalAutoencoder)
  /// One of objects that have no copy: others may have them too, and they are to be afterwards as they were.
  case borrowed(VariationalAutoencoder, was: VariationalAutoencoder.Snapshot)
  /// A function of the user's has done the run itself.
  case figures([SweepStage.Figure])
}

extension SweepRecipe {
  /// A new model of a run, or what its function gives. The session is afterwards as it was before.
  func start(
    _ run: SweepRun, batchSize: Int, epochs: Int, _ images: ImageDescription, _ context: Context
  ) throws -> SweepStart {
    let parts = try parts(run.settings)
    let entries = ModelEntries(session: session)
    guard let build else {
      var random = RandomSource(seed: run.seed)
      return .model(try entries.makeModel(try modelArguments(parts), images, random: &random))
    }
    return try session.apart(seed: run.seed, batchSize: parts.batch ?? batchSize) {
      var arguments = parts.build
      // A function that trains by itself is told for how long.
      if buildNames?.contains("epochs") ?? false, !arguments.contains(where: { $0.name == "epochs" }) {
        arguments.append(CallArgument(name: "epochs", .integer(epochs)))
      }
      let result = try context.call(build, arguments)
      if let figures = try Self.figures(result) { return .figures(figures) }
      if case .object(let object) = result, let model = object as? ModelValue {
        guard parts.model.isEmpty else {
          throw Diagnostic(
            .argument, "a model that a function gives has its \(parts.model[0].name ?? "settings") already",
            suggestion: "return enc, dec")
        }
        return try Self.own(model.model)
      }
      guard let networks = try Self.networks(result, context) else {
        throw Diagnostic(
          .type,
          "the function of a sweep gives an encoder and a decoder, or what the run came to, and this is \(result.phrase)",
          suggestion: "return enc, dec; or a number, or a dict of numbers, of which `loss` is compared")
      }
      var random = session.random
      return try Self.own(try entries.makeModel(try modelArguments(parts, networks), images, random: &random))
    }
  }

  /// A function may give networks that others have too, and these stay as they are.
  private static func own(_ model: VariationalAutoencoder) throws -> SweepStart {
    var hasObjects = false
    let copies = NetworkCopies(keepsGradients: false)
    copies.copyOther = { layer in
      hasObjects = true
      return layer
    }
    let copy = try model.copied(copies: copies)
    return hasObjects ? .borrowed(model, was: try model.snapshot()) : .model(copy)
  }

  /// Numbers that are to be compared; nil where these are none.
  private static func figures(_ result: Value) throws -> [SweepStage.Figure]? {
    if let dict = result.dictionary {
      return try dict.entries.map { entry in
        guard case .string(let name) = entry.key, let number = entry.value.number else {
          throw Diagnostic(
            .type,
            "the dict that a sweep's function gives has numbers by name, and \(entry.key.repr) has \(entry.value.phrase)",
            suggestion: "return {\"loss\": loss.item()}")
        }
        return SweepStage.Figure(name: name, value: number)
      }
    }
    return result.number.map { [SweepStage.Figure(name: "loss", value: $0)] }
  }

  /// An encoder and a decoder: two values, or an object's two attributes.
  private static func networks(_ result: Value, _ context: Context) throws -> [CallArgument]? {
    if let items = result.elements, items.count == 2, items.allSatisfy({ $0.number == nil }) {
      return items.map { CallArgument($0) }
    }
    guard case .object(let object) = result, let encoder = try object.attribute("encoder", context),
      let decoder = try object.attribute("decoder", context)
    else { return nil }
    return [CallArgument(encoder), CallArgument(decoder)]
  }
}

extension Session {
  /// Runs what makes or does a run of its own: with random numbers of its own, without the present model, and so that all
  /// is afterwards as it was.
  func apart<Result>(seed: UInt64, batchSize size: Int, _ body: () throws -> Result) throws -> Result {
    let kept = (random, dataset, batchSize, model, trainer, recordedLosses, runs)
    defer {
      let last: [Double]
      (random, dataset, batchSize, model, trainer, last, runs) = kept
      recordedLosses = last
    }
    random = RandomSource(seed: seed)
    (batchSize, model, trainer, recordedLosses, runs) = (size, nil, nil, [], [])
    return try body()
  }
}
