// The most fused multiply-adds that one thread of this processor does: prints GFLOP/s, a multiplication and an addition
// counted as two. Eight sums at once hide the latency of each.

let rounds = 20_000_000
var sums = InlineArray<8, SIMD16<Float>>(repeating: .init(repeating: 1))
let factor = SIMD16<Float>(repeating: Float(CommandLine.arguments.count) * 0.999_999)
let addend = SIMD16<Float>(repeating: 1e-6)

@inline(__always)
func work(_ sums: inout InlineArray<8, SIMD16<Float>>, _ factor: SIMD16<Float>, _ addend: SIMD16<Float>) {
  var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
  var (e, f, g, h) = (sums[4], sums[5], sums[6], sums[7])
  for _ in 0..<rounds {
    a = addend.addingProduct(a, factor)
    b = addend.addingProduct(b, factor)
    c = addend.addingProduct(c, factor)
    d = addend.addingProduct(d, factor)
    e = addend.addingProduct(e, factor)
    f = addend.addingProduct(f, factor)
    g = addend.addingProduct(g, factor)
    h = addend.addingProduct(h, factor)
  }
  sums = [a, b, c, d, e, f, g, h]
}

let clock = ContinuousClock()
let time = clock.measure { work(&sums, factor, addend) }
let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
// Had nobody looked at them, the sums would not be computed.
var total: Float = 0
for index in 0..<8 { total += sums[index].sum() }
precondition(total.isFinite)
print(Double(rounds) * 8 * 16 * 2 / seconds / 1e9)
