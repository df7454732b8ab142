/// The order in which people sort names with numbers in them: `fc2` before `fc10`.
enum NaturalOrder {
  static func precedes(_ left: String, _ right: String) -> Bool {
    let (a, b) = (parts(left), parts(right))
    for (x, y) in zip(a, b) where x != y {
      if let x = Int(x), let y = Int(y), x != y { return x < y }
      return x < y
    }
    return a.count == b.count ? left < right : a.count < b.count
  }

  /// Runs of digits and of other characters, in turn.
  private static func parts(_ name: String) -> [String] {
    var parts: [String] = []
    var isNumber = false
    for character in name {
      let digit = ("0"..."9").contains(character)
      if parts.isEmpty || digit != isNumber { parts.append("") }
      parts[parts.count - 1].append(character)
      isNumber = digit
    }
    return parts
  }
}
