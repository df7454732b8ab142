import Glibc
import Tensors
import Testing

@Suite struct RandomTests {
  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() throws {
    let x = try Philox(seed: 3, stream: .cells, draw: 7).normal([200_000]).array.map(Double.init)
    let n = Double(x.count)
    let mean = x.reduce(0, +) / n
    let variance = x.reduce(0) { $0 + $1 * $1 } / n
    let fourth = x.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n
    #expect(abs(mean) < 0.01)
    #expect(abs(variance - 1) < 0.015)
    #expect(abs(fourth - 3) < 0.1)
  }

  @Test func uniformNumbersFillTheUnitInterval() throws {
    let x = try Philox(seed: 3, stream: .cells, draw: 1).uniform([100_000]).array
    #expect(x.allSatisfy { $0 >= 0 && $0 < 1 })
    for decile in 0..<10 {
      let share = x.count { Int($0 * 10) == decile }
      #expect(abs(share - 10_000) < 500)
    }
  }

  /// Every kind of kernels beside the generator's one block at a time and the formula in double precision.
  @Test func kernelsGiveTheNumbersOfTheBlocks() throws {
    let philox = Philox(seed: 11, stream: .cells, draw: (1 << 33) + 5)
    for kernels in Processor.available {
      for count in [1, 4, 15, 16, 63, 64, 65, 1000, 70_001] {
        let (uniform, normal) = try Processor.using(kernels) {
          (try philox.uniform([count]).array, try philox.normal([count]).array)
        }
        for index in stride(from: 0, to: count, by: count > 1000 ? 97 : 1) {
          let words = philox.block(UInt64(index / 4))
          #expect(uniform[index] == Float(words[index % 4] >> 8) * 0x1p-24)
          let (first, second) = (words[index % 4 / 2 * 2], words[index % 4 / 2 * 2 + 1])
          let radius = (-2 * log((Double(first >> 8) + 1) * 0x1p-24)).squareRoot()
          let angle = Double(second >> 8) * 0x1p-24 * 2 * .pi
          let wanted = radius * (index % 2 == 0 ? cos(angle) : sin(angle))
          #expect(abs(Double(normal[index]) - wanted) <= 1e-6 * max(1, radius), "\(kernels.name), number \(index)")
        }
      }
    }
  }

  @Test func seedsStreamsAndDrawsGiveDifferentNumbers() throws {
    let draws = [
      Philox(seed: 0, stream: .cells, draw: 0), Philox(seed: 1, stream: .cells, draw: 0),
      Philox(seed: 0, stream: .noise, draw: 0), Philox(seed: 0, stream: .cells, draw: 1),
    ]
    #expect(Set(try draws.map { try $0.normal([4]).array }).count == 4)
    #expect(try draws[0].normal([4]).array == draws[0].normal([9]).array.prefix(4).map { $0 })
  }

  @Test func permutationsHoldEveryIndexOnce() throws {
    for count in [0, 1, 2, 1000] {
      let order = try Philox(seed: 5, stream: .shuffling, draw: 0).permutation(count)
      #expect(order.sorted() == Array(0..<count))
    }
    #expect(try Philox(seed: 5, stream: .shuffling, draw: 0).permutation(1000) != Array(0..<1000))
  }

  @Test func aSourceCanBePutBack() throws {
    var source = RandomSource(seed: 9)
    let before = source
    let first = try source.next(.cells).normal([3]).array
    #expect(try source.next(.cells).normal([3]).array != first)
    source = before
    #expect(try source.next(.cells).normal([3]).array == first)
  }
}
