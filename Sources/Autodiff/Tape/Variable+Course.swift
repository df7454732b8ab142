extension Variable {
  /// The operations that led to the value, the last first: of each, those of the first input that a gradient passes through.
  ///
  /// - Parameter most: so many at most.
  package func course(most: Int) -> [String] {
    var words: [String] = []
    var variable = self
    while words.count < most, let node = variable.node {
      words.append(node.operation.word)
      guard let next = node.inputs.first(where: \.requiresGradient) else { break }
      variable = next
    }
    return words
  }
}

extension Operation {
  /// Its name in a line about many, as PyTorch would write it: `max_pool2d`.
  var word: String {
    let name = if case .pointwise(let function) = self { "\(function)" } else { "\(self)" }
    return name.prefix { $0 != "(" }.reduce(into: "") { word, letter in
      word += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }
}
