import Autodiff
import Foundation
import Tensors
import Testing

/// Value and gradients of the rows of the table against PyTorch's, from Fixtures/operations.safetensors, which
/// Fixtures/operations.py writes.
@Suite struct FixtureTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let number: Int
    let row: String
    let inputs: [Tensor]
    let value: Tensor
    let gradients: [Int: Tensor]

    var testDescription: String { "\(number) \(row), \(inputs.map(\.shape.description))" }
  }

  static let cases: [Case] = {
    do {
      let file = try TensorFile(fixture: "operations")
      var parts: [String: (number: Int, row: String, tensors: [String: Tensor])] = [:]
      for (name, tensor) in file.tensors {
        // NUMBER/ROW/WHAT, the number among those of that row; and a row may have a slash in its name.
        guard let first = name.firstIndex(of: "/"), let last = name.lastIndex(of: "/"), let number = Int(name[..<first])
        else { throw TensorFile.Malformed() }
        let row = String(name[name.index(after: first)..<last])
        parts[String(name[..<last]), default: (number, row, [:])].tensors[String(name[name.index(after: last)...])] =
          tensor
      }
      return try parts.values.sorted { ($0.row, $0.number) < ($1.row, $1.number) }.map { part in
        guard let value = part.tensors["value"] else { throw TensorFile.Malformed() }
        let inputs = (0..<8).compactMap { part.tensors["in.\($0)"] }
        var gradients: [Int: Tensor] = [:]
        for place in inputs.indices { gradients[place] = part.tensors["grad.\(place)"] }
        return Case(number: part.number, row: part.row, inputs: inputs, value: value, gradients: gradients)
      }
    } catch {
      fatalError("operations.safetensors cannot be read: \(error)")
    }
  }()

  /// The inputs once as tensors of their own, and once as views into the middle of a larger one's memory.
  @Test(arguments: cases, [0, 3])
  func agreesWithPyTorch(_ fixture: Case, offset: Int) throws {
    let row = try #require(operationTable.first { $0.name == fixture.row }, "no row \(fixture.row)")
    let parameters = try fixture.inputs.map { try LearnedParameter(try Self.view($0, offset: offset)) }
    let result = try row.operation(parameters)
    #expect(result.shape == fixture.value.shape)
    Self.compare(result.value, fixture.value, relative: 1e-5, "value of \(fixture.testDescription)")

    let weights = try Tensor.generate(result.shape, for: "weights") { Float(sin(Double($0 + 1))) }
    try Variable.sum(result * Variable(weights)).backward()
    for (place, expected) in fixture.gradients {
      let gradient = try #require(parameters[place].gradient, "no gradient of input \(place)")
      Self.compare(gradient, expected, relative: 1e-4, "gradient of input \(place) of \(fixture.testDescription)")
    }
  }

  @Test func everyRowHasAFixtureThatNamesItsPyTorch() throws {
    let file = try TensorFile(fixture: "operations")
    #expect(file.metadata["cases"] == "\(Self.cases.count)")
    #expect(file.metadata["torch"]?.isEmpty == false)
    let rows = Set(Self.cases.map(\.row))
    for row in operationTable { #expect(rows.contains(row.name), "no fixture for \(row.name)") }
  }

  private static func view(_ tensor: Tensor, offset: Int) throws -> Tensor {
    let padded = try Tensor([Float](repeating: .nan, count: offset) + tensor.array + [.nan])
    return try padded.rows(offset..<offset + tensor.count).reshaped(tensor.shape)
  }

  /// Equal where not finite; else as close as single precision in another order allows.
  private static func compare(_ found: Tensor, _ expected: Tensor, relative: Double, _ what: String) {
    let wrong = zip(found.array, expected.array).enumerated().filter { _, pair in
      let (x, y) = (Double(pair.0), Double(pair.1))
      return !(x == y || x.isNaN && y.isNaN || abs(x - y) <= relative * abs(y) + 1e-5)
    }
    #expect(
      wrong.isEmpty,
      "\(what): \(wrong.prefix(5).map { "[\($0.offset)] \($0.element.0) for \($0.element.1)" }.joined(separator: ", "))"
    )
  }
}
