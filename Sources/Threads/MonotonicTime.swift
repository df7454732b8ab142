import Glibc

/// A point on the clock that never jumps.
package struct MonotonicTime: Comparable {
  private let nanoseconds: Int

  package static var now: MonotonicTime {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec))
  }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }

  package func advanced(milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds + milliseconds * 1_000_000)
  }

  /// Whole milliseconds from now until then, rounded up; 0 where it has passed.
  package var millisecondsAway: Int { max(0, (nanoseconds - MonotonicTime.now.nanoseconds + 999_999) / 1_000_000) }

  var timespec: Glibc.timespec {
    Glibc.timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
  }
}
