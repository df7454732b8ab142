import Glibc

/// A plain operating-system thread.
///
/// Sockets and long computations never run on Swift's cooperative pool, where they could starve each other.
package struct Thread: Sendable {
  /// The least stack that a thread gets, in bytes.
  package static let smallestStack = 1 << 18

  private let handle: pthread_t

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: At most 15 bytes of it are seen in `top` and debuggers.
  ///   - stackSize: In bytes; less where the system does not grant as much, down to `leastStack`.
  ///   - takesSignals: Whether the system may choose it to handle a signal that comes to the process, as it may the
  ///     thread that starts this one.
  /// - Throws: ``ThreadError`` where the system has no room for it.
  package init(
    name: String, stackSize: Int = 1 << 20, leastStack: Int = Thread.smallestStack, takesSignals: Bool = true,
    _ body: @escaping @Sendable () -> Void
  ) throws(ThreadError) {
    let start = Unmanaged.passRetained(Start(name: name, takesSignals: takesSignals, body: body))
    var handle = pthread_t()
    var stackSize = stackSize
    var status = Self.create(&handle, stackSize: stackSize, start)
    while status == EAGAIN, stackSize / 2 >= leastStack {
      stackSize /= 2
      status = Self.create(&handle, stackSize: stackSize, start)
    }
    guard status == 0 else {
      start.release()
      throw ThreadError(name: name, code: status)
    }
    self.handle = handle
  }

  /// Waits for its end.
  package func join() { pthread_join(handle, nil) }

  /// Lets it run on unattended.
  package func detach() { pthread_detach(handle) }

  /// Runs `body` on a thread of its own with a stack of so many bytes, and waits for it.
  ///
  /// - Throws: ``ThreadError`` where the system gives no such thread, and whatever `body` throws.
  package static func run<Result>(
    name: String, stackSize: Int, _ body: () throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping(body) { body in
      // The caller waits: one thread at a time uses what `body` does.
      nonisolated(unsafe) let body = body
      nonisolated(unsafe) var result: Swift.Result<Result, any Error>?
      try Thread(name: name, stackSize: stackSize, leastStack: stackSize) { result = Swift.Result { try body() } }
        .join()
      guard let result else { throw ThreadError(name: name, code: 0) }
      return try result.get()
    }
  }

  private static func create(_ handle: inout pthread_t, stackSize: Int, _ start: Unmanaged<Start>) -> Int32 {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, max(stackSize, smallestStack))
    return pthread_create(&handle, &attributes, Start.run, start.toOpaque())
  }

  /// Set on the threads that this made.
  private static let mark = ThreadSlot()

  /// Whether the running thread is one of these, and not the process's first, whose stack grows by itself.
  package static var isMade: Bool { mark.pointer != nil }

  /// What the new thread finds.
  private final class Start {
    static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      guard let argument else { return nil }
      let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
      if !start.takesSignals { refuseSignals() }
      start.nameThread()
      Thread.mark.pointer = UnsafeMutableRawPointer(bitPattern: 1)
      start.body()
      return nil
    }

    let name: String
    let takesSignals: Bool
    let body: @Sendable () -> Void

    init(name: String, takesSignals: Bool, body: @escaping @Sendable () -> Void) {
      (self.name, self.takesSignals, self.body) = (name, takesSignals, body)
    }

    private static func refuseSignals() {
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    /// Swift does not see `pthread_setname_np`, a GNU extension; this is what it does.
    private func nameThread() {
      let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { return }
      _ = write(file, name, min(15, name.utf8.count))
      close(file)
    }
  }
}

/// A thread that the system did not give.
package struct ThreadError: Error, CustomStringConvertible {
  package let name: String
  /// The system's error number.
  package let code: Int32

  /// The system's reason in words.
  package var reason: String { String(cString: strerror(code)) }

  package var description: String { "cannot start the thread \"\(name)\": \(reason)" }
}
