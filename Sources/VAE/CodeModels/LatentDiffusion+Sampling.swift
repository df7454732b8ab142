import Autodiff
import Tensors

// The walk from noise to codes.

/// A walk from noise to codes along a schedule, whoever says what is noise: DDPM's ancestral steps (Ho et al. 2020, algorithm 2)
/// or DDIM's (Song et al. 2021), see ``NoiseSchedule/step(from:to:eta:)``.
package struct DenoisingWalk {
  package let schedule: NoiseSchedule
  /// How many steps, from T to 0 in even strides, and how much noise each adds.
  package let steps: Int
  package let eta: Double
  /// Where less than this is left of a code, it is taken as 0, its mean: divided by so little, any error of the noise would be larger
  /// than all codes. Of the linear schedule more is left at its end; the cosine one's last four times are such.
  private static let leastScale = 0.005
  /// Beyond this no number of a code is thought to be; infinite for anywhere.
  package var bound = Double.infinity

  package init(_ schedule: NoiseSchedule, steps: Int, eta: Double) {
    (self.schedule, self.steps, self.eta) = (schedule, steps, eta)
  }

  /// - Parameters:
  ///   - first: z_T [n, latent].
  ///   - source: the random numbers of each step that adds noise.
  ///   - noise: ε of codes [n, latent] at time t.
  ///   - onStep: called before the first step and after each with the time and the codes; may throw to stop there.
  package func codes(
    from first: Tensor, source: () -> Philox, noise: (_ z: Tensor, _ t: Int) throws -> Tensor,
    onStep: (_ t: Int, _ z: Tensor) throws -> Void = { _, _ in }
  ) throws -> Tensor {
    let places = schedule.walk(steps)
    var z = first
    try onStep(places[0], z)
    for (t, s) in zip(places, places.dropFirst()) {
      let epsilon = try noise(z, t)
      let (scale, deviation) = schedule.marginal(t)
      let isNoise = scale < Self.leastScale
      var code =
        isNoise ? try z.scaled(by: 0) : try (z - epsilon.scaled(by: Float(deviation))).scaled(by: Float(1 / scale))
      var left = isNoise ? z : epsilon
      if bound.isFinite, !isNoise {
        code = try code.clamped(Float(-bound), Float(bound))
        // The noise is what is not code.
        left = try (z - code.scaled(by: Float(scale))).scaled(by: Float(1 / deviation))
      }
      let step = schedule.step(from: t, to: s, eta: eta)
      z = try code.scaled(by: Float(step.code)) + left.scaled(by: Float(step.noise))
      if step.deviation > 0 { z = try z + source().normal(z.shape).scaled(by: Float(step.deviation)) }
      try onStep(s, z)
    }
    return z
  }
}

extension LatentDiffusion {
  package func draw(
    _ count: Int, _ request: CodeRequest, source: () -> Philox, check: () throws -> Void
  ) throws -> Tensor {
    try draw(count, request, source: source) { _, _ in try check() }
  }

  /// The same, with what the codes are on the way.
  ///
  /// - Parameter onStep: given the time, from T to 0, and the codes then [count, latent], as the model has codes.
  package func draw(
    _ count: Int, _ request: CodeRequest, source: () -> Philox,
    onStep: (_ t: Int, _ codes: () throws -> Tensor) throws -> Void
  ) throws -> Tensor {
    var walk = DenoisingWalk(schedule, steps: request.steps, eta: request.eta)
    walk.bound = bound
    let first = try source().normal([count, settings.latent])
    return try Recording.off {
      let z = try walk.codes(from: first, source: source) { z, t in
        try noise(in: z, t, request)
      } onStep: { t, z in
        try onStep(t) { try restored(z) }
      }
      return try restored(z)
    }
  }

  /// (1 + w) ε(z, t, y) - w ε(z, t) (Ho & Salimans 2022, eq. 6).
  private func noise(in z: Tensor, _ t: Int, _ request: CodeRequest) throws -> Tensor {
    let times = Array(repeating: t, count: z.shape[0])
    let told = try averaged.noise(in: Variable(z), times, request.classes).value
    guard request.guidance != 0, request.classes != nil else { return told }
    let untold = try averaged.noise(in: Variable(z), times, nil).value
    return try told.scaled(by: Float(1 + request.guidance)) - untold.scaled(by: Float(request.guidance))
  }

  /// Codes as the model has them.
  private func restored(_ z: Tensor) throws -> Tensor { try z * deviation + mean }
}
