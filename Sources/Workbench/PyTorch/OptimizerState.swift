import Autodiff
import Language
import Networks
import Tensors
import Text

/// What `optimizer.state_dict()` gives and `load_state_dict()` takes: PyTorch's names and order, so that a training goes on
/// there and here from the same file.
struct OptimizerState {
  private let optimizer: Optimizer
  /// What takes settings, in the words of its errors.
  private let verb: String

  init(_ optimizer: Optimizer, verb: String = "load_state_dict") { (self.optimizer, self.verb) = (optimizer, verb) }

  /// The moments of each parameter by its number, and the groups with their settings.
  var dict: Value {
    get throws {
      let groups = try optimizer.groups.map { group in
        let dict = DictValue(settings(of: group))
        try dict.set(.list(group.parameters.map { .integer($0) }), for: .string("params"))
        return Value.dict(dict)
      }
      return .dict(DictValue([("state", .dict(try state)), ("param_groups", .list(groups))]))
    }
  }

  private var state: DictValue {
    get throws {
      let state = DictValue()
      guard optimizer.steps > 0 else { return state }
      for (number, moments) in try optimizer.moments.enumerated() where optimizer.stepsByParameter[number] > 0 {
        var items: [(String, Value)] = []
        let names = names
        if names.hasStep { items.append(("step", Value(try .full([], Float(optimizer.stepsByParameter[number]))))) }
        if let second = moments.second, let name = names.second, !names.isFirstBefore {
          items.append((name, Value(try second.copy())))
        }
        if let name = names.first { items.append((name, Value(try moments.first.copy()))) }
        if let second = moments.second, let name = names.second, names.isFirstBefore {
          items.append((name, Value(try second.copy())))
        }
        if !items.isEmpty { try state.set(.dict(DictValue(items)), for: .integer(number)) }
      }
      return state
    }
  }

  private struct Names {
    let hasStep: Bool
    let first: String?
    let second: String?
    var isFirstBefore = true
  }

  private var names: Names {
    switch optimizer.rule {
    case .adam: Names(hasStep: true, first: "exp_avg", second: "exp_avg_sq")
    case .sgd(let momentum, _, _): Names(hasStep: false, first: momentum == 0 ? nil : "momentum_buffer", second: nil)
    case .rmsprop(_, _, let momentum, _):
      Names(
        hasStep: true, first: momentum == 0 ? nil : "momentum_buffer", second: "square_avg", isFirstBefore: false)
    }
  }

  /// What is set for a group, in PyTorch's order, and what a schedule keeps with it.
  func settings(of group: Optimizer.Group) -> [(String, Value)] {
    rules(of: group) + group.schedule.sorted { $0.key < $1.key }.map { ($0.key, .real($0.value)) }
  }

  private func rules(of group: Optimizer.Group) -> [(String, Value)] {
    let rate: (String, Value) = ("lr", .real(group.learningRate))
    let off = Value.bool(false)
    switch group.rule {
    case .adam(let beta1, let beta2, let epsilon, let weightDecay, let decoupled):
      return [
        rate, ("betas", .tuple([.real(beta1), .real(beta2)])), ("eps", .real(epsilon)),
        ("weight_decay", .real(weightDecay)), ("amsgrad", off), ("maximize", off), ("foreach", Value.none),
        ("capturable", off), ("differentiable", off), ("fused", Value.none),
        ("decoupled_weight_decay", .bool(decoupled)),
      ]
    case .sgd(let momentum, let weightDecay, let nesterov):
      return [
        rate, ("momentum", .real(momentum)), ("dampening", .integer(0)), ("weight_decay", .real(weightDecay)),
        ("nesterov", .bool(nesterov)), ("maximize", off), ("foreach", Value.none), ("differentiable", off),
        ("fused", Value.none),
      ]
    case .rmsprop(let smoothing, let epsilon, let momentum, let weightDecay):
      return [
        rate, ("momentum", .real(momentum)), ("alpha", .real(smoothing)), ("eps", .real(epsilon)), ("centered", off),
        ("weight_decay", .real(weightDecay)), ("capturable", off), ("foreach", Value.none), ("maximize", off),
        ("differentiable", off),
      ]
    }
  }

  // MARK: - Taking it up

  /// Takes up settings and moments. All is looked at before anything changes.
  ///
  /// - Throws: ``Diagnostic`` that names what does not fit.
  func load(_ value: Value) throws {
    guard let dict = value.dictionary, let state = dict["state"]?.dictionary,
      let groups = dict["param_groups"]?.elements, !groups.isEmpty
    else {
      throw fault("takes what an optimizer's state_dict() gave, and this is \(value.phrase)", .type)
    }
    guard groups.count == optimizer.groups.count else {
      throw fault(
        "it has \(counted(groups.count, "group")) of parameters, and this optimizer has \(optimizer.groups.count)")
    }
    var numbers: [Value] = []
    var taken: [Optimizer.Group] = []
    for (value, own) in zip(groups, optimizer.groups) {
      guard let group = value.dictionary, let parameters = group["params"]?.elements else {
        throw fault("a group of parameters is a dict with \"params\", and this is \(value.phrase)", .type)
      }
      guard parameters.count == own.parameters.count else {
        throw fault("it is of \(parameters.count) parameters, and this optimizer has \(own.parameters.count)")
      }
      numbers += parameters
      taken.append(try self.group(group, own))
    }
    let moments = try zip(numbers, optimizer.parameters).map { number, parameter in
      try self.moments(try state.value(for: number), of: parameter, number, taken[0].rule)
    }
    let steps = moments.map(\.steps)
    try optimizer.restore(
      steps: steps.max() ?? 0, stepsByParameter: steps, moments: moments.map { ($0.first, $0.second) })
    optimizer.groups = taken
  }

  /// The names of what a schedule keeps: where it begins, and between what it moves.
  static let scheduleNames = ["initial_lr", "max_lr", "min_lr", "base_momentum", "max_momentum"]

  /// Sets one thing for one group, by PyTorch's name.
  ///
  /// - Throws: ``Diagnostic`` where there is no such name, or it cannot have the value.
  func set(_ name: String, to value: Value, ofGroup index: Int) throws {
    let group = optimizer.groups[index]
    let dict = DictValue(settings(of: group))
    guard dict[name] != nil || Self.scheduleNames.contains(name) else {
      throw Diagnostic(
        .key, "a group of parameters has no \(Value.string(name).repr) here",
        suggestion: "one of " + settings(of: group).map(\.0).joined(separator: ", "))
    }
    try dict.set(value, for: .string(name))
    let changed = try self.group(dict, group)
    // What the momentum was before would be another in PyTorch, which keeps none where there is none.
    if optimizer.steps > 0, changed.rule.hasMomentum != group.rule.hasMomentum {
      throw Diagnostic(
        .value, "momentum is there from an optimizer's first step, or not at all", suggestion: "make a new optimizer")
    }
    optimizer.groups[index] = changed
  }

  /// A group of the same parameters, with the settings of a dict.
  private func group(_ dict: DictValue, _ own: Optimizer.Group) throws -> Optimizer.Group {
    var group = own
    group.rule = try rule(dict, own.rule)
    group.learningRate = try number("lr", in: dict, 0...1e9)
    group.schedule = [:]
    for name in Self.scheduleNames where dict[name] != nil {
      group.schedule[name] = try number(name, in: dict, -1e9...1e9)
    }
    return group
  }

  private func moments(
    _ value: Value?, of parameter: LearnedParameter, _ number: Value, _ rule: Optimizer.Rule
  ) throws -> (first: Tensor, second: Tensor?, steps: Int) {
    let zero = try Tensor.zeros(parameter.shape)
    let hasSecond = rule.hasSecondMoments
    // A parameter that never had a gradient has none.
    guard let value else { return (zero, hasSecond ? zero : nil, 0) }
    guard let state = value.dictionary else {
      throw fault("the state of parameter \(number.repr) is \(value.phrase), and no dict", .type)
    }
    func tensor(_ name: String) throws -> Tensor? {
      guard let value = state[name], !value.isNone else { return nil }
      let tensor = try value.tensor(for: "load_state_dict").value
      guard tensor.shape == parameter.shape else {
        throw fault(
          "\(name) of parameter \(number.repr) is \(tensor.shape), and the parameter is \(parameter.shape)", .shape)
      }
      return tensor
    }
    if case .sgd = rule {
      // PyTorch counts no steps there; what matters is that the momentum is not begun anew.
      let buffer = try tensor("momentum_buffer")
      return (buffer ?? zero, nil, buffer == nil ? 0 : max(1, optimizer.steps))
    }
    let isAdam = if case .adam = rule { true } else { false }
    guard let second = try tensor(isAdam ? "exp_avg_sq" : "square_avg"), let steps = try steps(state, number) else {
      throw fault("the state of parameter \(number.repr) is that of another optimizer")
    }
    return (try tensor(isAdam ? "exp_avg" : "momentum_buffer") ?? zero, second, steps)
  }

  private func steps(_ state: DictValue, _ number: Value) throws -> Int? {
    guard let value = state["step"] else { return nil }
    guard let steps = value.number.flatMap(Int.init(exactly:)), steps >= 0 else {
      throw fault("the step of parameter \(number.repr) is \(value.phrase), and no number of steps")
    }
    return steps
  }

  /// The rule with a group's settings.
  private func rule(_ group: DictValue, _ own: Optimizer.Rule) throws -> Optimizer.Rule {
    for name in ["amsgrad", "maximize", "centered"] {
      if let value = group[name], value.flag != false {
        throw fault("its \(name) is \(value.repr), and there is no such variant here")
      }
    }
    if let dampening = group["dampening"], dampening.number != 0 {
      throw fault("its dampening is \(dampening.repr), and there is none here")
    }
    let decay = try number("weight_decay", in: group, 0...1e6)
    switch own {
    case .adam(_, _, _, _, let decoupled):
      guard let betas = group["betas"]?.elements?.compactMap(\.number), betas.count == 2,
        betas.allSatisfy({ $0 >= 0 && $0 < 1 })
      else {
        let found = group["betas"].map { "its betas are \($0.repr), and" } ?? "it is of another optimizer:"
        throw fault("\(found) Adam has two from 0 to below 1")
      }
      var isDecoupled = decoupled
      if case .bool(let flag)? = group["decoupled_weight_decay"] { isDecoupled = flag }
      return .adam(
        beta1: betas[0], beta2: betas[1], epsilon: try number("eps", in: group, 0...1), weightDecay: decay,
        decoupled: isDecoupled)
    case .sgd:
      guard group["alpha"] == nil else { throw fault("it is of RMSprop, and this is SGD") }
      return .sgd(
        momentum: try number("momentum", in: group, 0...1), weightDecay: decay,
        nesterov: group["nesterov"]?.flag ?? false)
    case .rmsprop:
      return .rmsprop(
        smoothing: try number("alpha", in: group, 0...1), epsilon: try number("eps", in: group, 0...1),
        momentum: try number("momentum", in: group, 0...1), weightDecay: decay)
    }
  }

  private func number(_ name: String, in group: DictValue, _ range: ClosedRange<Double>) throws -> Double {
    guard let value = group[name] else { throw fault("it has no \(name): it is of another optimizer") }
    guard let number = value.number, range.contains(number) else {
      throw fault(
        "its \(name) is \(value.phrase), and must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func fault(_ message: String, _ kind: Diagnostic.Kind = .value) -> Diagnostic {
    Diagnostic(kind, "\(verb): \(message)", parameter: "state_dict")
  }
}

extension Optimizer.Rule {
  /// Whether the last steps go on in the next; with Adam they always do.
  fileprivate var hasMomentum: Bool {
    switch self {
    case .adam: true
    case .sgd(let momentum, _, _), .rmsprop(_, _, let momentum, _): momentum != 0
    }
  }
}

extension Value {
  /// Whether it is True; nil for what is neither True, False, nor a number.
  fileprivate var flag: Bool? {
    switch self {
    case .none: false
    case .bool(let flag): flag
    default: number.map { $0 != 0 }
    }
  }
}
