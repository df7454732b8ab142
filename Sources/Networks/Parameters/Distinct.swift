extension Sequence {
  /// The elements in their order without those whose object has come before.
  package func distinct<Object: AnyObject>(by object: (Element) -> Object) -> [Element] {
    var seen: Set<ObjectIdentifier> = []
    return filter { seen.insert(ObjectIdentifier(object($0))).inserted }
  }
}

extension Sequence where Element: AnyObject {
  /// The objects in their order, each once: what several layers share stands in a list as often as it is used.
  package var distinct: [Element] { distinct { $0 } }
}
