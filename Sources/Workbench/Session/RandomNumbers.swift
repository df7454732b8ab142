import Tensors

/// Where the session's random numbers come from: what draws from it needs nothing else of the session.
final class RandomNumbers {
  /// A value, so that a statement that fails can give back what it drew.
  var source = RandomSource(seed: 0)

  /// The numbers of the stream's next draw.
  func next(_ stream: Philox.Stream) -> Philox { source.next(stream) }
}
