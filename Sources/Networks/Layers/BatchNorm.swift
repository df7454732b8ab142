import Autodiff
import Processes
import Tensors

/// Each channel of [batch, channels, …] to mean 0 and variance 1, then scaled and shifted by what is learned.
///
/// While training, with the mean and variance of the batch, which move the running ones; else with the running ones.
package final class BatchNorm: Layer {
  package let channels: Int
  package let epsilon: Double
  /// How far each batch moves the running statistics: running ← (1 - momentum) · running + momentum · batch. Nil: so far that
  /// they are the mean over all batches.
  package var momentum: Double?
  /// Across how many dimensions each channel lies: 1 for rows and sequences, 2 for images, as in PyTorch's classes of that
  /// name. Nil: whatever comes.
  package var dimensions: Int?
  package var isTraining = true
  package private(set) var weight, bias: LearnedParameter?
  package let runningMean, runningVariance: Buffer
  /// How many batches have moved the running statistics, which PyTorch's `state_dict` has as `num_batches_tracked`. With
  /// a fixed momentum nothing depends on it; without one it is a part of the state.
  package var trackedBatches = 0 {
    didSet {
      // Only where somebody looks: it is a tensor for them alone.
      guard let counter, trackedBatches != oldValue, let count = try? trackedBatchesTensor() else { return }
      try? counter.assign(count)
    }
  }
  private var counter: Buffer?

  /// The same as PyTorch keeps it, a whole number in a tensor; what is written into it is the count from then on.
  package func trackedBatchesBuffer() throws -> Buffer {
    if let counter { return counter }
    let buffer = Buffer(try trackedBatchesTensor(), name: "num_batches_tracked") { [weak self] tensor in
      guard let self, let count = (try? tensor.item()).flatMap(Int.init(exactly:)), count != trackedBatches else {
        return
      }
      trackedBatches = count
    }
    counter = buffer
    return buffer
  }

  private func trackedBatchesTensor() throws -> Tensor { try Tensor.full([], Float(trackedBatches)).as(.whole) }

  /// - Parameter affine: whether a weight and a bias are learned.
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ channels: Int, epsilon: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true) throws {
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
    weight = affine ? try LearnedParameter(Initializer.constant([channels], 1), name: "weight") : nil
    bias = affine ? try LearnedParameter(Initializer.constant([channels], 0), name: "bias") : nil
    runningMean = Buffer(try Initializer.constant([channels], 0), name: "running_mean")
    runningVariance = Buffer(try Initializer.constant([channels], 1), name: "running_var")
  }

  package var description: String {
    var text = "batch_norm(\(channels)"
    if epsilon != 1e-5 { text += ", eps=\(epsilon)" }
    if momentum != 0.1 { text += ", momentum=\(momentum.map { "\($0)" } ?? "None")" }
    if weight == nil { text += ", affine=False" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { [weight, bias].compactMap(\.self) }

  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool {
    Self.replace(name, with: parameter, &weight, &bias)
  }
  package var buffers: [Buffer] {
    [runningMean, runningVariance] + (momentum == nil ? [try? trackedBatchesBuffer()].compactMap(\.self) : [])
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    _ = try resultShapes(x.shape)
    let statistics: BatchNormalization.Statistics
    let share = isTraining ? SharedBatch.current : nil
    let rows = share.map { x.shape[0] / $0.rows.count * $0.total } ?? x.shape[0]
    let sharing = share.map { share in
      BatchNormalization.Sharing(elements: rows * x.shape.dropFirst(2).count) { try $0.total(over: share.group) }
    }
    if isTraining {
      let count = rows * x.shape.dropFirst(2).count
      guard count > 1 else {
        throw TensorError(
          .value, "batch_norm",
          "\(description) needs more than one value in each channel while training, and the input is \(x.shape)",
          suggestion:
            "use a larger batch, leave out a last one of a single image with drop_last=True, or switch the network "
            + "to evaluation with net.eval()")
      }
      let own = try BatchNormalization.statistics(x.value)
      statistics = try sharing.map { try BatchNormalization.joined(own, of: x.value, $0) } ?? own
      try remember(statistics, count: count)
    } else {
      statistics = .init(mean: runningMean.value, variance: runningVariance.value)
    }
    return [
      try .batchNorm(
        x, weight, bias, statistics, ofBatch: isTraining, epsilon: Float(epsilon), sharing: sharing)
    ]
  }

  /// Moves the running statistics. As in PyTorch, their variance divides by count - 1.
  ///
  /// A batch that is not finite leaves them as they are: training that fails at it goes back to its last whole step, and
  /// they would stay ruined.
  private func remember(_ batch: BatchNormalization.Statistics, count: Int) throws {
    guard try batch.mean.isFinite, try batch.variance.isFinite else { return }
    let momentum = momentum ?? 1 / Double(trackedBatches + 1)
    func moved(_ running: Tensor, _ new: Tensor, times factor: Double) throws -> Tensor {
      try running.scaled(by: Float(1 - momentum)) + new.scaled(by: Float(momentum * factor))
    }
    let unbiased = Double(count) / Double(count - 1)
    let mean = try moved(runningMean.value, batch.mean, times: 1)
    let variance = try moved(runningVariance.value, batch.variance, times: unbiased)
    try runningMean.assign(mean)
    try runningVariance.assign(variance)
    trackedBatches += 1
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank >= 2, input[1] == channels else {
      throw TensorError(
        .shape, "batch_norm",
        "\(description) needs an input of shape batch×\(channels) or batch×\(channels)×height×width, and the input is "
          + "\(input)", suggestion: input.rank >= 2 ? "rebuild the layer as batch_norm(\(input[1]))" : nil)
    }
    if let dimensions, !(dimensions == 1 ? 2...3 : 4...4).contains(input.rank) {
      let wanted = dimensions == 1 ? "batch×\(channels) or batch×\(channels)×length" : "batch×\(channels)×height×width"
      throw TensorError(
        .shape, "batch_norm", "BatchNorm\(dimensions)d needs an input of shape \(wanted), and the input is \(input)",
        suggestion: input.rank <= 4 ? "nn.BatchNorm\(3 - dimensions)d(\(channels)), or batch_norm(\(channels))" : nil)
    }
    return [input]
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try BatchNorm(copying: self, copies: copies) }

  private init(copying other: BatchNorm, copies: NetworkCopies) throws {
    channels = other.channels
    epsilon = other.epsilon
    momentum = other.momentum
    dimensions = other.dimensions
    isTraining = other.isTraining
    trackedBatches = other.trackedBatches
    weight = try other.weight.map { try copies.copy($0) }
    bias = try other.bias.map { try copies.copy($0) }
    runningMean = Buffer(other.runningMean.value, name: other.runningMean.name)
    runningVariance = Buffer(other.runningVariance.value, name: other.runningVariance.name)
  }
}
