import Autodiff
import Tensors

/// Parameters side by side in one run of memory, and their gradients in another, so that the optimizer goes through all
/// of them in one pass.
enum ParameterArena {
  /// Moves the parameters into one arena, each once, in order. Arenas of parts of a network are left behind empty.
  static func gather(_ parameters: [LearnedParameter]) throws {
    if AbstractTensors.inUse { return }
    let parameters = parameters.distinct
    let count = parameters.reduce(0) { $0 + $1.value.count }
    guard parameters.count > 1 else { return }
    let values = try Tensor(uninitialized: [count], for: "network")
    let gradients = try Tensor(uninitialized: [count], for: "network")
    var start = 0
    for parameter in parameters {
      let range = start..<start + parameter.value.count
      parameter.move(
        value: try values.rows(range).reshaped(parameter.shape),
        gradient: try gradients.rows(range).reshaped(parameter.shape))
      start = range.upperBound
    }
  }
}
