import Glibc

/// The allocator of the C library.
enum Allocator {
  /// Gives the pages back to the system that it keeps of freed memory, in each of its arenas.
  static func trim() { _ = trimming?(0) }

  // By its name: glibc alone has it, and its header belongs to no module of the toolchain's.
  private static let trimming: (@convention(c) (Int) -> Int32)? = dlsym(nil, "malloc_trim").map {
    unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
  }
}
