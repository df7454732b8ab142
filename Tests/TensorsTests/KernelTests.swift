import Glibc
import Kernels
import Tensors
import Testing

/// The elementwise kernels of every kind this machine can run, on lengths that fill vectors and that do not.
@Suite struct KernelTests {
  private let counts = [0, 1, 3, 4, 5, 15, 16, 17, 100]

  private func numbers(_ count: Int, _ seed: UInt64) throws -> [Float] {
    try Philox(seed: seed, stream: .cells, draw: 0).normal([count]).array
  }

  /// Bit for bit: these use no fused multiply-add.
  @Test func functionsAreTheSameOnEveryProcessor() throws {
    let functions: [ElementFunction] = [.exp, .log, .sigmoid, .softplus, .logOdds]
    for count in counts {
      let x = try numbers(count, 1).map { abs($0) / 4 }
      for function in functions {
        let results = Processor.available.map { kernels in
          var result = [Float](repeating: -7, count: count + 1)
          kernels.apply(function, x, into: &result, count: count)
          return result
        }
        #expect(results.allSatisfy { $0 == results[0] })
        #expect(results[0][count] == -7, "nothing is written beyond the end")
      }
    }
  }

  @Test func sumsOfTermsAgreeWithPlainArithmetic() throws {
    for count in counts {
      let (a, b) = (try numbers(count, 1), try numbers(count, 2).map { 1 / (1 + expf(-$0)) })
      let p = a.map { 1 / (1 + expf(-$0)) }
      func crossEntropy(_ p: Float, _ x: Float) -> Double {
        -(Double(x) * log(Double(p)) + (1 - Double(x)) * log(1 - Double(p)))
      }
      func divergence(_ m: Float, _ l: Float) -> Double {
        0.5 * (Double(m) * Double(m) + exp(Double(l)) - 1 - Double(l))
      }
      let entropy = zip(p, b).reduce(0) { $0 + crossEntropy($1.0, $1.1) }
      let expected = zip(a, b).reduce(0) { $0 + divergence($1.0, $1.1) }
      let squares = zip(a, b).reduce(0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
      for kernels in Processor.available {
        #expect(abs(kernels.sum(.squaredDifference, a, b, count: count) - squares) <= 2e-6 * max(1, squares))
        #expect(abs(kernels.sum(.crossEntropy, p, b, count: count) - entropy) <= 2e-6 * max(1, entropy))
        #expect(abs(kernels.sum(.crossEntropyOfLogit, a, b, count: count) - entropy) <= 2e-6 * max(1, entropy))
        #expect(abs(kernels.sum(.gaussianDivergence, a, b, count: count) - expected) <= 2e-6 * max(1, expected))
      }
    }
  }

  @Test func whatIsNotFiniteIsFoundWhereverItStands() throws {
    for count in counts {
      var x = try numbers(count, 1)
      for kernels in Processor.available {
        let clean = kernels.areFinite(x, count: count)
        #expect(clean)
        for place in x.indices {
          for strange in [Float.nan, .infinity, -.infinity] {
            let value = x[place]
            x[place] = strange
            let found = !kernels.areFinite(x, count: count)
            #expect(found)
            x[place] = value
          }
        }
      }
    }
  }

  /// A target outside of 0...1 makes the whole sum NaN, wherever it stands; the bounds themselves do not.
  @Test func crossEntropiesOfStrayTargetsAreNoNumbers() throws {
    for count in counts {
      let p = [Float](repeating: 0.25, count: count)
      var x = (0..<count).map { Float($0 % 3) / 2 }
      for kernels in Processor.available {
        for term in [PairTerm.crossEntropy, .crossEntropyOfLogit] {
          #expect(kernels.sum(term, p, x, count: count).isFinite)
          for place in x.indices {
            for stray in [255, -1, 1.0001, -1e-9, Float.nan, .infinity] {
              let value = x[place]
              x[place] = stray
              let sum = kernels.sum(term, p, x, count: count)
              #expect(sum.isNaN, "\(stray) at \(place) of \(count)")
              x[place] = value
            }
          }
        }
        for place in p.indices {
          for stray in [Float(1.5), -0.5, .nan] {
            var p = p
            p[place] = stray
            let sum = kernels.sum(.crossEntropy, p, x, count: count)
            #expect(sum.isNaN, "\(stray) at \(place) of \(count)")
          }
        }
      }
    }
  }
}
