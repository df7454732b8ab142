import Threads

/// Runs `body` on a thread with a stack of 256 MB, as the program runs the interpreter, and waits for it.
package func onBigStack<Result>(_ body: () throws -> Result) throws -> Result {
  try Thread.run(name: "cells", stackSize: 256 << 20, body)
}
