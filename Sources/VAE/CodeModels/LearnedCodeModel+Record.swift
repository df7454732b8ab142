import Networks
import Tensors

/// The numbers of a ``LearnedCodeModel`` as a file has them: its network, the running mean of it, and the optimizer's moments.
enum LearnedWeights {
  /// - Parameters:
  ///   - tensor: the tensor of a name and a shape.
  ///   - make: makes a network.
  /// - Throws: what `tensor` throws, ``TensorError`` of code `memory`.
  static func restored<Network: CodeNetwork>(
    _ state: CodeTrainingState, _ tensor: (_ name: String, _ shape: Shape) throws -> Tensor,
    make: () throws -> Network
  ) throws -> (own: Network, averaged: Network, optimizer: Optimizer) {
    // A file may say anything: of abstract tensors the network takes no memory, and has to be as large as the tensors are.
    let shapes = try AbstractTensors.using {
      try make().namedParameters.map { ($0.name, $0.parameter.shape) }
    }
    func values(_ place: String) throws -> [Tensor] {
      try shapes.map { try tensor(place + $0.0, $0.1) }
    }
    let (own, running) = (try values(network), try values(averaged))
    let moments = zip(try values(firstMoment), try values(secondMoment))
    let networks = (own: try make(), averaged: try make())
    for (parameter, value) in zip(networks.own.parameters, own) { try parameter.assign(value) }
    for (parameter, value) in zip(networks.averaged.parameters, running) {
      try parameter.assign(value)
    }
    let optimizer = try Optimizer(
      .adam(), networks.own.parameters, learningRate: state.learningRate)
    try optimizer.restore(steps: state.steps, moments: moments.map { ($0, $1) })
    return (networks.own, networks.averaged, optimizer)
  }

  /// All of a model's by their names.
  static func namedTensors(_ model: some LearnedCodeModel) throws -> [(
    name: String, tensor: Tensor
  )] {
    let own = model.networks.own.namedParameters
    var result = own.map { (network + $0.name, $0.parameter.value) }
    result += model.networks.averaged.namedParameters.map {
      (averaged + $0.name, $0.parameter.value)
    }
    for (named, moments) in zip(own, try model.optimizer.moments) {
      result.append((firstMoment + named.name, moments.first))
      if let second = moments.second { result.append((secondMoment + named.name, second)) }
    }
    return result
  }

  private static let network = "network."
  private static let averaged = "averaged."
  private static let firstMoment = "exp_avg."
  private static let secondMoment = "exp_avg_sq."
}

// MARK: - What the fields may be

extension CodeTrainingState {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    seed = try fields.decodeNumber(.seed)
    batchSize = try fields.decode(.batchSize, in: Self.batchSizes)
    learningRate = try fields.decode(.learningRate, in: Self.learningRates)
    steps = try fields.decode(.steps, in: 0...(1 << 40))
    batchesDone = try fields.decode(.batchesDone, in: 0...steps)
    codesDone = try fields.decode(.codesDone, in: SavedRange.count)
    errorSum = try fields.decodeNumber(.errorSum)
    errors = try fields.decode([Double].self, forKey: .errors)
    try fields.require(
      errors.count <= steps, .errors, "has \(errors.count) epochs of \(steps) steps")
    try fields.require((batchesDone == 0) == (codesDone == 0), .codesDone, "is \(codesDone)")
  }
}
