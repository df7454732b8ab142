import Language
import Testing

/// The value of every function against PyTorch's.
@Suite struct ValueTests {
  @Test(arguments: ValueCase.all)
  func agreesWithPyTorch(_ row: ValueCase) throws {
    try atDesk { desk in try compare(try desk.value(row.cell), row.expected, row) }
  }

  @Test func tableIsLongAndItsNumbersWereRead() {
    #expect(ValueCase.all.count > 300)
    for row in ValueCase.all {
      guard case .tensor(let shape, let numbers) = row.expected else { continue }
      #expect(numbers.count == shape.reduce(1, *), "\(row.testDescription)")
    }
  }

  private func compare(_ value: Value, _ expected: ValueCase.Expected, _ row: ValueCase) throws {
    switch expected {
    case .text(let text): #expect(value.repr == text, "\(row.cell)")
    case .items(let items):
      let found = try #require(value.elements, "\(row.cell)")
      try #require(found.count == items.count, "\(row.cell)")
      for (value, item) in zip(found, items) { try compare(value, item, row) }
    case .tensor(let shape, let numbers):
      #expect(try self.shape(of: value) == shape, "\(row.cell)")
      let found = try self.numbers(of: value)
      try #require(found.count == numbers.count, "\(row.cell)")
      for (number, wanted) in zip(found, numbers) {
        // The same, or both not a number, or as close as single precision and another order of summing bring them.
        let isClose =
          number == wanted || number.isNaN && wanted.isNaN || abs(number - wanted) <= 2e-6 * max(1, abs(wanted))
        #expect(isClose, "\(row.cell): \(number) is not \(wanted)")
      }
    }
  }

  private func shape(of value: Value) throws -> [Int] {
    let desk = Desk()
    desk.interpreter.define("value", value)
    if value.plainNumber != nil { return [] }
    let shape = try #require(try desk.value("value.shape").elements)
    return shape.compactMap { $0.plainNumber.map { Int($0) } }
  }

  private func numbers(of value: Value) throws -> [Double] {
    if let number = value.plainNumber { return [number] }
    let desk = Desk()
    desk.interpreter.define("value", value)
    return try desk.numbers("value")
  }
}
