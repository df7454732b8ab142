import Glibc

/// A mutex: of the system's (`pthread_mutex_t`), because Thread Sanitizer misreads `Synchronization.Mutex` on Linux.
package final class Lock: @unchecked Sendable {
  fileprivate let mutex: UnsafeMutablePointer<pthread_mutex_t>

  package init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package func lock() { pthread_mutex_lock(mutex) }

  /// False at once where another thread holds the lock.
  package func tryLock() -> Bool { pthread_mutex_trylock(mutex) == 0 }

  package func unlock() { pthread_mutex_unlock(mutex) }

  package func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}

/// What threads wait for that hold a lock: that another thread signals a change of what the lock guards.
package final class Condition: @unchecked Sendable {
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // Waiting must not depend on somebody setting the clock.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Gives up the lock, which the caller holds, until the condition is signalled, then holds it again. It may also return
  /// for no reason.
  package func wait(_ lock: Lock) { pthread_cond_wait(condition, lock.mutex) }

  /// ``wait(_:)`` that returns at the deadline.
  ///
  /// - Returns: false at the deadline.
  package func wait(_ lock: Lock, until deadline: MonotonicTime) -> Bool {
    var end = deadline.timespec
    return pthread_cond_timedwait(condition, lock.mutex, &end) != ETIMEDOUT
  }

  /// Wakes all who wait.
  package func broadcast() { pthread_cond_broadcast(condition) }
}
