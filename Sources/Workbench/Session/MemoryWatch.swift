import Tensors
import Threads

/// Looks at the process's memory while cells run, from a thread of its own, and ends a cell that is about to take the last of
/// it: what the system would end is the whole process, with all that its user has.
///
/// Tensors have a limit of their own, where they are made; this is for lists, dicts and texts, which grow item by item. A cell
/// pays nothing for it: its loops look at their cancellation anyway.
final class MemoryWatch: Sendable {
  static let shared = MemoryWatch()

  /// No process takes more bytes in a millisecond: the system has to clear them first.
  private static let mostPerMillisecond = 8 << 20
  /// Growth below this many bytes is not what takes the memory.
  private static let leastGrowth = 16 << 20
  /// Bytes of an address space to be left, less than tensors leave: an arena of the allocator, of which it takes the next as a whole.
  private static let addresses = 96 << 20

  private struct Cell {
    let number: Int
    let cancellation: Cancellation
    /// Known from the first look on.
    var beginning: Beginning?
  }

  /// How it stood then, in bytes.
  private struct Beginning {
    /// What is to be left of the memory, and of the addresses where they are limited.
    let reserve, addresses: Int
    let used: Int
    /// What the cell may take without being looked at.
    let growth: Int
  }

  private struct State {
    var cells: [Cell] = []
    var next = 0
    var hasThread = false
    /// Whether the thread looks from time to time; else it sleeps until there is a cell.
    var isAwake = false
  }

  private let state = Monitor(State())

  /// Runs a cell's `body`, and exhausts its cancellation where memory runs out.
  func watching<Result>(_ cancellation: Cancellation, _ body: () throws -> Result) rethrows -> Result {
    let (number, isAwake) = state.withLock { state in
      state.next += 1
      state.cells.append(Cell(number: state.next, cancellation: cancellation))
      if !state.hasThread { state.hasThread = start() }
      return (state.next, state.isAwake)
    }
    if !isAwake { state.update { _ in } }
    cancellation.setRoom(MemoryLimit.hasRoom)
    defer { state.withLock { $0.cells.removeAll { $0.number == number } } }
    return try body()
  }

  private func start() -> Bool {
    let thread = try? Thread(name: "memory", takesSignals: false) { [self] in
      while true {
        state.wait { state in
          state.isAwake = !state.cells.isEmpty
          return state.isAwake ? () : nil
        }
        let deadline = MonotonicTime.now.advanced(milliseconds: look())
        // It sleeps, and need not be woken: nothing fills what there is room for until then.
        _ = state.wait(until: deadline) { _ in nil as Void? }
      }
    }
    thread?.detach()
    return thread != nil
  }

  /// Takes no memory from the allocator, which the cell's thread keeps busy and which may have none left.
  ///
  /// - Returns: in how many milliseconds to look again.
  private func look() -> Int {
    var (isEndangered, spare) = measure(ending: false)
    if isEndangered {
      // What was freed and kept may be enough. Where addresses are short there is no time for more than the tensors: the cell
      // goes on growing meanwhile, and pages that are given back leave their addresses taken.
      if AddressSpace.limit == nil { Storage.releaseFreed() } else { Storage.releaseFreedTensors() }
      (isEndangered, spare) = measure(ending: true)
    }
    return min(max(spare / Self.mostPerMillisecond, 2), 500)
  }

  /// - Parameter ending: Whether cells that are about to take the last are exhausted.
  /// - Returns: whether there are such, and the bytes that may be taken before there are.
  private func measure(ending: Bool) -> (isEndangered: Bool, spare: Int) {
    let (room, left) = (MemoryLimit.room, AddressSpace.left)
    let used = MemoryLimit.used - Storage.heldBytes
    // A long list that grows once more is copied, before anybody can stop it: of ten million items, 240 MB.
    let usual = min(max(MemoryLimit.allowed / 5, 24 << 20), 256 << 20)
    return state.withLock { state in
      // Where the last cell has ended meanwhile, the next one is to find the thread asleep, and to wake it.
      var (isEndangered, spare) = (false, state.cells.isEmpty ? 0 : Int.max)
      for index in state.cells.indices {
        // Where there was little room from the beginning, a cell may have half of it.
        let beginning =
          state.cells[index].beginning
          ?? Beginning(
            reserve: min(usual, room / 2), addresses: min(Self.addresses, (left ?? .max) / 2), used: used,
            growth: min(Self.leastGrowth, (left ?? .max) / 4))
        state.cells[index].beginning = beginning
        let own = min(room - beginning.reserve, left.map { $0 - beginning.addresses } ?? .max)
        spare = min(spare, own)
        guard own < 0, used > beginning.used + beginning.growth else { continue }
        isEndangered = true
        if ending { state.cells[index].cancellation.exhaust() }
      }
      return (isEndangered, spare)
    }
  }
}
