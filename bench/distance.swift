// How far two processors are from each other: prints the nanoseconds that a number takes from one thread to another and
// back. A virtual machine's processors may be of one die or of two, and change in between.

import Glibc
import Synchronization

let rounds = 100_000
let number = Atomic<Int>(0)

var other = pthread_t()
pthread_create(
  &other, nil,
  { _ in
    for round in 0..<rounds {
      while number.load(ordering: .acquiring) != 2 * round + 1 {}
      number.store(2 * round + 2, ordering: .releasing)
    }
    return nil
  }, nil)

func passes(_ first: Int, _ end: Int) -> Duration {
  ContinuousClock().measure {
    for round in first..<end {
      number.store(2 * round + 1, ordering: .releasing)
      while number.load(ordering: .acquiring) != 2 * round + 2 {}
    }
  }
}

// The first few wait for the other thread to begin.
_ = passes(0, 1000)
print(passes(1000, rounds) / .nanoseconds(1) / Double(rounds - 1000))
