import Processes
import Tensors

extension Variable {
  /// The sum of x over processes that share a batch, each of which goes on with all of it.
  ///
  /// Its gradient passes on to this process's part as it is: every process computes the same from the sum, and counts
  /// once.
  package static func total(_ x: Variable, over group: ProcessGroup) throws -> Variable {
    result(try x.value.total(over: group), .named("a sum over processes"), [x]) { g, inputs in try inputs.add(0) { g } }
  }
}
