/// A reference-counted run of floats, 64-byte aligned, that goes back to a pool when its last owner lets go.
///
/// A training step allocates the same sizes again and again; taking them from the pool instead of the system spares the
/// page faults of fresh memory, so that a steady step allocates nothing.
package final class Storage: @unchecked Sendable {
  // Unchecked: writes happen before a tensor is shared, or to parameters between steps by their one owner.
  package let pointer: UnsafeMutablePointer<Float>
  /// Whether its owner writes to it again and again: the memory of parameters. A value that is to last is copied from it.
  package var isWritten = false
  /// Room in elements, at least what was asked for.
  let capacity: Int

  /// Memory for `count` elements, with whatever it held before.
  ///
  /// - Throws: ``TensorError`` of code `memory` where that much cannot be had.
  init(count: Int, for operation: String) throws {
    (pointer, capacity) = try StoragePool.shared.take(count, for: operation)
  }

  /// The bytes of all tensors, and of those freed that wait to be used again.
  package static var heldBytes: Int { StoragePool.shared.heldBytes }

  /// Gives the memory of freed tensors back to the system, which is otherwise kept for the next ones, and what else the
  /// allocator keeps. Takes some milliseconds.
  package static func releaseFreed() {
    releaseFreedTensors()
    Allocator.trim()
  }

  /// The memory of freed tensors alone, at once: the allocator would first go through all that is in use.
  package static func releaseFreedTensors() { StoragePool.shared.empty() }

  deinit { StoragePool.shared.giveBack(pointer, capacity: capacity) }
}
