/// What the numbers of a tensor are, as far as one can see it: all are held as float32.
///
/// A kind goes with the elements wherever they are only moved: every operation that moves says so where it makes its
/// result, by ``Tensor/view(_:offset:)`` or ``Tensor/init(uninitialized:for:from:)``. What is computed has the kind that
/// PyTorch's rules of promotion give.
package enum ElementKind: UInt8, Sendable {
  /// The answers of a comparison, 1 for true and 0 for false: as an index they choose.
  case truth
  /// Whole numbers from 0 to 255. What would be others is an error: PyTorch and NumPy go round silently.
  case byte
  /// Whole numbers as far as float32 counts them, ±16,777,216.
  case whole
  case real

  /// The kind of elements that come from several tensors.
  static func joined(_ kinds: some Sequence<ElementKind>) -> ElementKind {
    kinds.max { $0.rawValue < $1.rawValue } ?? .real
  }

  /// The largest magnitude up to which every whole number is held.
  package static let mostCounted: Float = 16_777_216
}

extension Tensor {
  /// The same elements taken for another kind of numbers, which they must be. Shares the memory.
  package func `as`(_ kind: ElementKind) -> Tensor {
    Tensor(shape: shape, storage: storage, offset: offset, kind: kind)
  }

  /// Elements that were read from a file, taken for that kind where float32 counts so far, else for real ones.
  package func taken(as kind: ElementKind) -> Tensor {
    guard kind == .whole else { return self.as(kind) }
    var most: Float = 0
    inspect { for x in $0 { most = max(most, Swift.abs(x)) } }
    return most <= ElementKind.mostCounted ? self.as(kind) : self
  }

  /// Whether the elements are the answers of a comparison.
  package var isMask: Bool { kind == .truth }

  /// The kind of what is computed from two tensors: the one that holds both. Of two kinds of whole numbers, a tensor's goes
  /// before that of one number.
  func joinedKind(_ other: Tensor) -> ElementKind {
    if kind == other.kind { return kind }
    if kind != .real, other.kind != .real, kind != .truth, other.kind != .truth, (rank == 0) != (other.rank == 0) {
      return rank == 0 ? other.kind : kind
    }
    return .joined([kind, other.kind])
  }

  /// A result that was just computed, as numbers of that kind; truths count as whole numbers.
  ///
  /// - Parameter areExact: whether whole numbers beyond those that float32 counts are right all the same, as 25,000,000 is.
  /// - Throws: ``TensorError`` where a whole number is none that float32 holds, or was divided by 0.
  package func held(
    as kind: ElementKind, _ operation: String, areExact: (Tensor) throws -> Bool = { _ in false }
  ) throws -> Tensor {
    switch kind {
    case .real: return self
    case .byte:
      if let wrong = elements.first(where: { !($0 >= 0 && $0 <= 255) }) {
        guard wrong.isFinite else { throw Self.dividedByZero(operation) }
        throw TensorError(
          .value, operation, "\(operation): bytes hold 0 to 255, and one of these would be \(wrong)",
          suggestion: operation == "byte"
            ? "x.clamp(0, 255) first" : "x.float() makes real numbers of them, x.long() larger whole ones")
      }
      return self.as(.byte)
    case .truth, .whole:
      var (most, areNumbers): (Float, Bool) = (0, true)
      inspect { for x in $0 { (most, areNumbers) = (max(most, Swift.abs(x)), areNumbers && x.isFinite) } }
      guard areNumbers else { throw Self.dividedByZero(operation) }
      // 16,777,216 itself may be 16,777,217, rounded.
      guard try most < ElementKind.mostCounted || areExact(self) else {
        throw TensorError(
          .value, operation,
          "\(operation): whole numbers are counted to 16,777,216 here, and one of these would be about \(most)",
          suggestion: "x.float() makes real numbers of them, with seven digits")
      }
      return self.as(.whole)
    }
  }

  private static func dividedByZero(_ operation: String) -> TensorError {
    ["//", "%", "fmod", "div"].contains(operation)
      ? TensorError(
        .value, operation, "\(operation): a whole number is divided by 0", suggestion: "x.float() gives inf")
      : TensorError(.value, operation, "\(operation): neither infinite numbers nor NaN are whole")
  }
}
