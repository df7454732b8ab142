import Autodiff
import Tensors

/// What goes into the passes of a ``NetworkRecord``: other numbers each time, which no session's draws come into.
package enum RecordedInput {
  /// Numbers from -2 to 2.
  ///
  /// - Parameter shape: for a batch of one.
  package static func numbers(_ shape: Shape, batch: Int) throws -> Variable {
    var state = UInt64(bitPattern: Int64(batch)) &* 0x9E37_79B9_7F4A_7C15
    return Variable(
      try .generate(shape.replacing(0, with: batch), for: "export") { _ in
        // SplitMix64 (Steele, Lea & Flood 2014).
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Float((z ^ (z >> 31)) >> 40) / Float(1 << 22) - 2
      })
  }

  /// Rows of an example, of which every pass begins at another.
  package static func rows(of example: Tensor, batch: Int) throws -> Variable {
    let count = example.shape[0]
    let parts = (0..<batch).map { row in
      let place = (batch + row) % count
      return example.rows(place..<place + 1)
    }
    return Variable(try Tensor.concatenated(parts, 0).as(example.kind))
  }
}
