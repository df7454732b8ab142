import Autodiff
import Language
import Networks
import Tensors

/// Group `optimizers`: the parts of a training loop written by hand.
struct OptimizerEntries {
  let session: Session

  var all: [Entry] {
    [
      optimizer(
        "adam", "Adam: steps scaled by running means of the gradient and of its square",
        extra: Self.adamParameters(weightDecay: 0)
      ) { try Self.adamRule($0, decoupled: false) },
      optimizer(
        "adamw", "Adam with weight decay on the weights themselves", extra: Self.adamParameters(weightDecay: 0.01)
      ) { try Self.adamRule($0, decoupled: true) },
      optimizer(
        "sgd", "gradient descent, with momentum if wanted",
        extra: [
          Self.momentum, Self.weightDecay(0),
          Parameter(
            "nesterov", .bool, default: .bool(false), style: .keywordOnly,
            "take the gradient where the momentum leads to"),
        ]
      ) {
        guard !$0.bool("nesterov") || $0.real("momentum") > 0 else {
          throw Diagnostic(
            .argument, "nesterov looks ahead along the momentum, and there is none",
            suggestion: "momentum=0.9, nesterov=True", parameter: "nesterov")
        }
        return .sgd(
          momentum: $0.real("momentum"), weightDecay: $0.real("weight_decay"), nesterov: $0.bool("nesterov"))
      },
      optimizer(
        "rmsprop", "RMSprop: steps scaled by a running mean of the gradient's square",
        extra: [
          Parameter(
            "alpha", .real(0...1), default: .real(0.99), style: .keywordOnly, "how long the running mean remembers"),
          Self.epsilon, Self.momentum, Self.weightDecay(0),
        ]
      ) {
        .rmsprop(
          smoothing: $0.real("alpha"), epsilon: $0.real("eps"), momentum: $0.real("momentum"),
          weightDecay: $0.real("weight_decay"))
      },
      Entry(
        "zero_grad", group: "optimizers", "forgets the gradients of an optimizer's or a network's parameters",
        parameters: [
          Parameter("of", .either([.object("optimizer"), .like("network")]), "which one")
        ], result: "None", abstract: .nothing, isMethod: true,
        effect: .changesModel, example: "w = parameter(1)\noptimizer = sgd(w, lr=0.1)\noptimizer.zero_grad()",
        lesson: "06-training"
      ) { arguments, _ in
        arguments.object("of", as: OptimizerValue.self)?.optimizer.clearGradients()
        arguments["of"].module?.distinctParameters.forEach { $0.clearGradient() }
        return .none
      },
      Entry(
        "backward", group: "optimizers", "adds the gradients of a loss to the parameters it descends from",
        details: """
          A second call on the same loss adds its gradients once more, as PyTorch does with `retain_graph=True` and otherwise \
          refuses; `optimizer.zero_grad()` forgets them.
          """,
        parameters: [Parameter("loss", .like("tensor"), "one number")], result: "None", abstract: .nothing,
        isMethod: true,
        effect: .changesModel, example: "w = parameter(3)\nbackward(w * w)\nw.grad",
        lesson: "06-training"
      ) { arguments, _ in
        try arguments.tensor("loss", for: "backward").backward()
        return .none
      },
      Entry(
        "step", group: "optimizers", "one update; with a loss it first clears the gradients and backpropagates",
        parameters: [
          Parameter("optimizer", .object("optimizer"), "which one"),
          Parameter("loss", .like("tensor"), default: Value.none, "what to lower; recorded for `plot loss`"),
          Parameter(
            "lr", .real(0...1e9), default: Value.none, defaultText: "as before", style: .keywordOnly,
            "the learning rate from now on"),
          Parameter(
            "clip", .real(0...1e9), default: Value.none, defaultText: "no limit", style: .keywordOnly,
            "the length that all gradients together are shortened to where they are longer"),
        ], result: "None", abstract: .nothing, isMethod: true, effect: .changesModel,
        example: "w = parameter(3)\noptimizer = sgd(w, lr=0.1)\nstep(optimizer, w * w)\nw",
        lesson: "06-training"
      ) { arguments, context in
        guard let value = arguments.object("optimizer", as: OptimizerValue.self) else { return .none }
        let step = OptimizationStep(
          value.optimizer, learningRate: arguments.optionalReal("lr"), clip: arguments.optionalReal("clip"))
        if arguments["loss"].isNone {
          // As in PyTorch: a program may step before there is anything to do, and a schedule's first step is one such.
          guard value.optimizer.withoutGradient.count < value.optimizer.parameters.count else {
            if let rate = arguments.optionalReal("lr") { value.optimizer.learningRate = rate }
            warnOfStep(value, context)
            return .none
          }
          try step.update()
          return .none
        }
        // A new optimizer is the beginning of a new training.
        if value.optimizer.steps == 0 { session.recordedLosses = [] }
        let loss = try arguments.tensor("loss", for: "step")
        guard loss.tensor.count == 1 else {
          throw Diagnostic(
            .gradient, "step: the loss is one number, and this is a tensor of shape \(loss.shape)",
            suggestion: "reduce it first, with sum or mean", parameter: "loss")
        }
        // Before the step: a loss that is a parameter itself is another number after it.
        let number = Double(try loss.value.item())
        _ = try Self.saying("step") { try step.lower(loss) }
        warnOfMissingGradients(value, context)
        session.mentionHandicap(context)
        session.recordedLosses.append(number)
        return .none
      },
      Entry(
        "parameter", group: "optimizers", "a tensor whose gradients are kept",
        parameters: [Parameter("values", .like("tensor"), otherNames: ["data"], "where it starts")], result: "tensor",
        abstract: .unknown,
        example: "mu = parameter(0.5)", lesson: "05-gradients-through-samples",
        departure: "as `nn.Parameter`, but it takes numbers as well as a tensor, and needs them."
      ) { arguments, _ in
        Value(try LearnedParameter(try arguments.tensor("values", for: "parameter").value.copy()))
      },
      Entry(
        "grad", group: "optimizers", "the gradients of a number with respect to tensors; parameters keep theirs",
        parameters: [
          Parameter("loss", .like("tensor"), otherNames: ["outputs"], "one number"),
          Parameter("variables", .any, otherNames: ["inputs"], "a tensor, or a list of them"),
        ], result: "list", abstract: .unknown, example: "mu = parameter(0.5)\ngrad(mu * mu, [mu])",
        lesson: "05-gradients-through-samples",
        departure: "as `torch.autograd.grad`, but a list gives a list, one tensor its gradient itself."
      ) { arguments, _ in
        let loss = try arguments.tensor("loss", for: "grad")
        if let single = arguments["variables"].asTensor {
          return Value(try Self.saying("grad") { try loss.gradients(of: [single.variable])[0] })
        }
        guard let items = arguments["variables"].elements else {
          throw Diagnostic(
            .type, "grad takes a tensor or a list of them, and this is \(arguments["variables"].phrase)",
            parameter: "variables")
        }
        let variables = try items.map { try $0.tensor(for: "grad") }
        let gradients = try Self.saying("grad") { try loss.gradients(of: variables) }
        return .list(ListValue(gradients.map { Value($0) }))
      },
    ]
  }

  /// The errors of going backward, in the name of the entry that did.
  private static func saying<Result>(_ entry: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as TensorError where error.code == .gradient && error.operation != "step" {
      throw Diagnostic(
        .gradient, error.description.replacing("backward: ", with: "\(entry): "), suggestion: error.suggestion,
        parameter: "loss")
    } catch let divergence as Divergence {
      var diagnostic = divergence.diagnostic
      diagnostic.parameter = "loss"
      throw diagnostic
    }
  }

  private static func weightDecay(_ value: Double) -> Parameter {
    Parameter("weight_decay", .real(0...1e6), default: .real(value), style: .keywordOnly, "how strongly weights shrink")
  }

  private static func adamParameters(weightDecay: Double) -> [Parameter] {
    [
      Parameter(
        "betas", .list, default: .tuple([.real(0.9), .real(0.999)]), style: .keywordOnly,
        "how long the two running means remember"),
      Self.epsilon, Self.weightDecay(weightDecay),
    ]
  }

  private static var epsilon: Parameter {
    Parameter("eps", .real(0...1), default: .real(1e-8), style: .keywordOnly, "added to the root in the denominator")
  }

  private static var momentum: Parameter {
    Parameter("momentum", .real(0...1), default: .real(0), style: .keywordOnly, "how much of the last step is kept")
  }

  private static func adamRule(_ arguments: Arguments, decoupled: Bool) throws -> Optimizer.Rule {
    let betas = arguments.values("betas").compactMap(\.number)
    guard betas.count == 2, arguments.values("betas").count == 2, betas.allSatisfy({ $0 >= 0 && $0 < 1 }) else {
      throw Diagnostic(
        .value, "betas are two numbers from 0 to below 1, and these are \(arguments["betas"].repr)",
        suggestion: "betas=(0.9, 0.999)", parameter: "betas")
    }
    return .adam(
      beta1: betas[0], beta2: betas[1], epsilon: arguments.real("eps"), weightDecay: arguments.real("weight_decay"),
      decoupled: decoupled)
  }

  /// Parameters of PyTorch's optimizers that are not here.
  private static let missing = [
    "sgd": "there is no `dampening`.",
    "rmsprop": "`lr` is 0.001 as for the others, not 0.01, and there is no `centered`.",
  ]

  private func optimizer(
    _ name: String, _ summary: String, extra: [Parameter], _ rule: @escaping (Arguments) throws -> Optimizer.Rule
  ) -> Entry {
    let what = Parameter("networks", .any, style: .variadic, "networks, parameters, or lists of them")
    let rate = Parameter("lr", .real(0...1e9), default: .real(0.001), style: .keywordOnly, "the learning rate")
    return Entry(
      name, group: "optimizers", summary, parameters: [what, rate] + extra, result: "optimizer", abstract: .unknown,
      example: "optimizer = \(name)(linear(2, 1), lr=0.01)", lesson: name == "adam" ? "06-training" : nil,
      departure:
        "it takes the networks themselves, as many as there are, so that `lr` and the others have to be named; "
        + (Self.missing[name] ?? "there is no `amsgrad`.")
    ) { arguments, _ in
      let parameters = try Self.parameters(of: arguments.values("networks"), name)
      guard !parameters.isEmpty else {
        throw Diagnostic(
          .value, "\(name) needs parameters to change, and what it was given has none",
          suggestion: "give it the networks that are to learn: \(name)(enc, dec, lr=0.001)")
      }
      let optimizer = try Optimizer(try rule(arguments), parameters, learningRate: arguments.real("lr"))
      return .object(OptimizerValue(optimizer, name: name))
    }
  }

  /// - Parameter depth: how many lists these stand in. A list may contain itself: there must be an end.
  private static func parameters(of values: [Value], _ entry: String, depth: Int = 0) throws -> [LearnedParameter] {
    guard depth < 8 else { throw Diagnostic(.value, "\(entry): lists within lists, eight deep, are no parameters") }
    return try values.flatMap { value -> [LearnedParameter] in
      if let items = value.elements { return try parameters(of: items, entry, depth: depth + 1) }
      if case .object(let object) = value {
        if let layer = value.module { return layer.parameters }
        if let parameter = (object as? TensorValue)?.variable as? LearnedParameter { return [parameter] }
      }
      throw Diagnostic(
        .type, "\(entry) takes networks and parameters, and this is \(value.phrase)",
        suggestion: value.plainNumber.map { _ in "the learning rate has a name: lr=\(value.repr)" },
        example: "\(entry)(enc, dec, lr=0.001)")
    }
  }

  /// Who forgot `backward`, or has a new network with an old optimizer, learns nothing and would see nothing.
  private func warnOfStep(_ value: OptimizerValue, _ context: Context) {
    guard !value.hasWarnedOfStep else { return }
    value.hasWarnedOfStep = true
    context.output.write(
      "step changed nothing: no parameter of the optimizer has a gradient; backward on a loss gives them, and a network "
        + "that was redefined needs a new optimizer\n", to: .standardError)
  }

  /// A network redefined after its optimizer was made is the usual reason why nothing is learned.
  private func warnOfMissingGradients(_ value: OptimizerValue, _ context: Context) {
    let missing = value.optimizer.withoutGradient.count
    guard missing > 0, missing < value.optimizer.parameters.count, !value.hasWarned else { return }
    value.hasWarned = true
    context.output.write(
      "the loss does not depend on \(missing) of the optimizer's \(value.optimizer.parameters.count) parameters, which "
        + "stay as they are; a network that was redefined needs a new optimizer\n", to: .standardError)
  }
}
