import Synchronization
import Tensors
import Threads

/// What a computation does with what goes into it, operation by operation, for those that write it down in another form.
///
/// While one is being made on a thread, every operation on what came from its inputs is a step of it; what was computed from
/// anything else is a constant. A layer may be taken down as a whole, instead of by its operations.
package final class Transcript {
  /// What goes into a step.
  package enum Operand {
    /// An input, or the result of a step, by its number.
    case value(Int)
    case parameter(LearnedParameter)
    case constant(Tensor)
  }

  package enum Work {
    case operation(Operation)
    /// A whole layer, as a room above has it.
    case whole(AnyObject)
  }

  package struct Step {
    package let work: Work
    package let operands: [Operand]
    package let results: [Int]
  }

  package private(set) var steps: [Step] = []
  /// The shape of every input and result, by its number.
  package private(set) var shapes: [Shape] = []
  /// Whether the elements of anything that came from an input were handed out since somebody last set this to false.
  package var wasRead = false
  /// The same of those that asked for the numbers themselves.
  package var wereNumbersRead = false
  /// The first thing that a computation did which no transcript can say.
  package private(set) var firstProblem: (any Error)?

  private var numbers: [ObjectIdentifier: Int] = [:]
  /// Held, so that no other variable takes the place of one in memory.
  private var held: [Variable] = []
  private var isPaused = false

  package init() {}

  // MARK: Whose it is

  /// How many are being made: where none is, as nearly always, nobody asks for that of the thread.
  private static let count = Atomic<Int>(0)
  private static let state = ThreadLocal<Transcript?> { nil }

  /// That which this thread makes.
  @inline(__always)
  package static var current: Transcript? {
    guard count.load(ordering: .relaxed) > 0 else { return nil }
    return state.value
  }

  /// Takes down what `body` computes from the inputs.
  package func record<Result>(_ inputs: [Variable], _ body: () throws -> Result) rethrows -> Result {
    let before = Self.state.value
    Self.state.value = self
    Self.count.add(1, ordering: .relaxed)
    defer {
      Self.count.subtract(1, ordering: .relaxed)
      Self.state.value = before
    }
    for input in inputs { _ = number(input) }
    return try body()
  }

  // MARK: What it says

  package func contains(_ variable: Variable) -> Bool { numbers[ObjectIdentifier(variable)] != nil }

  package func operand(_ variable: Variable) -> Operand {
    if let number = numbers[ObjectIdentifier(variable)] { return .value(number) }
    return (variable as? LearnedParameter).map { .parameter($0) } ?? .constant(variable.value)
  }

  private func number(_ variable: Variable) -> Int {
    held.append(variable)
    shapes.append(variable.shape)
    numbers[ObjectIdentifier(variable)] = shapes.count - 1
    return shapes.count - 1
  }

  /// A step, where one of its inputs came from those of the transcript.
  package func add(_ operation: @autoclosure () -> Operation, _ inputs: [Variable], _ result: Variable) {
    guard !isPaused, inputs.contains(where: contains) else { return }
    let operands = inputs.map(operand)
    steps.append(Step(work: .operation(operation()), operands: operands, results: [number(result)]))
  }

  /// A layer as one step, whatever it computes.
  package func whole(
    _ layer: AnyObject, _ inputs: [Variable], _ apply: () throws -> [Variable]
  ) rethrows -> [Variable] {
    guard !isPaused, inputs.contains(where: contains) else { return try apply() }
    isPaused = true
    defer { isPaused = false }
    let results = try apply()
    // A layer that does nothing gives what it was given.
    guard !results.contains(where: contains) else { return results }
    let operands = inputs.map(operand)
    steps.append(Step(work: .whole(layer), operands: operands, results: results.map(number)))
    return results
  }

  /// Says that elements were handed out.
  package func noteReading(of variable: Variable) {
    if !wasRead, contains(variable) { wasRead = true }
  }

  /// Says that the numbers themselves were asked for.
  package func noteNumbers(of variable: Variable) {
    if !wereNumbersRead, contains(variable) { wereNumbersRead = true }
  }

  /// Remembers what cannot be said, where it cannot be thrown.
  package func note(_ problem: any Error) { firstProblem = firstProblem ?? problem }
}
