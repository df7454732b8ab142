import Autodiff
import Tensors

/// Images, or rows, made larger or smaller.
package struct Resampling: Hashable, Sendable {
  package enum Mode: String, Sendable, CaseIterable {
    /// The nearest pixel above and to the left.
    case nearest
    /// Between two numbers of a row.
    case linear
    /// Between four pixels.
    case bilinear
    /// Between sixteen pixels, by cubic convolution (Keys 1981) with PyTorch's coefficient of -0.75.
    case bicubic
  }

  package let mode: Mode
  /// The lengths that come out, one for each dimension behind the channels, or one for all; nil where a factor is given.
  package let size: [Int]?
  package let factor: [Double]?
  /// Whether the corner pixels of both images lie on each other; else the corners of the images do.
  package let alignsCorners: Bool

  package init(_ mode: Mode, size: [Int]? = nil, factor: [Double]? = nil, alignsCorners: Bool = false) {
    (self.mode, self.size, self.factor, self.alignsCorners) = (mode, size, factor, alignsCorners)
  }

  /// - Throws: ``TensorError`` where a tensor of this shape, [batch, channels, …], cannot be resampled so.
  package func resultShape(_ input: Shape, for name: String) throws -> Shape {
    let ranks = mode == .nearest ? 3...5 : mode == .linear ? 3...3 : 4...4
    guard ranks.contains(input.rank) else {
      throw TensorError(
        .shape, name,
        mode == .linear
          ? "\(name): mode=\"linear\" takes rows of shape batch×channels×length, and the input is \(input)"
          : "\(name) takes images of shape batch×channels×height×width, and the input is \(input)",
        suggestion: input.rank == 3 && mode != .nearest && mode != .linear
          ? "add the missing dimension with unsqueeze" : nil)
    }
    let count = input.rank - 2
    guard (size?.count ?? factor?.count ?? 1) == 1 || (size?.count ?? factor?.count) == count else {
      throw TensorError(
        .shape, name,
        "\(name): there is one number for all of the \(count) dimensions behind the channels, or one for each")
    }
    var lengths = Array(input.dimensions.prefix(2))
    for place in 0..<count {
      let length = input[place + 2]
      let new: Double
      if let size {
        new = Double(size[size.count == 1 ? 0 : place])
      } else {
        new = (Double(length) * scale(place)).rounded(.down)
      }
      guard length > 0, new >= 1, new < 0x1p30 else {
        throw TensorError(
          .shape, name, "\(name): nothing is left of images of \(input), or they would be too large",
          suggestion: "size, or scale_factor, makes at least one pixel of them")
      }
      lengths.append(Int(new))
      guard mode == .nearest, factor != nil, Int(new) == length || Int(new) == 2 * length else { continue }
      // PyTorch takes the pixels by the factor or by the sides, as the image is large or small, and gradients by the sides.
      let pixel = nearest(place, of: length, to: Int(new))
      guard scale(place) == new / Double(length) || (0..<Int(new)).allSatisfy({ pixel($0) == $0 * length / Int(new) })
      else {
        throw TensorError(
          .value, name,
          "\(name): with scale_factor=\(scale(place)), \(length) pixels become \(Int(new)), and which ones is not the same "
            + "by the factor and by these numbers", suggestion: "scale_factor=\(Int(new) / length), or size=\(Int(new))"
        )
      }
    }
    return Shape(lengths)
  }

  /// The pixel that is nearest to one that comes out.
  private func nearest(_ place: Int, of old: Int, to new: Int) -> (Int) -> Int {
    // In single precision, as PyTorch has it.
    let step = factor != nil ? Float(1 / scale(place)) : Float(old) / Float(new)
    return { min(Int((Float($0) * step).rounded(.down)), old - 1) }
  }

  private func scale(_ place: Int) -> Double { factor.map { $0[$0.count == 1 ? 0 : place] } ?? 1 }

  package func apply(_ x: Variable, for name: String) throws -> Variable {
    let shape = try resultShape(x.shape, for: name)
    var result = x
    for place in 0..<x.shape.rank - 2 {
      let dimension = place + 2
      let (old, new) = (x.shape[dimension], shape[dimension])
      // From one pixel of the result to the next, in pixels of the input; in single precision, as PyTorch has it.
      let step = factor != nil && !alignsCorners ? Float(1 / scale(place)) : Float(old) / Float(new)
      if mode == .nearest {
        let pixels = (0..<new).map(nearest(place, of: old, to: new))
        if pixels != Array(0..<old) { result = try .select(result, dimension, pixels) }
        continue
      }
      // As in PyTorch, also where a factor a little above 1 is what left the length as it was.
      guard old != new else { continue }
      let between = alignsCorners ? (new > 1 ? Float(old - 1) / Float(new - 1) : 0) : step
      if mode == .bicubic {
        let places = (0..<new).map { alignsCorners ? between * Float($0) : between * (Float($0) + 0.5) - 0.5 }
        result = try Self.cubic(result, dimension, places)
        continue
      }
      let places = (0..<new).map { alignsCorners ? between * Float($0) : max(0, between * (Float($0) + 0.5) - 0.5) }
      let firsts = places.map { min(Int($0), old - 1) }
      var lengths = Array(repeating: 1, count: x.shape.rank)
      lengths[dimension] = new
      let share = Variable(try Tensor(zip(places, firsts).map { min($0 - Float($1), 1) }, Shape(lengths)))
      let rest = try Variable.constant(1) - share
      result =
        try .select(result, dimension, firsts) * rest
        + .select(result, dimension, firsts.map { min($0 + 1, old - 1) }) * share
    }
    return result
  }
}

extension Resampling {
  /// The values at places between the pixels of a dimension, each of the four pixels around it; those over the edge are as the
  /// last one before it.
  fileprivate static func cubic(_ x: Variable, _ dimension: Int, _ places: [Float]) throws -> Variable {
    let length = x.shape[dimension]
    let firsts = places.map { Int($0.rounded(.down)) }
    var lengths = Array(repeating: 1, count: x.shape.rank)
    lengths[dimension] = places.count
    var result: Variable?
    for offset in -1...2 {
      let weights = zip(places, firsts).map { cubicWeight(abs($0 - Float($1 + offset))) }
      let pixels = firsts.map { min(max($0 + offset, 0), length - 1) }
      let part = try .select(x, dimension, pixels) * Variable(try Tensor(weights, Shape(lengths)))
      result = try result.map { try $0 + part } ?? part
    }
    return result ?? x
  }

  private static func cubicWeight(_ distance: Float) -> Float {
    let a: Float = -0.75
    if distance <= 1 { return ((a + 2) * distance - (a + 3)) * distance * distance + 1 }
    return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0
  }
}

/// ``Resampling`` as a layer.
package final class Upsample: Layer {
  package let resampling: Resampling

  package init(_ resampling: Resampling) { self.resampling = resampling }

  package var description: String {
    func text<Number>(_ numbers: [Number]) -> String {
      numbers.count == 1 ? "\(numbers[0])" : "(\(numbers.map { "\($0)" }.joined(separator: ", ")))"
    }
    var parts = [resampling.size.map { "size=\(text($0))" }, resampling.factor.map { "scale_factor=\(text($0))" }]
    if resampling.mode != .nearest { parts.append("mode=\"\(resampling.mode.rawValue)\"") }
    if resampling.alignsCorners { parts.append("align_corners=True") }
    return "upsample(\(parts.compactMap(\.self).joined(separator: ", ")))"
  }

  package func apply(_ x: Variable) throws -> [Variable] { [try resampling.apply(x, for: "upsample")] }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [try resampling.resultShape(input, for: "upsample")] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// The mean of each of so many parts of an image, whatever its size.
package final class AdaptiveAvgPool2d: Layer {
  /// Nil keeps the image's.
  package let height, width: Int?

  package init(_ height: Int?, _ width: Int?) { (self.height, self.width) = (height, width) }

  package var description: String {
    let (first, second) = (height.map(String.init) ?? "None", width.map(String.init) ?? "None")
    return "adaptive_avg_pool2d(\(first == second ? first : "(\(first), \(second))"))"
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank == 4 || input.rank == 3, input[input.rank - 2] > 0, input[input.rank - 1] > 0 else {
      throw TensorError(
        .shape, "adaptive_avg_pool2d",
        "adaptive_avg_pool2d takes images of shape batch×channels×height×width, and the input is \(input)")
    }
    var shape = input
    if let height { shape = shape.replacing(input.rank - 2, with: height) }
    if let width { shape = shape.replacing(input.rank - 1, with: width) }
    return [shape]
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    let shape = try resultShapes(x.shape)[0]
    let sides = [x.shape.rank - 1, x.shape.rank - 2]
    if height == 1, width == 1 {
      let pixels = x.shape[sides[0]] * x.shape[sides[1]]
      return [try .sum(x, sides, keepingDimensions: true) * .constant(1 / Float(pixels))]
    }
    var result = x
    for dimension in sides {
      let (old, new) = (x.shape[dimension], shape[dimension])
      guard old != new else { continue }
      result = try .concatenate(
        try (0..<new).map { part in
          let (first, end) = (part * old / new, ((part + 1) * old + new - 1) / new)
          let window = try Variable.slice(result, dimension, start: first, count: end - first, step: 1)
          return try .sum(window, [dimension], keepingDimensions: true) * .constant(1 / Float(end - first))
        }, dimension)
    }
    return [result]
  }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}
