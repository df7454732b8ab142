import Autodiff
import Glibc
import Networks
import Tensors

/// The logits of each place's entry, from the entries before it in reading order: van den Oord et al.'s PixelCNN (2016, fig. 4 and 5)
/// on the places of a code in place of pixels. Each entry is a row of `hidden` numbers; a convolution of 5×5 sees those above and
/// to the left, residual blocks of 1×1, 3×3 and 1×1 see the place itself too, whose numbers by then know only what came before it. What
/// a kernel may not see has weights times 0.
///
/// A little of what came before stays unseen, to the right above, as in any PixelCNN of plain kernels.
package final class EntryNetwork: CodeNetwork {
  package let vectors, hidden, blocks: Int
  private let rows: Embedding
  private let first: Conv2d
  private let body: [Block]
  private let last: [Conv2d]
  /// 1 where a weight counts: [1, 1, 5, 5] and [1, 1, 3, 3].
  private let masks: (before: Tensor, upTo: Tensor)

  package static let hiddenSizes = 2...1024
  package static let blockCounts = 0...64

  private struct Block {
    let narrow, middle, wide: Conv2d
    var layers: [(String, Conv2d)] { [("narrow", narrow), ("middle", middle), ("wide", wide)] }
  }

  /// - Throws: ``TensorError`` of code `memory`.
  package init(vectors: Int, hidden: Int, blocks: Int, random: inout RandomSource) throws {
    (self.vectors, self.hidden, self.blocks) = (vectors, hidden, blocks)
    let half = max(1, hidden / 2)
    rows = try Embedding(vectors, hidden, random: &random)
    first = try Conv2d(hidden, hidden, 5, padding: 2, random: &random)
    body = try (0..<blocks).map { _ in
      Block(
        narrow: try Conv2d(hidden, half, 1, random: &random),
        middle: try Conv2d(half, half, 3, padding: 1, random: &random),
        wide: try Conv2d(half, hidden, 1, random: &random))
    }
    last = [
      try Conv2d(hidden, hidden, 1, random: &random),
      try Conv2d(hidden, vectors, 1, random: &random),
    ]
    masks = try Self.masks()
  }

  private init?(_ other: EntryNetwork, _ copies: NetworkCopies) throws {
    func copy(_ layer: Conv2d) throws -> Conv2d? { try copies.copy(layer) as? Conv2d }
    (vectors, hidden, blocks, masks) = (other.vectors, other.hidden, other.blocks, other.masks)
    guard let rows = try copies.copy(other.rows) as? Embedding, let first = try copy(other.first)
    else { return nil }
    (self.rows, self.first) = (rows, first)
    body = try other.body.compactMap { block in
      guard let narrow = try copy(block.narrow), let middle = try copy(block.middle),
        let wide = try copy(block.wide)
      else { return nil }
      return Block(narrow: narrow, middle: middle, wide: wide)
    }
    last = try other.last.compactMap(copy)
  }

  /// One with parameters of its own.
  package func copied(copies: NetworkCopies) throws -> EntryNetwork {
    try EntryNetwork(self, copies) ?? self
  }

  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    var parts: [(String, any Layer)] = [("rows", rows), ("first", first)]
    for (number, block) in body.enumerated() {
      parts += block.layers.map { ("blocks.\(number).\($0.0)", $0.1) }
    }
    parts += last.enumerated().map { ("last.\($0)", $1) }
    return parts.flatMap { place, layer in
      layer.namedParameters.map { ("\(place).\($0.name)", $0.parameter) }
    }
  }

  private static func masks() throws -> (before: Tensor, upTo: Tensor) {
    func mask(_ side: Int, _ seen: Int) throws -> Tensor {
      try .generate([1, 1, side, side], for: "fit") { $0 < side * side / 2 + seen ? 1 : 0 }
    }
    return (try mask(5, 0), try mask(3, 1))
  }

  /// The logits of each place [n, K, height, width].
  ///
  /// - Parameter entries: n codes of height × width entries, in reading order.
  package func logits(of entries: [Int], height: Int, width: Int) throws -> Variable {
    let count = entries.count / (height * width)
    let seen = try Variable.reshape(
      .select(rows.weight, 0, entries), [count, height, width, hidden])
    var h = try Variable.conv2d(
      .permute(seen, [0, 3, 1, 2]), first.weight * Variable(masks.before), first.bias, stride: 1,
      padding: 2)
    for block in body {
      let narrow = try Variable.relu(block.narrow(.relu(h)))
      let middle = try Variable.conv2d(
        narrow, block.middle.weight * Variable(masks.upTo), block.middle.bias, stride: 1, padding: 1
      )
      h = try h + block.wide(.relu(middle))
    }
    return try last[1](.relu(last[0](.relu(h))))
  }
}
