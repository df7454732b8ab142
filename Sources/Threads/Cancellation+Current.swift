import Glibc

// The running thread's: work is cancelled in too many places to hand the token everywhere.

extension Cancellation {
  private static let slot = ThreadSlot()

  /// That of what this thread is doing; ``never`` where nobody can cancel that.
  package static var current: Cancellation {
    slot.pointer.map { Unmanaged<Cancellation>.fromOpaque($0).takeUnretainedValue() } ?? never
  }

  /// Of work that has to be done to its end.
  package static let never = Cancellation()

  /// Makes this the thread's ``current`` one while `body` runs.
  package func whileCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = Self.slot.pointer
    Self.slot.pointer = Unmanaged.passUnretained(self).toOpaque()
    defer { Self.slot.pointer = outer }
    return try body()
  }

  /// Counts the rounds of a long loop, and looks at the ``current`` cancellation every few thousand.
  package struct Rounds {
    private let cancellation = Cancellation.current
    @usableFromInline var count = 0

    package init() {}

    /// - Throws: ``Cancelled`` if the work is to stop.
    @inlinable package mutating func next() throws(Cancelled) {
      count &+= 1
      if count & 0xfff == 0 { try check() }
    }

    @usableFromInline func check() throws(Cancelled) { try cancellation.check() }
  }
}

extension Collection {
  /// What `transform` makes of each element, as `map` has it; the current work's cancellation ends it in between.
  ///
  /// - Throws: ``Cancelled``, and what `transform` throws.
  package func cancellableMap<Result>(_ transform: (Element) throws -> Result) throws -> [Result] {
    var rounds = Cancellation.Rounds()
    return try map { element in
      try rounds.next()
      return try transform(element)
    }
  }
}
