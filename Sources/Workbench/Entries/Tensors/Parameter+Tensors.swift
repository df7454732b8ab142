import Language

// Parameters that many entries share.

extension Parameter {
  /// The tensor that a function is about, which stands before the dot where the function is called as a method.
  static func x(_ summary: String = "numbers") -> Parameter {
    Parameter("x", .like("tensor"), otherNames: ["input"], summary)
  }
}

extension [Parameter] {
  /// A tensor, and the one dimension that a function goes along.
  static var alongDimension: [Parameter] {
    [.x(), Parameter("dim", .integer(), "the dimension to go along")]
  }
}
