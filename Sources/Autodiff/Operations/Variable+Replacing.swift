import Tensors

// What an assignment to a part of a tensor gives: another tensor, whose other elements are the old ones.

extension Variable {
  /// The elements of a strided walk replaced. The old ones get no gradient, the new ones theirs.
  package static func replacing(
    _ x: Variable, _ shape: Shape, _ strides: [Int], start: Int, with elements: Variable
  ) throws -> Variable {
    let value = try x.value.replacing(shape, strides, start: start, with: elements.value)
    let (before, isChanged) = (elements.shape, elements.requiresGradient)
    let isWhole = isWhole(x, shape, strides, start)
    return result(
      value, isWhole ? .reshape(x.shape) : .named("an assignment to a part of a tensor"), [x, elements],
      written: isWhole ? [elements] : [x, elements]
    ) { g, inputs in
      try inputs.add(0) { try g.replacing(shape, strides, start: start, with: nil) }
      guard isChanged else { return }
      try inputs.add(1) { try g.strided(shape, strides, start: start, for: "assignment").reshaped(before) }
    }
  }

  /// The elements at these places replaced, counted through.
  package static func replacing(_ x: Variable, at places: [Int], with elements: Variable) throws -> Variable {
    let value = try x.value.replacing(at: places, with: elements.value)
    let (before, isChanged) = (elements.shape, elements.requiresGradient)
    return result(value, .named("an assignment to a part of a tensor"), [x, elements]) { g, inputs in
      try inputs.add(0) { try g.replacing(at: places, with: nil) }
      guard isChanged else { return }
      try inputs.add(1) { try g.gathered(at: places, as: before) }
    }
  }
}
