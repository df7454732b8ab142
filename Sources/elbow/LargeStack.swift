import Tensors
import Threads

/// A thread with room for the deep calls of an interpreter; the main thread's stack is the shell's business.
enum LargeStack {
  /// In bytes. It takes address space and no memory; where that is scarce, as much as the interpreter's limits ask for.
  static var size: Int { AddressSpace.limit == nil ? 256 << 20 : 64 << 20 }

  /// Runs `body` on such a thread, and waits for it.
  static func run<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try Thread.run(name: "cells", stackSize: size, body) } catch let error as ThreadError {
      throw CommandError("the system gave no thread to run on (\(error.reason))")
    }
  }
}
