import Glibc

/// A pointer that each thread has for itself, nil at first. Nobody frees what it points to.
package struct ThreadSlot: Sendable {
  @usableFromInline let key: pthread_key_t

  /// One of the system's few hundred: for `static let` alone.
  package init() { self.init(atThreadEnd: nil) }

  fileprivate init(atThreadEnd free: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?) {
    var key = pthread_key_t()
    pthread_key_create(&key, free)
    self.key = key
  }

  @inlinable package var pointer: UnsafeMutableRawPointer? {
    get { pthread_getspecific(key) }
    nonmutating set { pthread_setspecific(key, newValue) }
  }
}

/// A value that each thread has for itself.
package final class ThreadLocal<Value>: @unchecked Sendable {
  private final class Box {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private let slot = ThreadSlot(atThreadEnd: { pointer in
    if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
  })
  private let initial: @Sendable () -> Value

  package init(_ initial: @escaping @Sendable () -> Value) { self.initial = initial }

  package var value: Value {
    get { box.value }
    set { box.value = newValue }
  }

  private var box: Box {
    if let pointer = slot.pointer { return Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue() }
    let box = Box(initial())
    slot.pointer = Unmanaged.passRetained(box).toOpaque()
    return box
  }
}
