/// Remembers the latest signatures, so that a recorded message cannot be sent a second time.
///
/// Only verified signatures are remembered, which nobody can choose: their first 64 bits are enough to tell them apart.
public struct ReplayGuard: Sendable {
  private let capacity: Int
  private var seen: Set<UInt64> = []
  private var order: [UInt64] = []
  private var oldest = 0

  /// - Parameter capacity: How many signatures are remembered; as many as Jupyter's own clients remember.
  public init(capacity: Int = 65536) { self.capacity = max(1, capacity) }

  /// Remembers a verified signature. Amortised O(1).
  ///
  /// - Throws: ``WireError`` `.replayed` where it was seen before.
  public mutating func admit(_ signature: [UInt8]) throws(WireError) {
    guard !signature.isEmpty else { return }
    var digest: UInt64 = 0
    for digit in signature.prefix(16) {
      digest = digest << 4 | UInt64(Character(UnicodeScalar(digit)).hexDigitValue ?? 0)
    }
    guard seen.insert(digest).inserted else { throw WireError(.replayed, "a message was sent twice") }
    if order.count < capacity {
      order.append(digest)
    } else {
      seen.remove(order[oldest])
      order[oldest] = digest
      oldest = (oldest + 1) % capacity
    }
  }
}
