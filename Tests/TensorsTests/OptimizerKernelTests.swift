import Glibc
import Kernels
import Tensors
import Testing

/// The optimizers' updates by the kernels of every kind this machine can run, beside the formulas for one weight in double
/// precision.
@Suite struct OptimizerKernelTests {
  private typealias Numbers = UnsafeMutablePointer<Float>

  /// A weight and its moments.
  private struct State {
    var weight, first, second: Double
  }

  private struct Row {
    let name: String
    let update: (any KernelSet.Type, _ weights: Numbers, _ gradients: Numbers, Numbers, Numbers, Int) -> Void
    let formula: (inout State, _ gradient: Double) -> Void
  }

  private static func adam(decay: Double, shrink: Double) -> Row {
    let step = AdamStep(
      decay: Float(decay), beta1: 0.9, beta2: 0.99, c1: 0.1, c2: 0.01, rate: 0.02, scale: 1.5, epsilon: 1e-8,
      shrink: Float(shrink))
    return Row(name: "adam, decay \(decay), shrink \(shrink)") {
      $0.adam($1, $2, $3, $4, count: $5, step)
    } formula: { state, gradient in
      let g = gradient + state.weight * decay
      state.first = state.first * 0.9 + g * 0.1
      state.second = state.second * 0.99 + g * g * 0.01
      state.weight = state.weight * shrink - state.first * 0.02 / (state.second.squareRoot() * 1.5 + 1e-8)
    }
  }

  private static func sgd(decay: Double, momentum: Double, isAhead: Bool) -> Row {
    let step = SGDStep(
      decay: Float(decay), kept: Float(momentum), ahead: isAhead ? Float(momentum) : nil, rate: 0.02)
    return Row(name: "sgd, decay \(decay), momentum \(momentum), \(isAhead ? "nesterov" : "plain")") {
      kernels, weights, gradients, first, _, count in
      kernels.sgd(weights, gradients, first, count: count, step)
    } formula: { state, gradient in
      let g = gradient + state.weight * decay
      state.first = state.first * momentum + g
      state.weight -= 0.02 * (isAhead ? g + state.first * momentum : state.first)
    }
  }

  private static func rmsprop(decay: Double, momentum: Double) -> Row {
    let step = RMSpropStep(
      decay: Float(decay), alpha: 0.99, added: 0.01, momentum: Float(momentum), epsilon: 1e-8, rate: 0.02)
    return Row(name: "rmsprop, decay \(decay), momentum \(momentum)") {
      $0.rmsprop($1, $2, $3, $4, count: $5, step)
    } formula: { state, gradient in
      let g = gradient + state.weight * decay
      state.second = state.second * 0.99 + g * g * 0.01
      state.first = state.first * momentum + g / (state.second.squareRoot() + 1e-8)
      state.weight -= 0.02 * state.first
    }
  }

  private let table = [
    adam(decay: 0, shrink: 1), adam(decay: 0.25, shrink: 0.99),
    sgd(decay: 0, momentum: 0, isAhead: false), sgd(decay: 0.25, momentum: 0.9, isAhead: false),
    sgd(decay: 0.25, momentum: 0.9, isAhead: true),
    rmsprop(decay: 0, momentum: 0), rmsprop(decay: 0.25, momentum: 0.9),
  ]

  private func numbers(_ count: Int, _ seed: UInt64) throws -> [Float] {
    try Philox(seed: seed, stream: .cells, draw: 0).normal([count]).array
  }

  @Test func updatesAgreeWithPlainArithmeticAndWithEachOther() throws {
    for count in [0, 1, 3, 4, 5, 15, 16, 17, 100] {
      let (w, g, m) = (try numbers(count, 1), try numbers(count, 2), try numbers(count, 3))
      // Mean squares from nothing to very large ones.
      let v = m.indices.map { $0 % 7 == 0 ? 0 : powf(10, Float($0 % 60) - 37) }
      for row in table {
        var results: [[[Float]]] = []
        for kernels in Processor.available {
          var (weights, gradients, first, second) = (w + [-7], g + [-7], m + [-7], v + [-7])
          row.update(kernels, &weights, &gradients, &first, &second, count)
          #expect(weights[count] == -7 && first[count] == -7 && second[count] == -7, "\(row.name) of \(count)")
          for i in 0..<count {
            var state = State(weight: Double(w[i]), first: Double(m[i]), second: Double(v[i]))
            row.formula(&state, Double(g[i]))
            let meanSquare = row.name.hasPrefix("sgd") ? Double(v[i]) : state.second
            for (found, wanted) in [(weights[i], state.weight), (first[i], state.first), (second[i], meanSquare)] {
              #expect(
                abs(Double(found) - wanted) <= 1e-6 * max(1, abs(wanted)),
                "\(kernels.name), \(row.name), \(i) of \(count)")
            }
          }
          results.append([weights, first, second])
        }
        // To the bit: these use no fused multiply-add.
        #expect(results.allSatisfy { $0 == results[0] }, "\(row.name) of \(count)")
      }
    }
  }

  @Test func anInfiniteMomentStopsAWeightWithoutSpoilingIt() {
    let adam = AdamStep(decay: 0, beta1: 0, beta2: 1, c1: 1, c2: 0, rate: 1, scale: 1, epsilon: 0, shrink: 1)
    let rmsprop = RMSpropStep(decay: 0, alpha: 1, added: 0, momentum: 0, epsilon: 0, rate: 1)
    for kernels in Processor.available {
      var (weight, first, second): ([Float], [Float], [Float]) = ([3], [0], [.infinity])
      kernels.adam(&weight, [1], &first, &second, count: 1, adam)
      kernels.rmsprop(&weight, [1], &first, &second, count: 1, rmsprop)
      #expect(weight == [3])
    }
  }
}
