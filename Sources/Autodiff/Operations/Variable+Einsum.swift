import Tensors

extension Variable {
  /// Sums of products over named dimensions: `einsum("bij,bjk->bik", [a, b])` is a product of matrices for each b.
  ///
  /// Letters name the dimensions of each operand; `...` stands for any further ones, which broadcast. A letter that comes
  /// twice in an operand takes the diagonal, one that the result does not name is summed over; without `->` the result has
  /// the letters that come once, in alphabetical order. Two operands after another are made a product of matrices.
  ///
  /// - Throws: ``TensorError`` where the equation does not say something, or the shapes do not fit it.
  package static func einsum(_ equation: String, _ operands: [Variable]) throws -> Variable {
    let equation = try Equation(equation, operands.map(\.shape))
    var factors = try zip(operands, equation.operands).map { try Factor($0, $1, equation.lengths) }
    var result = factors.removeFirst()
    while !factors.isEmpty {
      let next = factors.removeFirst()
      let needed = Set(equation.result).union(factors.flatMap(\.labels))
      result = try result.product(with: next, keeping: needed)
    }
    return try result.arranged(as: equation.result)
  }

  /// What an equation says of the dimensions. Those of an ellipsis are numbered from its last one.
  private struct Equation {
    enum Label: Hashable, Comparable {
      case ellipsis(fromEnd: Int)
      case letter(Character)

      static func < (a: Label, b: Label) -> Bool {
        switch (a, b) {
        case (.ellipsis(let i), .ellipsis(let j)): i > j
        case (.ellipsis, .letter): true
        case (.letter, .ellipsis): false
        case (.letter(let x), .letter(let y)): x < y
        }
      }
    }

    var operands: [[Label]] = []
    var result: [Label] = []
    var lengths: [Label: Int] = [:]

    init(_ text: String, _ shapes: [Shape]) throws {
      let equation = String(text.filter { $0 != " " })
      let sides = equation.split(separator: "->", omittingEmptySubsequences: false).map(String.init)
      guard sides.count <= 2 else { throw Self.refusal("'\(text)' has more than one result") }
      let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard terms.count == shapes.count else {
        throw Self.refusal("'\(text)' is about \(terms.count) tensors, and there are \(shapes.count)")
      }
      for (term, shape) in zip(terms, shapes) {
        let letters = try Self.parts(term, in: text)
        let named = letters.count(where: { $0 != nil })
        let further = shape.rank - named
        guard letters.contains(nil) ? further >= 0 : further == 0 else {
          throw TensorError(
            .shape, "einsum", "einsum: '\(term)' names \(named) dimensions, and that tensor is \(shape)",
            suggestion: further > 0 ? "... stands for dimensions without a name" : nil)
        }
        let labels = letters.flatMap { letter -> [Label] in
          letter.map { [.letter($0)] } ?? (0..<max(0, further)).reversed().map { .ellipsis(fromEnd: $0) }
        }
        for (place, label) in labels.enumerated() {
          let first = labels.firstIndex(of: label) ?? place
          guard shape[first] == shape[place] else {
            throw TensorError(
              .shape, "einsum",
              "einsum: '\(term)' takes the diagonal of \(shape[first]) and \(shape[place]) elements of a tensor of \(shape)",
              suggestion: "a letter that comes twice in a tensor is one length there")
          }
        }
        operands.append(labels)
        for (label, length) in zip(labels, shape.dimensions) {
          guard let known = lengths[label], known != length, known != 1, length != 1 else {
            lengths[label] = lengths[label] == nil || lengths[label] == 1 ? length : lengths[label]
            continue
          }
          let name = if case .letter(let letter) = label { "'\(letter)'" } else { "a dimension of ..." }
          throw TensorError(
            .shape, "einsum",
            "einsum: in '\(text)', \(name) has \(known) elements in one tensor and \(length) in another",
            suggestion: "a letter is one length everywhere")
        }
      }
      let all = operands.flatMap(\.self)
      guard sides.count == 2 else {
        let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
        result = lengths.keys.filter { if case .letter = $0 { counts[$0] == 1 } else { true } }.sorted()
        return
      }
      let further = lengths.keys.filter { if case .ellipsis = $0 { true } else { false } }.sorted()
      result = try Self.parts(sides[1], in: text).flatMap { letter in letter.map { [.letter($0)] } ?? further }
      guard Set(result).count == result.count else {
        throw Self.refusal("the result of '\(text)' names a letter twice")
      }
      for label in result where lengths[label] == nil {
        if case .letter(let letter) = label {
          throw Self.refusal("'\(letter)' of the result of '\(text)' is in no tensor")
        }
      }
    }

    /// The letters of a term, nil for its ellipsis.
    private static func parts(_ term: String, in text: String) throws -> [Character?] {
      var (parts, rest): ([Character?], Substring) = ([], term[...])
      while let first = rest.first {
        if rest.hasPrefix("..."), !parts.contains(nil) {
          parts.append(nil)
          rest = rest.dropFirst(3)
        } else if first.isASCII, first.isLetter {
          parts.append(first)
          rest = rest.dropFirst()
        } else {
          throw refusal("'\(text)' has '\(first)' where a letter names a dimension")
        }
      }
      return parts
    }

    private static func refusal(_ message: String) -> TensorError {
      TensorError(
        .value, "einsum", "einsum: \(message)",
        suggestion: "as einsum(\"ij,jk->ik\", a, b), the product of two matrices")
    }
  }

  /// A tensor with a name for each of its dimensions, no two alike.
  private struct Factor {
    var tensor: Variable
    var labels: [Equation.Label]

    init(_ tensor: Variable, _ labels: [Equation.Label]) { (self.tensor, self.labels) = (tensor, labels) }

    /// The operand, its repeated names made diagonals, and what broadcasts left out.
    init(_ operand: Variable, _ names: [Equation.Label], _ lengths: [Equation.Label: Int]) throws {
      (tensor, labels) = (operand, [])
      let own = operand.shape.strides
      var (kept, strides): ([Int], [Int]) = ([], [])
      for (dimension, label) in names.enumerated() {
        let length = operand.shape[dimension]
        if let place = labels.firstIndex(of: label) {
          strides[place] += own[dimension]
        } else {
          labels.append(label)
          kept.append(length)
          strides.append(own[dimension])
        }
      }
      if labels.count < names.count {
        tensor = try .strided(operand, Shape(kept), strides, start: 0, for: "einsum")
      }
      let places = labels.indices.filter { kept[$0] != 1 || lengths[labels[$0]] == 1 }
      if places.count < labels.count { tensor = try .reshape(tensor, Shape(places.map { kept[$0] })) }
      labels = places.map { labels[$0] }
    }

    private func length(_ label: Equation.Label) -> Int {
      labels.firstIndex(of: label).map { tensor.shape[$0] } ?? 1
    }

    /// Summed over what nobody needs.
    private func summed(keeping needed: Set<Equation.Label>) throws -> Factor {
      let dropped = labels.indices.filter { !needed.contains(labels[$0]) }
      guard !dropped.isEmpty else { return self }
      return Factor(
        try .sum(tensor, dropped, keepingDimensions: false), labels.filter { needed.contains($0) })
    }

    /// The dimensions in groups, each made one.
    private func grouped(_ groups: [[Equation.Label]]) throws -> Variable {
      let order = groups.flatMap(\.self).map { label in labels.firstIndex(of: label) ?? 0 }
      let permuted = order == Array(order.indices) ? tensor : try Variable.permute(tensor, order)
      return try .reshape(permuted, Shape(groups.map { $0.reduce(1) { $0 * length($1) } }))
    }

    /// The product of two, summed over what neither the result nor a later operand has.
    func product(with other: Factor, keeping needed: Set<Equation.Label>) throws -> Factor {
      let left = try summed(keeping: needed.union(other.labels))
      let right = try other.summed(keeping: needed.union(labels))
      let shared = left.labels.filter(right.labels.contains)
      let batch = shared.filter(needed.contains), inner = shared.filter { !needed.contains($0) }
      let rows = left.labels.filter { !right.labels.contains($0) }
      let columns = right.labels.filter { !left.labels.contains($0) }
      let result = batch + rows + columns
      let shape = Shape(batch.map(left.length) + rows.map(left.length) + columns.map(right.length))
      let product: Variable
      if inner.isEmpty {
        product = try left.grouped([batch, rows, []]) * right.grouped([batch, [], columns])
      } else if batch.isEmpty {
        product = try .matmul(left.grouped([rows, inner]), right.grouped([inner, columns]))
      } else {
        product = try .matmul(left.grouped([batch, rows, inner]), right.grouped([batch, inner, columns]))
      }
      return Factor(try .reshape(product, shape), result)
    }

    /// In the order of the result.
    func arranged(as result: [Equation.Label]) throws -> Variable {
      let own = try summed(keeping: Set(result))
      let order = result.compactMap { label in own.labels.firstIndex(of: label) }
      // What was left out as broadcast in every operand cannot be here: each name has its length in one of them.
      return order == Array(order.indices) ? own.tensor : try Variable.permute(own.tensor, order)
    }
  }
}
