import Autodiff
import Glibc
import Networks
import Tensors

/// ε_θ(z_t, t), or of a class ε_θ(z_t, t, y): what is noise in a noisy code. The code and the time become rows of `hidden` numbers,
/// the time through sines and cosines (Vaswani et al. 2017, as in Ho et al. 2020); residual blocks of two linear layers
/// see both; the class is a row that is added to the time's. It begins with ε = 0.
package final class Denoiser: CodeNetwork {
  package let latent, hidden, blocks: Int
  /// How many classes it may be told; 0 for none.
  package let classes: Int
  private let input: Linear
  private let time: Sequential
  private let label: Linear?
  private let body: [Sequential]
  private let output: Sequential

  package static let hiddenSizes = 1...4096
  package static let blockCounts = 1...32
  /// Sines and cosines of a time, half and half.
  private static let waves = 128

  /// - Throws: ``TensorError`` of code `memory`.
  package init(latent: Int, hidden: Int, blocks: Int, classes: Int, random: inout RandomSource) throws {
    (self.latent, self.hidden, self.blocks, self.classes) = (latent, hidden, blocks, classes)
    input = try Linear(latent, hidden, random: &random)
    time = try Sequential([
      Linear(Self.waves, hidden, random: &random), Activation(.silu), Linear(hidden, hidden, random: &random),
    ])
    label = classes > 0 ? try Linear(classes, hidden, bias: false, random: &random) : nil
    body = try (0..<blocks).map { _ in
      try Sequential([
        LayerNorm([hidden]), Linear(hidden, hidden, random: &random), Activation(.silu),
        Linear(hidden, hidden, random: &random),
      ])
    }
    let last = try Linear(hidden, latent, random: &random)
    if !AbstractTensors.inUse {
      for parameter in last.parameters { try parameter.assign(.zeros(parameter.shape)) }
    }
    output = try Sequential([LayerNorm([hidden]), last])
  }

  private init?(_ other: Denoiser, _ copies: NetworkCopies) throws {
    (latent, hidden, blocks, classes) = (other.latent, other.hidden, other.blocks, other.classes)
    let bodies = try other.body.map { try copies.copy($0) as? Sequential }
    guard let input = try copies.copy(other.input) as? Linear, let time = try copies.copy(other.time) as? Sequential,
      let output = try copies.copy(other.output) as? Sequential
    else { return nil }
    (self.input, self.time, self.output, body) = (input, time, output, bodies.compactMap(\.self))
    label = try other.label.map { try copies.copy($0) } as? Linear
  }

  /// One with parameters of its own.
  package func copied(copies: NetworkCopies) throws -> Denoiser { try Denoiser(self, copies) ?? self }

  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    var parts: [(String, any Layer)] = [("input", input), ("time", time)]
    if let label { parts.append(("label", label)) }
    parts += body.enumerated().map { ("blocks.\($0)", $1) } + [("output", output)]
    return parts.flatMap { place, layer in layer.namedParameters.map { ("\(place).\($0.name)", $0.parameter) } }
  }

  /// The noise in codes z [n, latent].
  ///
  /// - Parameters:
  ///   - times: for each code its t, from 1.
  ///   - y: shares of classes [n, classes], in rows of zeros where none is told; nil for none at all.
  package func noise(in z: Variable, _ times: [Int], _ y: Tensor?) throws -> Variable {
    // On a walk all codes have one time.
    let isOne = times.allSatisfy { $0 == times.first }
    var context = try time(Variable(try Self.embedded(isOne ? Array(times.prefix(1)) : times)))
    if let y, let label { context = try context + label(Variable(y)) }
    var h = try input(z)
    for block in body { h = try h + block(h + context) }
    return try output(h + context)
  }

  /// Times [n] as sines, then cosines, of frequencies from 1 to 10⁻⁴: [n, waves].
  package static func embedded(_ times: [Int]) throws -> Tensor {
    try .generate([times.count, waves], for: "diffuse") { place in
      table[times[place / waves] * waves + place % waves]
    }
  }

  /// The rows of all times from 0 to T.
  private static let table: [Float] = {
    let half = waves / 2
    let frequencies = (0..<half).map { exp(-log(10_000) * Double($0) / Double(half - 1)) }
    return (0...NoiseSchedule.steps).flatMap { t in
      frequencies.map { Float(sin(Double(t) * $0)) } + frequencies.map { Float(cos(Double(t) * $0)) }
    }
  }()
}
