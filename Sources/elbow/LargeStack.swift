import Glibc
import Tensors

/// A thread with room for the deep calls of an interpreter; the main thread's stack is the shell's business.
enum LargeStack {
  /// In bytes. It takes address space and no memory; where that is scarce, as much as the interpreter's limits ask for.
  static var size: Int { AddressSpace.limit == nil ? 256 << 20 : 64 << 20 }

  private final class Job {
    let body: () throws -> Void
    var error: (any Error)?
    init(_ body: @escaping () throws -> Void) { self.body = body }
  }

  /// Runs `body` on such a thread, and waits for it.
  static func run<Result>(_ body: () throws -> Result) throws -> Result {
    try withoutActuallyEscaping(body) { body in
      var result: Result?
      let job = Job { result = try body() }
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, size)
      var thread = pthread_t()
      let code = pthread_create(
        &thread, &attributes,
        { argument in
          guard let argument else { return nil }
          let job = Unmanaged<Job>.fromOpaque(argument).takeUnretainedValue()
          do { try job.body() } catch { job.error = error }
          return nil
        }, Unmanaged.passUnretained(job).toOpaque())
      guard code == 0 else { throw LargeStackError(code: code) }
      pthread_join(thread, nil)
      if let error = job.error { throw error }
      guard let result else { throw LargeStackError(code: 0) }
      return result
    }
  }
}

struct LargeStackError: Error, CustomStringConvertible {
  let code: Int32

  var description: String { "the system gave no thread to run on (\(String(cString: strerror(code))))" }
}
