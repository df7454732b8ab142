import Graphics
import Testing

@Suite struct TicksTests {
  struct Case: Sendable, CustomStringConvertible {
    var lower: Double
    var upper: Double
    var most: Int
    var labels: [String]
    var note: String?
    var areWhole = false
    var description: String { "\(lower) to \(upper) in \(most)" }
  }

  @Test(arguments: [
    Case(lower: 0, upper: 1, most: 5, labels: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    Case(lower: 0, upper: 1, most: 10, labels: (0...10).map { $0 == 0 ? "0" : $0 == 10 ? "1.0" : "0.\($0)" }),
    Case(lower: 0.1, upper: 0.3, most: 2, labels: ["0.1", "0.2", "0.3"]),
    Case(lower: 101.7, upper: 163.2, most: 7, labels: ["110", "120", "130", "140", "150", "160"]),
    Case(lower: -1, upper: 1, most: 4, labels: ["−1.0", "−0.5", "0", "0.5", "1.0"]),
    Case(lower: -30, upper: -10, most: 2, labels: ["−30", "−20", "−10"]),
    Case(lower: 0, upper: 8_000, most: 4, labels: ["0", "2000", "4000", "6000", "8000"]),
    Case(lower: 0, upper: 20_000, most: 4, labels: ["0", "5,000", "10,000", "15,000", "20,000"]),
    Case(lower: 0, upper: 900_000, most: 5, labels: ["0", "200,000", "400,000", "600,000", "800,000"]),
    Case(lower: 0, upper: 3e6, most: 3, labels: ["0", "1", "2", "3"], note: "×10⁶"),
    Case(lower: 0, upper: 1e6, most: 2, labels: ["0", "0.5", "1.0"], note: "×10⁶"),
    Case(lower: -2e9, upper: 2e9, most: 2, labels: ["−2", "0", "2"], note: "×10⁹"),
    Case(lower: 0, upper: 0.002, most: 2, labels: ["0", "0.001", "0.002"]),
    Case(lower: 0, upper: 2e-5, most: 4, labels: ["0", "0.5", "1.0", "1.5", "2.0"], note: "×10⁻⁵"),
    Case(lower: 123_456.1, upper: 123_456.4, most: 3, labels: ["0.1", "0.2", "0.3", "0.4"], note: "+ 123,456"),
    Case(lower: -123_456.4, upper: -123_456.2, most: 2, labels: ["−0.4", "−0.3", "−0.2"], note: "− 123,456"),
    Case(lower: 1e12 + 1, upper: 1e12 + 3, most: 2, labels: ["1", "2", "3"], note: "+ 1×10¹²"),
    Case(lower: 1, upper: 1 + 4.1e-9, most: 3, labels: ["0", "2", "4"], note: "×10⁻⁹ + 1"),
    Case(lower: 0.7, upper: 3.2, most: 9, labels: ["1", "2", "3"], areWhole: true),
    Case(lower: 0.5, upper: 40.5, most: 5, labels: ["10", "20", "30", "40"], areWhole: true),
    Case(lower: 1e299, upper: 2e299, most: 2, labels: ["1.0", "1.5", "2.0"], note: "×10²⁹⁹"),
    Case(lower: 1, upper: 1, most: 5, labels: []),
    Case(lower: 2, upper: 1, most: 5, labels: []),
    Case(lower: .nan, upper: 1, most: 5, labels: []),
    Case(lower: 0, upper: .infinity, most: 5, labels: []),
    Case(lower: -1.7e308, upper: 1.7e308, most: 5, labels: []),
    Case(lower: 0, upper: 1, most: 0, labels: ["0", "1"]),
    Case(lower: 0, upper: 1, most: -7, labels: ["0", "1"]),
    Case(lower: 0, upper: .leastNonzeroMagnitude, most: 5, labels: []),
    Case(lower: 1e17, upper: 1e17 + 16, most: 8, labels: []),
  ]) func linear(_ expected: Case) {
    let ticks = Ticks.linear(
      from: expected.lower, to: expected.upper, most: expected.most, areWhole: expected.areWhole)
    #expect(ticks.ticks.map(\.label) == expected.labels)
    #expect(ticks.note == expected.note)
  }

  @Test(arguments: [
    Case(lower: 0.5, upper: 200, most: 5, labels: ["1", "10", "100"]),
    Case(lower: 0.5, upper: 200, most: 9, labels: ["0.5", "1", "2", "5", "10", "20", "50", "100", "200"]),
    Case(lower: 4, upper: 90, most: 6, labels: ["5", "10", "20", "50"]),
    Case(lower: 1e-8, upper: 1, most: 5, labels: ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
    Case(lower: 1e-5, upper: 1e-4, most: 4, labels: ["10⁻⁵", "2×10⁻⁵", "5×10⁻⁵", "10⁻⁴"]),
    Case(lower: 1, upper: 1e5, most: 6, labels: ["1", "10", "100", "1,000", "10,000", "100,000"]),
    Case(lower: 104, upper: 118, most: 4, labels: ["105", "110", "115"]),
    Case(lower: 0, upper: 1, most: 4, labels: []),
    Case(lower: -1, upper: 1, most: 4, labels: []),
    Case(lower: 1, upper: .nan, most: 4, labels: []),
  ]) func logarithmic(_ expected: Case) {
    let ticks = Ticks.logarithmic(from: expected.lower, to: expected.upper, most: expected.most)
    #expect(ticks.ticks.map(\.label) == expected.labels)
  }

  @Test func positionsAreInsideAscendingAndFew() {
    for (index, lower) in stride(from: -50.0, to: 50, by: 1.37).enumerated() {
      for power in -12...12 {
        let scale = power < 0 ? 1 / Double(pow10(-power)) : Double(pow10(power))
        let (lower, upper) = (lower * scale, (lower + 0.3 + Double(index % 7)) * scale)
        let ticks = Ticks.linear(from: lower, to: upper, most: 6).ticks
        #expect((2...7).contains(ticks.count), "\(lower) to \(upper)")
        let slack = (upper - lower) * 1e-5
        #expect(ticks.allSatisfy { $0.value >= lower - slack && $0.value <= upper + slack })
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value && $0.label != $1.label })
      }
    }
  }

  private func pow10(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
