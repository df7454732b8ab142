import Glibc
import Threads

/// How much of the running thread's stack is left.
///
/// The interpreter runs the user's calls on the machine's own stack. Besides the limit on the number of open calls,
/// each call looks at the room that is left, so that a deep recursion is an error of the cell on any thread. With a
/// stack of 64 MB or more the limit of ``Limits/callDepth`` calls comes first for every function a person would write.
package enum StackRoom {
  /// Kept free for what runs below a call: a deeply nested expression, a library's own work.
  private static let reserve: UInt = 512 << 10

  private static let known = ThreadSlot()

  /// Throws a RecursionError where the stack is nearly used up.
  @inline(__always)
  package static func check() throws { try check(floor: floor) }

  /// Checks with this thread's ``floor``, for one who has asked for it before.
  @inline(__always)
  static func check(floor: UInt) throws {
    if position < floor { throw exhausted() }
  }

  /// About where the running call stands on the stack.
  @inline(__always)
  static var position: UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }

  /// The lowest address that this thread's calls may reach.
  static var floor: UInt {
    let floor = UInt(bitPattern: known.pointer)
    return floor == 0 ? measure() : floor
  }

  /// Gives the system back the memory of calls that went deeper than this one: a stack keeps every page that it has had,
  /// and after a deep recursion these are hundreds of megabytes.
  static func giveBack() {
    // Below a stack that grows by itself may be what is another's.
    guard Thread.isMade else { return }
    let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
    let (lowest, highest) = ((floor + page - 1) / page * page, (position - kept) / page * page)
    guard lowest < highest, let start = UnsafeMutableRawPointer(bitPattern: lowest) else { return }
    madvise(start, Int(highest - lowest), MADV_DONTNEED)
  }

  /// What a cell of the usual depth uses, in bytes, is left to the next one.
  private static let kept: UInt = 1 << 20

  static func exhausted() -> Diagnostic {
    Diagnostic(
      .recursion, "functions call each other too deeply",
      suggestion: "does the recursion have an end? A loop can go on for longer")
  }

  /// The lowest address that this thread's calls may reach; remembered for the thread.
  private static func measure() -> UInt {
    // A GNU extension, which the Glibc module does not show.
    typealias GetAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt
    var attributes = pthread_attr_t()
    var lowest: UInt = 1
    if let symbol = dlsym(nil, "pthread_getattr_np"),
      unsafeBitCast(symbol, to: GetAttributes.self)(pthread_self(), &attributes) == 0
    {
      var base: UnsafeMutableRawPointer?
      var size = 0
      if pthread_attr_getstack(&attributes, &base, &size) == 0, let base {
        // A small stack keeps a quarter of itself free.
        lowest = UInt(bitPattern: base) + min(reserve, UInt(size) / 4)
      }
      pthread_attr_destroy(&attributes)
    }
    known.pointer = UnsafeMutableRawPointer(bitPattern: lowest)
    return lowest
  }
}
