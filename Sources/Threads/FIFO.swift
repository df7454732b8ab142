/// A first-in, first-out queue. Both ends amortised O(1).
package struct FIFO<Element> {
  private var elements: [Element?] = []
  private var first = 0

  package init() {}

  package var isEmpty: Bool { first == elements.count }

  package mutating func push(_ element: Element) { elements.append(element) }

  package mutating func pop() -> Element? {
    guard first < elements.count else { return nil }
    let element = elements[first]
    elements[first] = nil
    first += 1
    if first == elements.count {
      elements.removeAll(keepingCapacity: elements.capacity <= 1024)
      first = 0
    } else if first > 1024, first * 2 > elements.count {
      elements.removeFirst(first)
      first = 0
    }
    return element
  }

  /// Changes all that wait, in their order.
  package mutating func forEach(_ change: (inout Element) -> Void) {
    for index in first..<elements.count {
      guard var element = elements[index] else { continue }
      change(&element)
      elements[index] = element
    }
  }
}
