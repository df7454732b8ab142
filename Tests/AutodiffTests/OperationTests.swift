import Autodiff
import Foundation
import Tensors
import Testing

@Suite struct OperationTests {
  @Test(arguments: operationTable, Processor.available.indices)
  func valueAgreesWithTheReference(_ row: OperationCase, processor: Int) throws {
    let inputs = row.inputs.indices.map(row.values(ofInput:))
    let value = try Processor.using(Processor.available[processor]) {
      try row.operation(try inputs.map { Variable(try tensor($0)) }).value
    }
    let expected = row.reference(inputs)
    #expect(value.shape.dimensions == expected.shape)
    for (found, wanted) in zip(value.array, expected.values) {
      #expect(abs(Double(found) - wanted) <= 2e-6 * max(1, abs(wanted)) + 4e-6, "\(found) is not \(wanted)")
    }
  }

  /// Our gradient in single precision against central differences of the reference in double.
  @Test(arguments: operationTable)
  func gradientAgreesWithCentralDifferences(_ row: OperationCase) throws {
    var inputs = row.inputs.indices.map(row.values(ofInput:))
    let weights = (0..<row.reference(inputs).values.count).map { sin(Double($0) + 1) }
    let gradients = try Processor.available.map { kernels in
      try Processor.using(kernels) {
        let parameters = try inputs.map { try LearnedParameter(try tensor($0)) }
        // A weighted sum makes the result one number in which no element's error can cancel another's.
        let result = try row.operation(parameters)
        let weighted = try result * Variable(try Tensor(weights.map(Float.init), result.shape))
        try Variable.sum(weighted).backward()
        return parameters.map { $0.gradient?.array }
      }
    }

    func objective() -> Double { zip(row.reference(inputs).values, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    let step = 1e-5
    for number in inputs.indices where !row.withoutGradient.contains(number) {
      let gradients = try gradients.map { try #require($0[number]) }
      for element in inputs[number].values.indices {
        let value = inputs[number].values[element]
        inputs[number].values[element] = value + step
        let above = objective()
        inputs[number].values[element] = value - step
        let below = objective()
        inputs[number].values[element] = value
        let expected = (above - below) / (2 * step)
        for (kernels, gradient) in zip(Processor.available, gradients) {
          #expect(
            abs(Double(gradient[element]) - expected) <= 1e-4 * max(1, abs(expected)),
            "\(kernels.name), input \(number), element \(element): \(gradient[element]) is not \(expected)")
        }
      }
    }
  }

  /// Reads the sources: every static function on variables that gives a variable has a row of that name.
  @Test func everyOperationHasACase() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Autodiff/Operations").standardized
    let names = operationTable.map(\.name).joined(separator: "\n")
    var found = 0
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      let source = try String(contentsOf: file, encoding: .utf8)
      for match in source.matches(of: /package static func (\w+)\(/) {
        let name = String(match.1)
        // These are no operations of their own, or (`total`) want several processes: Tests/jupyter/test_processes.py; and the
        // gradient of `straightThrough` is no derivative: Tests/VAETests/QuantizedTests.swift.
        let others = ["power", "constant", "detach", "reduce", "requireSameShape", "total", "straightThrough"]
        if others.contains(name) { continue }
        found += 1
        #expect(names.contains(name), "no case for \(name) of \(file.lastPathComponent)")
      }
    }
    #expect(found > 30)
  }

  private func tensor(_ reference: Reference) throws -> Tensor {
    try Tensor(reference.values.map(Float.init), Shape(reference.shape))
  }
}
