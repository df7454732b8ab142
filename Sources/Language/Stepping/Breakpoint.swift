/// A place where a program is to stop.
package struct Breakpoint: Sendable {
  /// Tells it from all others.
  package let id: Int
  /// The line of the cell, from 1.
  package let line: Int
  /// An expression: it stops only where that is true. Nil for always.
  package let condition: String?
  /// How often the place must have been come to. Nil for always.
  package let hits: HitCondition?
  /// A text to be told instead of stopping, with expressions in braces. Nil to stop.
  package let logMessage: String?

  package init(
    id: Int, line: Int, condition: String? = nil, hits: HitCondition? = nil, logMessage: String? = nil
  ) {
    self.id = id
    self.line = line
    self.condition = condition
    self.hits = hits
    self.logMessage = logMessage
  }
}

/// How often a place must have been come to for a breakpoint to stop there: `5`, `>= 3`, `% 10`.
package struct HitCondition: Sendable, Equatable {
  private enum Comparison: String, CaseIterable {
    // Longer ones first: `>=` begins with `>`.
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case more = ">"
    case less = "<"
    case multiple = "%"
  }

  private let comparison: Comparison
  private let number: Int

  /// Nil where the text says nothing of the kind.
  package init?(_ text: String) {
    var rest = Substring(text.filter { !$0.isWhitespace })
    let comparison = Comparison.allCases.first { rest.hasPrefix($0.rawValue) }
    if let comparison { rest = rest.dropFirst(comparison.rawValue.count) }
    guard let number = Int(rest), number > 0 else { return nil }
    (self.comparison, self.number) = (comparison ?? .equal, number)
  }

  /// Whether it holds when the place is come to for the `count`th time.
  func holds(_ count: Int) -> Bool {
    switch comparison {
    case .atLeast: count >= number
    case .atMost: count <= number
    case .equal: count == number
    case .more: count > number
    case .less: count < number
    case .multiple: count.isMultiple(of: number)
    }
  }
}
