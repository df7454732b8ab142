import Autodiff
import Glibc
import Processes
import Tensors

/// One step of training: gradients of a loss, made no longer than wanted, and the optimizer's update by them. Training
/// with one command and a loop written by hand both take their steps here.
package struct OptimizationStep {
  private let optimizer: Optimizer
  private let learningRate: Double?
  private let clip: Double?
  private let sharing: SharedBatch?
  /// Gradients so long have squares that are infinite. A second moment that became infinite would hold its weight where it
  /// is for good, and where no optimizer squares them, the next loss is none.
  private static let longest = Double(Float.greatestFiniteMagnitude).squareRoot()

  /// - Parameters:
  ///   - learningRate: from this step on; nil for the optimizer's as it is.
  ///   - clip: the length that all gradients together are shortened to where they are longer; nil for any length.
  ///   - sharing: this process's part of the batch, where several share it.
  package init(
    _ optimizer: Optimizer, learningRate: Double? = nil, clip: Double? = nil, sharing: SharedBatch? = nil
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.clip = clip
    self.sharing = sharing
  }

  /// A loss as a sum over a batch's rows, in parts that are told of; processes that share a batch add them up.
  package protocol Summed {
    /// The loss itself.
    var total: Double { get }
    /// The parts, a few.
    var numbers: [Double] { get }
    init(numbers: [Double])
  }

  /// Computes a loss that is a sum over the batch's rows, backpropagates from it, and updates the parameters.
  ///
  /// - Parameter loss: the loss of these rows, nil for all, and what is to be told of it.
  /// - Returns: what was told, of all rows, and the gradients' length before they were clipped.
  /// - Throws: ``Divergence``, and what `loss`, ``Variable/backward()`` and ``Optimizer/step()`` throw. Parameters, moments and
  ///   the learning rate are then as before.
  package func lower<Losses: Summed>(
    _ loss: (_ rows: Range<Int>?) throws -> (Variable, Losses)
  ) throws -> (Losses, norm: Double) {
    /// What is told, and behind it the loss that was backpropagated from, with all its weights.
    func numbers() throws -> [Double] {
      let (loss, losses) = try loss(sharing?.rows)
      optimizer.clearGradients()
      let weighted = Double(loss.value.pointer[0])
      if losses.total.isFinite, weighted.isFinite { try loss.backward() }
      return losses.numbers + [weighted]
    }
    var sums: [Double]
    if let group = ProcessGroup.current {
      let (own, parts) = try group.together(.step) {
        try sharing?.whileCurrent(numbers) ?? numbers()
      } telling: {
        $0
      }
      sums = sharing == nil ? own : parts[0].indices.map { place in parts.reduce(0) { $0 + $1[place] } }
    } else {
      sums = try numbers()
    }
    let weighted = sums.removeLast()
    let losses = Losses(numbers: sums)
    guard losses.total.isFinite else { throw Divergence(.loss(Float(losses.total))) }
    guard weighted.isFinite else { throw Divergence(.loss(Float(weighted))) }
    return (losses, try update())
  }

  /// Clears the gradients, backpropagates from the loss, and updates the parameters.
  ///
  /// - Parameter loss: one number.
  /// - Returns: the gradients' length before they were clipped.
  /// - Throws: ``Divergence``, and what ``Variable/backward()`` and ``Optimizer/step()`` throw. Parameters, moments and the
  ///   learning rate are then as before.
  @discardableResult
  package func lower(_ loss: Variable) throws -> Double {
    if loss.value.count == 1 {
      let number = loss.value.pointer[0]
      guard number.isFinite else { throw Divergence(.loss(number)) }
    }
    optimizer.clearGradients()
    try loss.backward()
    return try update()
  }

  /// Updates the parameters by the gradients that are there.
  ///
  /// - Returns: the gradients' length before they were clipped.
  /// - Throws: ``Divergence``, and what ``Optimizer/step()`` throws. Parameters, moments and the learning rate are then as
  ///   before.
  @discardableResult
  package func update() throws -> Double {
    try completeGradients()
    let before = optimizer.groups
    do {
      if let learningRate { optimizer.learningRate = learningRate }
      let norm = try optimizer.gradientNorm()
      guard norm.isFinite else { throw Divergence(.gradient) }
      let length = min(norm, clip ?? norm)
      let fastest = optimizer.groups.map(\.learningRate).max() ?? 0
      guard length < Self.longest, length * fastest < 1e36 else { throw Divergence(.length(norm)) }
      if let clip, norm > clip { optimizer.scaleGradients(by: clip / norm) }
      try optimizer.step()
      return norm
    } catch {
      optimizer.groups = before
      throw error
    }
  }

  /// The one place where the gradients of this process are complete and nobody has looked at them yet.
  ///
  /// Where several processes share a batch, each adds the others' to its own here: all of them then see one length, clip
  /// alike, and stay alike. A process by itself has nothing to wait for.
  private func completeGradients() throws {
    guard let sharing else { return }
    for gradient in optimizer.gradients { try sharing.group.sum(gradient) }
    optimizer.noteGradientChanges()
  }
}

/// A step that was not taken, because it leads out of the finite numbers.
package struct Divergence: Error {
  package enum Cause: Sendable, Equatable {
    /// The loss is infinite, or NaN.
    case loss(Float)
    /// A gradient is infinite, or NaN.
    case gradient
    /// The gradients are finite, and together so long that moments or weights would not be.
    case length(Double)
  }

  package let cause: Cause
  /// The number of the step in a training that counts them from 1.
  package var step: Int?

  package init(_ cause: Cause, step: Int? = nil) {
    self.cause = cause
    self.step = step
  }
}
