import Glibc

/// A plain operating-system thread.
///
/// Sockets and long computations never run on Swift's cooperative pool, where they could starve each other.
package struct Thread: Sendable {
  private let handle: pthread_t

  /// Starts a thread.
  ///
  /// - Parameter name: At most 15 bytes of it are seen in `top` and debuggers.
  /// - Throws: ``KernelError`` where the system has no room for it.
  package init(name: String, stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) throws(KernelError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var handle = pthread_t()
    let status = pthread_create(
      &handle, &attributes,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        Thread.nameCurrent(start.name)
        start.body()
        return nil
      }, start.toOpaque())
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

  /// Swift does not see `pthread_setname_np`, a GNU extension; this is what it does.
  private static func nameCurrent(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, name, min(15, name.utf8.count))
    close(file)
  }

  private final class Start {
    let name: String
    let body: @Sendable () -> Void

    package init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
