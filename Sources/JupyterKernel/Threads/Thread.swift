import Glibc

/// A plain operating-system thread.
///
/// Sockets and long computations never run on Swift's cooperative pool, where they could starve each other.
package struct Thread: Sendable {
  private static let smallestStack = 1 << 18

  private let handle: pthread_t

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: At most 15 bytes of it are seen in `top` and debuggers.
  ///   - stackSize: In bytes; less where the system does not grant as much.
  /// - Throws: ``KernelError`` where the system has no room for it at all.
  package init(name: String, stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) throws(KernelError) {
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var handle = pthread_t()
    var stackSize = stackSize
    var status = Self.create(&handle, stackSize: stackSize, start)
    while status == EAGAIN, stackSize > Self.smallestStack {
      stackSize /= 2
      status = Self.create(&handle, stackSize: stackSize, start)
    }
    guard status == 0 else {
      start.release()
      throw KernelError(.threads, "cannot start the thread \"\(name)\": \(String(cString: strerror(status)))")
    }
    self.handle = handle
  }

  /// Waits for its end.
  package func join() { pthread_join(handle, nil) }

  /// Lets it run on unattended.
  package func detach() { pthread_detach(handle) }

  private static func create(_ handle: inout pthread_t, stackSize: Int, _ start: Unmanaged<Start>) -> Int32 {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, max(stackSize, smallestStack))
    return pthread_create(&handle, &attributes, Start.run, start.toOpaque())
  }

  /// What the new thread finds.
  private final class Start {
    static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      guard let argument else { return nil }
      let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
      start.nameThread()
      start.body()
      return nil
    }

    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
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
