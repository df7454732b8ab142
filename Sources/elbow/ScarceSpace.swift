import Glibc
import Tensors
import Text

/// Starting under a limit of the address space.
enum ScarceSpace {
  /// The bytes that a small training takes beyond the program itself: a stack for the interpreter with an arena of the allocator, one
  /// buffer of OpenBLAS, what is set aside beside tensors, and these.
  private static let needed = LargeStack.size + 64 << 20 + BLASRoom.bufferBytes + MemoryLimit.reserved + 256 << 20

  /// Has as little as possible taken by what is of no use, and ends the process with a word where too little is left:
  /// libraries would wait for memory for ever, or the runtime stop in the middle of a cell. `elbow doctor` goes on, to say it itself.
  static func prepare() {
    guard AddressSpace.limit != nil else { return }
    startLean()
    guard CommandLine.arguments.dropFirst().first != DoctorCommand.configuration.commandName, let problem else {
      return
    }
    let words = "elbow: \(problem.text): \(problem.suggestion)\n"
    _ = words.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    _exit(1)
  }

  /// Why there is too little, and what to do; nil where there is enough.
  static var problem: (text: String, suggestion: String)? {
    guard let limit = AddressSpace.limit, !AddressSpace.hasRoom(for: needed) else { return nil }
    let (threads, least) = (ThreadPool.shared.threadCount, AddressSpace.used + needed)
    let text =
      "\(least >> 20) MB of address space is the least on \(threads == 1 ? "one thread" : counted(threads, "thread")), and "
      + "`\(limit.name)` allows \(limit.bytes >> 20) MB"
    // Each thread has a stack of 8 MB. Advice that ends in the same words with another number would be none.
    let onOne = needed - MemoryLimit.reserved + MemoryLimit.reserved(forThreads: 1)
    return (text, AddressSpace.hasRoom(for: onOne) ? "raise it, or set ELBOW_THREADS=1" : "raise it")
  }

  /// Begins again where libraries were loaded that had not been told to be modest: OpenBLAS has then started a thread for
  /// each processor, with a buffer of 128 MB for each, although its calls come from threads of ours. Such a thread may be
  /// waiting for its buffer in vain, and the process would never end; the second time there is none.
  private static func startLean() {
    let wanted = [("OPENBLAS_NUM_THREADS", "1"), ("MALLOC_ARENA_MAX", "2")]
    guard wanted.contains(where: { name, value in getenv(name).map { String(cString: $0) } != value }) else { return }
    for (name, value) in wanted { setenv(name, value, 1) }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
    // Where there is no /proc, it goes on as it is.
  }
}
