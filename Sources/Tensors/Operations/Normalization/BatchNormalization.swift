import Kernels

/// Batch normalization (Ioffe & Szegedy 2015) of x [batch, channels, …]: each channel to mean 0 and variance 1, then scaled
/// and shifted by a weight and a bias of its own.
package enum BatchNormalization {
  /// The mean and the variance of each channel, [channels] each.
  package struct Statistics: Sendable {
    package let mean, variance: Tensor

    package init(mean: Tensor, variance: Tensor) { (self.mean, self.variance) = (mean, variance) }
  }

  /// The statistics of a batch; the variance divides by the number of elements.
  ///
  /// In two passes, because Σx² - (Σx)²/n loses every digit where the mean is large.
  package static func statistics(_ x: Tensor) throws -> Statistics {
    let layout = ChannelLayout(x.shape)
    let source = x.pointer
    if layout.hasRuns {
      let kernels = Processor.kernels
      let mean = try layout.sumsOfRuns(for: "batch_norm", dividedBy: layout.elements) { start, count, _ in
        kernels.sum(source + start, count: count)
      }
      let center = mean.pointer
      let variance = try layout.sumsOfRuns(for: "batch_norm", dividedBy: layout.elements) { start, count, channel in
        kernels.sumOfSquares(source + start, from: center[channel], count: count)
      }
      return Statistics(mean: mean, variance: variance)
    }
    let mean = try layout.sums(for: "batch_norm", dividedBy: layout.elements) { index, lanes, _ in
      Loops.load(source + index, first: lanes)
    }
    let center = mean.pointer
    let variance = try layout.sums(for: "batch_norm", dividedBy: layout.elements) { index, lanes, place in
      let difference = Loops.load(source + index, first: lanes) - place(center)
      return difference * difference
    }
    return Statistics(mean: mean, variance: variance)
  }

  /// (x - mean) / √(variance + ε) · weight + bias.
  package static func forward(
    _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ statistics: Statistics, epsilon: Float
  ) throws -> Tensor {
    let layout = ChannelLayout(x.shape)
    let result = try Tensor(uninitialized: x.shape, for: "batch_norm")
    let scale = try self.scale(statistics, weight, epsilon)
    let shift = try bias ?? .zeros([layout.channels])
    let (source, a, b, center) = (x.pointer, scale.pointer, shift.pointer, statistics.mean.pointer)
    if layout.hasRuns {
      let (destination, kernels) = (result.mutablePointer, Processor.kernels)
      try layout.forEachRun { start, count, channel in
        let function = ElementFunction.centeredAffine(center: center[channel], a: a[channel], b: b[channel])
        kernels.apply(function, source + start, into: destination + start, count: count)
      }
      return result
    }
    try layout.write(to: result.mutablePointer) { index, lanes, place in
      (Loops.load(source + index, first: lanes) - place(center)) * place(a) + place(b)
    }
    return result
  }

  /// How processes that share a batch put their sums together.
  package struct Sharing {
    /// Elements of a channel in the whole batch.
    package let elements: Int
    /// The sums over all processes.
    package let total: (Tensor) throws -> Tensor

    package init(elements: Int, total: @escaping (Tensor) throws -> Tensor) {
      (self.elements, self.total) = (elements, total)
    }
  }

  /// The statistics of a batch of which each process has a part, from those of the parts: with n elements of mean m and
  /// variance v in a part, the mean is Σ n m / Σ n, and the variance Σ n (v + (m - mean)²) / Σ n.
  ///
  /// - Parameter part: of x, this process's part of the batch.
  package static func joined(_ part: Statistics, of x: Tensor, _ sharing: Sharing) throws -> Statistics {
    let share = Float(ChannelLayout(x.shape).elements) / Float(sharing.elements)
    let mean = try sharing.total(part.mean.scaled(by: share))
    let distance = try part.mean - mean
    return Statistics(
      mean: mean, variance: try sharing.total((part.variance + distance * distance).scaled(by: share)))
  }

  package struct Gradients {
    /// Of x, the weight and the bias.
    package var input, weight, bias: Tensor?
  }

  /// The gradients, given that of the result, g. With r = 1 / √(variance + ε) and d = x - mean:
  ///
  /// - weight: Σ g · d · r, bias: Σ g;
  /// - x, with fixed statistics: g · r · weight;
  /// - x, with those of the batch itself: (g - Σg / n - d · r² · Σ(g · d) / n) · r · weight.
  ///
  /// - Parameter sharing: where the batch is shared: the sums that the gradient of x depends on are those of the whole. Those
  ///   of weight and bias stay this process's part.
  package static func gradients(
    _ x: Tensor, _ weight: Tensor?, _ gradient: Tensor, _ statistics: Statistics, ofBatch: Bool, epsilon: Float,
    wantsInput: Bool, sharing: Sharing? = nil
  ) throws -> Gradients {
    let layout = ChannelLayout(x.shape)
    let (source, upstream, center) = (x.pointer, gradient.pointer, statistics.mean.pointer)
    let (sums, products) = try layout.twoSums(for: "batch_norm") { index, lanes, place in
      let g = Loops.load(upstream + index, first: lanes)
      return (g, g * (Loops.load(source + index, first: lanes) - place(center)))
    }
    let root = try self.scale(statistics, nil, epsilon)
    var result = Gradients(weight: try products * root, bias: sums)
    guard wantsInput else { return result }
    let input = try Tensor(uninitialized: x.shape, for: "batch_norm")
    let scale = try self.scale(statistics, weight, epsilon)
    let a = scale.pointer
    if ofBatch {
      let share = 1 / Float(sharing?.elements ?? layout.elements)
      let (sums, products) = (try sharing?.total(sums) ?? sums, try sharing?.total(products) ?? products)
      let (mean, slope) = (try sums.scaled(by: share), try (products * root * root).scaled(by: share))
      let (m, s) = (mean.pointer, slope.pointer)
      try layout.write(to: input.mutablePointer) { index, lanes, place in
        let d = Loops.load(source + index, first: lanes) - place(center)
        return (Loops.load(upstream + index, first: lanes) - place(m) - d * place(s)) * place(a)
      }
    } else {
      try layout.write(to: input.mutablePointer) { index, lanes, place in
        Loops.load(upstream + index, first: lanes) * place(a)
      }
    }
    result.input = input
    return result
  }

  /// weight / √(variance + ε)
  private static func scale(_ statistics: Statistics, _ weight: Tensor?, _ epsilon: Float) throws -> Tensor {
    let root = try statistics.variance.scaled(by: 1, plus: epsilon).sqrt().map("batch_norm", .reciprocal)
    return try weight.map { try root * $0 } ?? root
  }
}
