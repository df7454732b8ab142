import Language
import Networks
import VAE

// Parameters of `train`, and the settings that they stand for.

extension TrainingEntries {
  static var trainParameters: [Parameter] {
    [
      Parameter(
        "epochs", .integer(1...100_000), default: Value.none, defaultText: "1", unit: "epochs",
        "times through all images"),
      Parameter(
        "lr", .real(TrainingOptions.learningRates), default: Value.none, defaultText: "0.001, or what it was",
        "the learning rate"),
      Parameter(
        "steps", .integer(1...1_000_000_000), default: Value.none, unit: "steps", style: .keywordOnly,
        "how many, instead of whole epochs"),
      kept(
        "optimizer",
        .word([
          Word("adam", "steps scaled by running means"), Word("adamw", "Adam with weight decay on the weights"),
          Word("sgd", "plain gradient descent"), Word("rmsprop", "steps scaled by a running mean of the square"),
        ]), "adam", "what takes the steps"),
      kept("momentum", .real(TrainingOptions.momenta), "0", "how much of the last step sgd and rmsprop keep"),
      kept(
        "schedule",
        .word([
          Word("constant", "the same rate throughout"), Word("cosine", "falls to 0 along half a cosine"),
          Word("step", "a tenth from half of the run on, a hundredth from three quarters on"),
          Word("warmup", "rises over the first tenth of the run"),
        ]), "constant", "how the learning rate changes over the run"),
      kept(
        "objective", .word(ObjectiveSettings.Kind.allCases.map { Word($0.rawValue, $0.inWords) }), "elbo",
        "what is lowered"),
      kept(
        "beta", .real(TrainingOptions.weights), "the model's",
        "the weight of the KL term; under `tc` of the total correlation"),
      kept("warmup", .real(TrainingOptions.weights), "0", unit: "epochs", "over which that weight rises from 0"),
      kept(
        "annealing",
        .word([Word("linear", "the weight rises once"), Word("cyclic", "rises, is held as long, and begins again")]),
        "linear", "the course of the warm-up"),
      kept(
        "free_bits", .real(TrainingOptions.weights), "0", unit: "nats",
        "what a latent dimension may cost before it counts"),
      kept("samples", .integer(TrainingOptions.sampleCounts), "1", unit: "codes", "drawn for each image"),
      kept(
        "capacity", .real(TrainingOptions.weights), "0", unit: "nats", "of `objective=beta`: what the KL is held to"),
      kept(
        "capacity_epochs", .real(TrainingOptions.weights), "0", unit: "epochs", "over which the capacity rises from 0"),
      kept("alpha", .real(TrainingOptions.weights), "1", "of `objective=tc`: the weight of the mutual information"),
      kept("gamma", .real(TrainingOptions.weights), "1", "of `objective=tc`: the weight of the single dimensions' KL"),
      kept(
        "sampling",
        .word([
          Word("weighted", "log q(z) from the batch, all images alike"),
          Word("stratified", "from the batch, without a bias in q(z)"),
        ]), "weighted", "of `objective=tc`: how q(z) is estimated"),
      kept(
        "weight", .real(TrainingOptions.weights), "100 for mmd, 10 for dip",
        "of what `mmd` or `dip` adds, for each image"),
      kept(
        "kernel", .word([Word("rbf", "e^(-d²/C)"), Word("imq", "C / (C + d²), over seven multiples of C")]), "rbf",
        "of `objective=mmd`: what near and far are"),
      kept("bandwidth", .real(ObjectiveSettings.bandwidths), "1", "of `objective=mmd`: σ in C = 2 · latent · σ²"),
      kept(
        "covariance", .word([Word("means", "DIP-VAE-I"), Word("codes", "DIP-VAE-II")]), "means",
        "of `objective=dip`: of the posterior means, or of the codes"),
      kept(
        "diagonal", .real(TrainingOptions.weights), "10 × weight for means, weight for codes",
        "of `objective=dip`: the weight of the variances"),
      kept("sharpness", .real(ObjectiveSettings.sharpnesses), "10", "of `objective=logcosh`: a in log cosh(a d) / a"),
      Parameter(
        "penalty", .callable, default: Value.none, defaultText: "nothing", style: .keywordOnly,
        "a function of (x, z, mean, logvar) that gives one number, added to the loss of each batch in this call"),
      kept("clip", .real(TrainingOptions.clips), "0", "the greatest length of the gradient; 0 for any"),
      kept("weight_decay", .real(TrainingOptions.weights), "0, and 0.01 for adamw", "how strongly weights shrink"),
      Parameter(
        "validate", .bool, default: Value.none, defaultText: "where `data` held some out", style: .keywordOnly,
        "look at the held-out images after every epoch"),
      kept(
        "patience", .integer(TrainingOptions.patiences), "0", unit: "epochs",
        "without a better figure before it stops; 0 for any"),
      kept("drop_last", .bool, "False", "whether an epoch leaves out a last batch of fewer images"),
      Parameter(
        "log", .string, default: Value.none, style: .keywordOnly, suggestions: FileNames.completions,
        "a CSV file that gets a line for every epoch, or a folder for TensorBoard"),
      Parameter(
        "checkpoint", .string, default: Value.none, style: .keywordOnly, suggestions: FileNames.completions,
        "the file that the session is saved to as training goes on"),
      Parameter(
        "every", .integer(1...100_000), default: Value.none, defaultText: "1", unit: "epochs", style: .keywordOnly,
        "from one checkpoint to the next"),
      Parameter(
        "live", .bool, default: Value.none, defaultText: "pictures of long runs", style: .keywordOnly,
        "pictures that grow with the training, and controls to steer it by; False for neither"),
      Parameter(
        "moves", .list, default: Value.none, defaultText: "nothing", style: .keywordOnly,
        "what was moved in a run that this one repeats: the `moves` of its history"),
    ]
  }

  /// A setting that stays until another is given.
  private static func kept(
    _ name: String, _ type: ParameterType, _ first: String, unit: String? = nil, _ summary: String
  ) -> Parameter {
    Parameter(
      name, type, default: Value.none, defaultText: "\(first), or what it was", unit: unit, style: .keywordOnly,
      summary)
  }

  static func length(_ arguments: Arguments) throws -> Trainer.Length {
    guard let steps = arguments.optionalInteger("steps") else {
      return .epochs(arguments.optionalInteger("epochs") ?? 1)
    }
    guard arguments["epochs"].isNone else {
      throw Diagnostic(
        .argument, "train takes epochs or steps, and this gives both", suggestion: "train steps=\(steps)",
        parameter: "steps")
    }
    return .steps(steps)
  }

  /// The settings of the last call, with those that are given now.
  static func trainingOptions(_ arguments: Arguments, from before: TrainingOptions) throws -> TrainingOptions {
    var options = before
    if let rate = arguments.optionalReal("lr") { options.learningRate = rate }
    if let schedule = arguments.optionalWord("schedule").flatMap(Schedule.init(rawValue:)) {
      options.schedule = schedule
    }
    if let beta = arguments.optionalReal("beta") { options.beta = beta }
    if let epochs = arguments.optionalReal("warmup") { options.warmup.epochs = epochs }
    if let course = arguments.optionalWord("annealing").flatMap(Warmup.Course.init(rawValue:)) {
      options.warmup.course = course
    }
    if let nats = arguments.optionalReal("free_bits") { options.freeBits = nats }
    if let samples = arguments.optionalInteger("samples") { options.samples = samples }
    if let clip = arguments.optionalReal("clip") { options.clip = clip > 0 ? clip : nil }
    if let patience = arguments.optionalInteger("patience") { options.patience = patience > 0 ? patience : nil }
    if !arguments["drop_last"].isNone { options.dropsLast = arguments.bool("drop_last") }
    options.rule = try rule(arguments, from: before.rule)
    try takeObjective(arguments, &options)
    guard options.samples == 1 || options.freeBits == 0 else {
      throw Diagnostic(
        .argument,
        "free_bits are about the KL divergence in closed form, and the bound of several samples has none",
        suggestion: "set one of them back: samples=1, or free_bits=0",
        parameter: arguments["free_bits"].isNone ? "samples" : "free_bits")
    }
    return options
  }

  private static func rule(_ arguments: Arguments, from before: Optimizer.Rule) throws -> Optimizer.Rule {
    let name = arguments.optionalWord("optimizer") ?? before.name
    // The decay and the momentum of another optimizer are not this one's.
    let kept = name == before.name ? before : nil
    let momentum = arguments.optionalReal("momentum")
    let rule = Optimizer.Rule(
      named: name, weightDecay: arguments.optionalReal("weight_decay") ?? kept?.weightDecay,
      momentum: momentum ?? kept?.momentum ?? 0)
    guard let rule else { return before }
    guard momentum == nil || rule.momentum != nil else {
      throw Diagnostic(
        .argument, "\(name) keeps running means of its own, and momentum is for sgd and rmsprop",
        suggestion: "train optimizer=sgd, momentum=0.9", parameter: "momentum")
    }
    return rule
  }
}
