import Glibc

/// Runs `body` on a thread with a stack of 256 MB, as the program runs the interpreter, and waits for it.
package func onBigStack<Result>(_ body: @escaping () throws -> Result) throws -> Result {
  var result: Swift.Result<Result, any Error>?
  let box = Work()
  box.run = { result = Swift.Result { try body() } }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 256 << 20)
  var thread = pthread_t()
  let context = Unmanaged.passRetained(box).toOpaque()
  let status = pthread_create(
    &thread, &attributes,
    { context in
      guard let context else { return nil }
      Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context)
  pthread_attr_destroy(&attributes)
  guard status == 0 else { throw ThreadError(status: status) }
  pthread_join(thread, nil)
  guard let result else { throw ThreadError(status: -1) }
  return try result.get()
}

struct ThreadError: Error {
  let status: CInt
}

private final class Work {
  var run: () -> Void = {}
}
