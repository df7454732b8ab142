import Glibc
import Threads

/// Freed buffers by size class, ready to be used again.
final class StoragePool: @unchecked Sendable {
  static let shared = StoragePool()

  // Everything below is guarded by the lock.
  private let lock = Lock()
  private var free: [Int: [UnsafeMutablePointer<Float>]] = [:]
  private var freeElements = 0
  private var liveElements = 0

  /// Cached buffers beyond this many elements (256 MB, or a quarter of what there is) go back to the system.
  private let cacheLimit: Int
  /// A tensor that would bring the process above this is refused instead of risking the system's out-of-memory killer.
  private let limitElements: Int

  init(bytes: Int = MemoryLimit.bytes) {
    // The rest is for the program itself, a tenth of a gigabyte, and for others.
    limitElements = max(bytes / 4, min(bytes / 5 * 4, bytes - 128 << 20)) / MemoryLayout<Float>.stride
    cacheLimit = min(64 << 20, limitElements / 4)
  }

  /// The capacities that exist: powers of two and the three quarters between, at least one cache line.
  private static func sizeClass(_ count: Int) -> Int {
    if count <= 16 { return 16 }
    let power = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    return count <= power / 4 * 3 ? power / 4 * 3 : power
  }

  func take(_ count: Int, for operation: String) throws -> (UnsafeMutablePointer<Float>, capacity: Int) {
    let limit = limitElements
    guard count <= limit else { throw Self.refusal(count, limit: limit, operation) }
    let capacity = Self.sizeClass(count)
    lock.lock()
    if let pointer = free[capacity]?.popLast() {
      freeElements -= capacity
      liveElements += capacity
      lock.unlock()
      return (pointer, capacity)
    }
    let fits = liveElements + capacity <= limit
    if fits { liveElements += capacity }
    let isTight = liveElements + freeElements > limit
    lock.unlock()
    if isTight { empty() }
    guard fits else { throw Self.refusal(count, limit: limit, operation) }

    var raw: UnsafeMutableRawPointer?
    let bytes = capacity * MemoryLayout<Float>.stride
    func take() -> Bool {
      // The last addresses are for what cannot be refused: the allocator's small pieces.
      (AddressSpace.limit == nil || AddressSpace.hasRoom(for: bytes + 32 << 20)) && posix_memalign(&raw, 64, bytes) == 0
    }
    if !take() {
      empty()
      _ = take()
    }
    guard let raw else {
      lock.locked { liveElements -= capacity }
      throw TensorError(
        .memory, operation, "\(operation): the system has no memory left for a tensor of \(Self.readable(count))",
        suggestion: "smaller sizes, or a smaller batch; x = None frees the memory of a large tensor x")
    }
    return (raw.bindMemory(to: Float.self, capacity: capacity), capacity)
  }

  /// The bytes of all buffers, used and free.
  var heldBytes: Int { lock.locked { (liveElements + freeElements) * MemoryLayout<Float>.stride } }

  /// Gives the memory of freed tensors back to the system.
  func empty() {
    let pointers = lock.locked {
      defer { (free, freeElements) = ([:], 0) }
      return free.values.flatMap(\.self)
    }
    for pointer in pointers { Glibc.free(pointer) }
  }

  func giveBack(_ pointer: UnsafeMutablePointer<Float>, capacity: Int) {
    lock.lock()
    liveElements -= capacity
    let keep = freeElements + capacity <= cacheLimit
    if keep {
      freeElements += capacity
      free[capacity, default: []].append(pointer)
    }
    lock.unlock()
    if !keep { Glibc.free(pointer) }
  }

  private static func refusal(_ count: Int, limit: Int, _ operation: String) -> TensorError {
    TensorError(
      .memory, operation,
      "\(operation): a tensor of \(readable(count)) does not fit beside what is in use; the limit here is "
        + readable(limit) + (AddressSpace.limit.map { " (`\($0.name)` allows \($0.bytes >> 20) MB)" } ?? ""),
      suggestion: count > limit
        ? "smaller sizes: this one alone is more than the limit"
        : "smaller sizes, or a smaller batch; x = None frees the memory of a large tensor x")
  }

  /// A number of elements as memory: `1.5 GB`.
  private static func readable(_ elements: Int) -> String {
    var amount = Double(elements) * 4
    for unit in ["bytes", "KB", "MB", "GB", "TB"] {
      if amount < 1000 { return "\((amount * 10).rounded() / 10) \(unit)" }
      amount /= 1000
    }
    return "\(amount.rounded()) PB"
  }
}
