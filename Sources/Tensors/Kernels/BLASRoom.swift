import CBLAS
import Glibc
import Threads

/// Where OpenBLAS works, under a limit of the address space.
///
/// Each call that runs beside others has a buffer of its own, which OpenBLAS maps when the first call needs it, and keeps. A
/// buffer that the system refuses is asked for again and again, for ever (driver/others/memory.c, `blas_memory_alloc`; no
/// interrupt gets there). So under a limit they are mapped beforehand, as many as fit, and no more calls are let in at a
/// time than there are buffers: results do not depend on it.
package final class BLASRoom: @unchecked Sendable {
  static let shared = BLASRoom()

  /// The size of one buffer, with room to align it: on x86-64 and on arm64 as large as anywhere (`BUFFER_SIZE`).
  package static let bufferBytes = 129 << 20
  /// Bytes to be left for tensors, beside those set aside, before a second buffer is worth its room.
  private static let spareBytes = 512 << 20

  /// Nil where there is no limit: calls find their buffers by themselves.
  private let gate: Gate?

  private init() {
    let isLimited = AddressSpace.limit != nil || SmallFile.text(of: "/proc/sys/vm/overcommit_memory").hasPrefix("2")
    gate = isLimited ? Gate() : nil
  }

  /// Maps the buffers, if that was not done before.
  func reserve() { gate?.reserve(atMost: ThreadPool.shared.threadCount) }

  /// - Throws: ``TensorError`` of code `memory` where there was no room for a single buffer.
  func check(_ operation: String) throws {
    guard let gate else { return }
    gate.reserve(atMost: ThreadPool.shared.threadCount)
    guard gate.isClosed else { return }
    let cause = AddressSpace.limit.map { "`\($0.name)` allows \($0.bytes >> 20) MB" } ?? "the system gives no more"
    // What stacks of other threads take would have to be enough for it.
    let threads = ThreadPool.shared.threadCount
    let stacks = MemoryLimit.reserved - MemoryLimit.reserved(forThreads: 1)
    let isEnough = threads > 1 && AddressSpace.hasRoom(for: Self.bufferBytes - stacks)
    throw TensorError(
      .memory, operation,
      "\(operation): OpenBLAS needs \(Self.bufferBytes >> 20) MB of address space to work in, which is not left: \(cause)",
      suggestion: "raise the limit before Elbow starts"
        + (isEnough ? ", or let fewer threads share it: ELBOW_THREADS=1" : ""))
  }

  /// Calls `body`, which calls OpenBLAS once, when there is a buffer for it.
  @inline(__always)
  func working(_ body: () -> Void) {
    guard let gate else { return body() }
    gate.enter()
    defer { gate.leave() }
    body()
  }

  /// Lets in as many at a time as there are buffers.
  private final class Gate: Sendable {
    private struct State {
      /// Nil before the buffers were mapped.
      var places: Int?
      var inside = 0
    }

    private let state = Monitor(State())

    /// Whether nobody can ever come in.
    var isClosed: Bool { state.withLock { $0.places == 0 } }

    func reserve(atMost most: Int) {
      state.withLock { if $0.places == nil { $0.places = BLASRoom.mapBuffers(atMost: most) } }
    }

    func enter() {
      state.wait { state -> Void? in
        guard state.inside < max(1, state.places ?? 1) else { return nil }
        state.inside += 1
        return ()
      }
    }

    func leave() { state.update { $0.inside -= 1 } }
  }

  /// Maps as many buffers as fit, and says how many those are. OpenBLAS gives them out again in the order in which it
  /// mapped them.
  private static func mapBuffers(atMost most: Int) -> Int {
    typealias Allocate = @convention(c) (Int32) -> UnsafeMutableRawPointer?
    typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void
    // Exported, but in no header. Where another BLAS stands in, one call at a time has to do.
    guard let allocate = dlsym(nil, "blas_memory_alloc"), let free = dlsym(nil, "blas_memory_free") else {
      return AddressSpace.hasRoom(for: bufferBytes) ? 1 : 0
    }
    var buffers: [UnsafeMutableRawPointer] = []
    // Of the room at least half stays for tensors: many threads would else take all of it.
    func rest() -> Int {
      buffers.isEmpty ? 0 : max(spareBytes + MemoryLimit.reserved, buffers.count * bufferBytes)
    }
    while buffers.count < most, AddressSpace.hasRoom(for: bufferBytes + rest()) {
      guard let buffer = unsafeBitCast(allocate, to: Allocate.self)(0) else { break }
      buffers.append(buffer)
    }
    for buffer in buffers { unsafeBitCast(free, to: Free.self)(buffer) }
    return buffers.count
  }
}
