import Tensors

/// The elements of a tensor that lie outside of 0...1 where a Bernoulli likelihood has a probability or a target.
struct Strays {
  private let count, all: Int
  private let first: Float
  /// The range of the whole tensor, NaN aside.
  private let low, high: Float

  /// Nil where there are none.
  init?(_ tensor: Tensor) throws {
    guard try !Losses.areShares(tensor) else { return nil }
    var (count, first, low, high) = (0, Float?.none, Float.infinity, -Float.infinity)
    tensor.inspect { numbers in
      for x in numbers {
        (low, high) = (min(low, x), max(high, x))
        guard !(x >= 0 && x <= 1) else { continue }
        count += 1
        first = first ?? x
      }
    }
    guard let first else { return nil }
    (self.count, all, self.first, self.low, self.high) = (count, tensor.count, first, low, high)
  }

  /// - Throws: ``TensorError`` of code `value`.
  func refuseProbabilities() throws {
    throw TensorError(
      .value, "binary_cross_entropy", "binary_cross_entropy: probabilities lie between 0 and 1, and \(words)",
      suggestion: first.isNaN
        ? "look for where the network's numbers stop being finite: trace shows every layer's"
        : "end the network with sigmoid, or use binary_cross_entropy_with_logits")
  }

  /// - Throws: ``TensorError`` of code `value`.
  func refuseTargets(of loss: String) throws {
    throw TensorError(.value, loss, "\(loss): targets lie between 0 and 1, and \(words)", suggestion: scaling)
  }

  /// How to bring a tensor of this range to 0...1.
  private var scaling: String {
    if first.isNaN { return "leave out what is NaN, or put a number in its place: where(x == x, x, 0)" }
    if low > -0.01 && high < 1.01 { return "clamp(x, 0, 1) takes off what rounding has left" }
    // A quarter of white at least: what goes up to 1.2 is no picture of 255 levels.
    if low >= 0 && high <= 255 && high >= 64 { return "x / 255 brings pixels from 0 … 255 to 0 … 1" }
    if low >= -1 && high <= 1 { return "(x + 1) / 2 brings numbers from -1 … 1 to 0 … 1" }
    return "(x - min(x)) / (max(x) - min(x)) brings them there; what is no picture has another loss, as mse_loss"
  }

  private var words: String {
    if all == 1 { return "this is \(text)" }
    return count == 1 ? "one of these is \(text)" : "\(count) of these \(all) do not, the first being \(text)"
  }

  private var text: String { first == first.rounded() && abs(first) < 1e7 ? "\(Int(first))" : "\(first)" }
}
