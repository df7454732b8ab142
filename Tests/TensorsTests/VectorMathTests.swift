import Glibc
import Tensors
import Testing

/// The vector functions against the C library in double precision, over their whole range.
@Suite struct VectorMathTests {
  /// Asserts a relative error of at most `ulps` units in the last place at every point.
  private func check(
    _ points: [Float], ulps: Float, _ values: (Tensor) throws -> Tensor, _ expected: (Double) -> Double
  ) throws {
    for kernels in Processor.available {
      let found = try Processor.using(kernels) { try values(try Tensor(points)).array }
      for (x, y) in zip(points, found) {
        let wanted = Float(expected(Double(x)))
        let tolerance = max(ulps * wanted.ulp, .leastNormalMagnitude)
        #expect(abs(y - wanted) <= tolerance || y == wanted, "\(kernels.name) at \(x): \(y) is not \(wanted)")
      }
    }
  }

  @Test func exp() throws {
    try check(stride(from: -87, through: 88.7, by: 0.0371).map { Float($0) }, ulps: 2, { try $0.exp() }, Glibc.exp)
  }

  @Test func log() throws {
    let points = stride(from: -126, through: 127, by: 0.0713).map { Float(exp2($0)) } + [1, 0.99999994, 1.0000001]
    try check(points, ulps: 2, { try $0.log() }, Glibc.log)
  }

  @Test func sigmoid() throws {
    try check(
      stride(from: -80, through: 80, by: 0.0371).map { Float($0) }, ulps: 4, { try $0.sigmoid() },
      { 1 / (1 + Glibc.exp(-$0)) })
  }

  @Test func softplus() throws {
    try check(
      stride(from: -80, through: 80, by: 0.0371).map { Float($0) }, ulps: 4, { try $0.softplus() },
      { $0 > 40 ? $0 : log1p(Glibc.exp($0)) })
  }

  @Test func limits() throws {
    let specials: [Float] = [.infinity, -.infinity, .nan, 0, -0.0, 89, -104, .leastNonzeroMagnitude]
    let t = try Tensor(specials)
    #expect(try t.exp().array.map { "\($0)" } == ["inf", "0.0", "nan", "1.0", "1.0", "inf", "0.0", "1.0"])
    let logs = try t.log().array
    #expect(logs[0] == .infinity && logs[1].isNaN && logs[2].isNaN && logs[3] == -.infinity && logs[4] == -.infinity)
    #expect(abs(logs[7] - -103.27893) < 1e-4)
    #expect(try t.sigmoid().array.prefix(3).map { "\($0)" } == ["1.0", "0.0", "nan"])
    #expect(try t.relu().array.prefix(3).map { "\($0)" } == ["inf", "0.0", "nan"])
  }
}
