import Autodiff
import Datasets
import Glibc
import Tensors

/// How often each entry of a codebook stands in the codes of images.
package struct CodebookUse: Sendable, Equatable {
  /// Of each entry [K].
  package let counts: [Int]
  /// In a code.
  package let places: Int

  package init(counts: [Int], places: Int) { (self.counts, self.places) = (counts, places) }

  /// Entries that stand somewhere.
  package var used: Int { counts.count { $0 > 0 } }

  /// H of the entries' shares, in nats: what a place costs where one knows no more than these.
  package var entropy: Double {
    let all = Double(max(1, counts.reduce(0, +)))
    return counts.reduce(0) { sum, count in
      let share = Double(count) / all
      return count > 0 ? sum - share * log(share) : sum
    }
  }

  /// e^H: so many entries, all used alike, would tell as much.
  package var perplexity: Double { exp(entropy) }
}

extension VariationalAutoencoder {
  /// The codebook of a model whose codes are quantized; nil of others.
  package var codebook: Codebook? { (posterior as? QuantizedPosterior)?.codebook }

  /// Which entry of the codebook stands at each place of the codes of images x [n, channels, height, width], image by image:
  /// [n · P]; nil where there is no codebook.
  package func codebookEntries(of x: Tensor, _ y: Tensor? = nil) throws -> [Int]? {
    guard let quantized = posterior as? QuantizedPosterior else { return nil }
    return try evaluating { try quantized.entries(encode(Variable(x), y)) }
  }

  /// - Returns: nil where there is no codebook.
  /// - Throws: what `check`, called between batches, throws.
  package func codebookUse(_ images: ImageSet, check: () throws -> Void) throws -> CodebookUse? {
    guard let quantized = posterior as? QuantizedPosterior else { return nil }
    var counts = [Int](repeating: 0, count: quantized.codebook.description.vectors)
    try evaluating {
      for part in try divided(images, check, { _, x, y in try quantized.entries(encode(x, y)).map(Double.init) }) {
        for entry in part { counts[Int(entry)] += 1 }
      }
    }
    return CodebookUse(counts: counts, places: quantized.codebook.description.places)
  }
}
