import Autodiff
import Language
import Tensors
import VAE

// The objective that `train` is asked for, its own settings, and a penalty of the user's.

extension TrainingEntries {
  /// The settings that one objective has and no other, but for `weight`.
  private static let ownSettings: [(name: String, kinds: [ObjectiveSettings.Kind])] = [
    ("capacity", [.beta]), ("capacity_epochs", [.beta]), ("alpha", [.tc]), ("gamma", [.tc]), ("sampling", [.tc]),
    ("weight", [.mmd, .dip]), ("kernel", [.mmd]), ("bandwidth", [.mmd]), ("covariance", [.dip]), ("diagonal", [.dip]),
    ("sharpness", [.logcosh]),
  ]

  /// The objective and its settings.
  static let objectiveNames = ["objective"] + ownSettings.map(\.name)

  /// Takes up what is given of the objective.
  ///
  /// - Throws: ``Diagnostic`` where settings do not go together.
  static func takeObjective(_ arguments: Arguments, _ options: inout TrainingOptions) throws {
    var own = options.objective
    let named = arguments.optionalWord("objective").flatMap(ObjectiveSettings.Kind.init(rawValue:))
    if let named {
      // What another objective was told is not this one's: two have a `weight`.
      if named != own.kind { own = ObjectiveSettings(named) }
    }
    for (name, kinds) in ownSettings where !arguments[name].isNone && !kinds.contains(own.kind) {
      throw Diagnostic(
        .argument,
        "\(name) is a setting of objective=\(kinds.map(\.rawValue).joined(separator: " and objective=")), and the objective is \(own.kind.rawValue)",
        suggestion: "train objective=\(kinds[0].rawValue), \(name)=\(Self.written(arguments[name]))", parameter: name)
    }
    if let capacity = arguments.optionalReal("capacity") { own.capacity = capacity }
    if let epochs = arguments.optionalReal("capacity_epochs") { own.capacityEpochs = epochs }
    if let alpha = arguments.optionalReal("alpha") { own.alpha = alpha }
    if let gamma = arguments.optionalReal("gamma") { own.gamma = gamma }
    if let name = arguments.optionalWord("sampling"), let sampling = ObjectiveSettings.Sampling(rawValue: name) {
      own.sampling = sampling
    }
    if let weight = arguments.optionalReal("weight") { own.weight = weight }
    if let name = arguments.optionalWord("kernel"), let kernel = ObjectiveSettings.Kernel(rawValue: name) {
      own.kernel = kernel
    }
    if let bandwidth = arguments.optionalReal("bandwidth") { own.bandwidth = bandwidth }
    if let name = arguments.optionalWord("covariance"), let covariance = ObjectiveSettings.Covariance(rawValue: name) {
      own.covariance = covariance
    }
    if let diagonal = arguments.optionalReal("diagonal") { own.diagonal = diagonal }
    if let sharpness = arguments.optionalReal("sharpness") { own.sharpness = sharpness }
    // Several codes are these bounds' alone: another objective begins with one again, unless it is told otherwise.
    if let named, !named.takesSamples, named != .elbo, arguments["samples"].isNone { options.samples = 1 }
    options.objective = own
    try checkSamples(own.kind, options, arguments)
  }

  /// As it stands in a line: a word without quotes.
  private static func written(_ value: Value) -> String {
    if case .string(let word) = value { return word }
    return value.wholeNumber.map { "\($0)" } ?? value.repr
  }

  private static func checkSamples(
    _ kind: ObjectiveSettings.Kind, _ options: TrainingOptions, _ arguments: Arguments
  ) throws {
    if kind.takesSamples, options.samples == 1 {
      throw Diagnostic(
        .argument, "objective=\(kind.rawValue) weights several codes of each image, and samples is 1",
        suggestion: "train objective=\(kind.rawValue), samples=5",
        parameter: arguments["samples"].isNone ? "objective" : "samples")
    }
    if !kind.takesSamples, kind != .elbo, options.samples > 1 {
      throw Diagnostic(
        .argument, "objective=\(kind.rawValue) draws one code for each image, and samples is \(options.samples)",
        suggestion: "samples=1, or objective=iwae", parameter: "samples")
    }
    if kind != .elbo, options.freeBits > 0, options.samples == 1 {
      throw Diagnostic(
        .argument, "free_bits are the ELBO's, and the objective is \(kind.rawValue)",
        suggestion: "set one of them back: objective=elbo, or free_bits=0",
        parameter: arguments["free_bits"].isNone ? "objective" : "free_bits")
    }
  }

  /// - Throws: ``Diagnostic`` where the model's likelihood, its prior or its posterior has no such loss.
  static func check(_ options: TrainingOptions, fits model: VariationalAutoencoder) throws {
    let prior = model.prior.description
    if let obstacle = options.objective.kind.obstacle(prior) {
      throw Diagnostic(
        .argument, obstacle, suggestion: "train objective=elbo, or a model with prior=standard", parameter: "objective")
    }
    let posterior = model.posterior.description
    if posterior.isQuantized, options.beta != 1 || options.warmup != TrainingOptions().warmup || options.freeBits > 0 {
      throw Diagnostic(
        .argument,
        "the KL of quantized codes is the same for any image and any weights, so that beta, warmup and free_bits change nothing",
        suggestion: "leave them out; commitment= of the model holds the encoder to the codebook")
    }
    if posterior.isQuantized, options.samples > 1 {
      throw Diagnostic(
        .argument, "samples are several codes of each image, and an image has one code where codes are quantized",
        suggestion: "leave out samples", parameter: "samples")
    }
    if let obstacle = options.objective.kind.obstacle(posterior) {
      throw Diagnostic(
        .argument, obstacle,
        suggestion: options.objective.kind == .dreg
          ? "train objective=iwae, or a model with posterior=full"
          : "train objective=elbo, or a model with posterior=diagonal", parameter: "objective")
    }
    if options.freeBits > 0, !posterior.isFactorized {
      throw Diagnostic(
        .argument, "free_bits are counted by dimension, and the KL of a \(posterior.inWords) has no such parts",
        suggestion: "free_bits=0, or warmup=, which also spares codes their cost at first", parameter: "free_bits")
    }
    if options.freeBits > 0, prior.kind != .standard {
      throw Diagnostic(
        .argument, "free_bits are counted by dimension, and the KL to a \(prior.inWords) has no such parts",
        suggestion: "free_bits=0, or warmup=, which also spares codes their cost at first", parameter: "free_bits")
    }
    guard options.objective.kind == .logcosh, let obstacle = LogCosh.obstacle(model.likelihood) else { return }
    throw Diagnostic(
      .argument, obstacle, suggestion: "model likelihood=gaussian, or another objective", parameter: "objective")
  }

  /// The user's penalty as training calls it; nil for none.
  static func penalty(_ arguments: Arguments, _ context: Context) -> Penalty? {
    let function = arguments["penalty"]
    guard !function.isNone else { return nil }
    return { x, z, mean, logvar in
      let result = try context.call(function, [x, z, mean, logvar].map { CallArgument(Value($0)) })
      guard let value = result.variable, value.value.count == 1 else {
        throw Diagnostic(
          .type, "a penalty gives one number for the batch, and this one gives \(result.phrase)",
          suggestion: "return … .sum()", parameter: "penalty")
      }
      guard value.requiresGradient || value.value.pointer[0] == 0 || !(mean.requiresGradient || z.requiresGradient)
      else {
        throw Diagnostic(
          .value, "no gradient passes through this penalty: it would be told of, and change nothing",
          suggestion: "compute it from z, mean or logvar as tensors, without .item(), .detach() or no_grad()",
          parameter: "penalty")
      }
      return value
    }
  }

  /// The name of the function, for the record.
  static func penaltyName(_ arguments: Arguments) -> String? {
    let function = arguments["penalty"]
    guard !function.isNone else { return nil }
    if case .function(let function) = function { return function.name.isEmpty ? "a function" : function.name }
    return "a function"
  }
}
