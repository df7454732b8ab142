/// The class that a cursor stands in, as far as it is written: what `self` has there.
struct ClassUnderWay {
  /// What the method calls its object, mostly `self`.
  let object: String
  /// The names that are assigned behind `self.`, in the order in which they come.
  private(set) var attributes: [String] = []
  private(set) var methods: [String] = []
  /// The class that it derives from, as it is written: `kitchen.Bowl`.
  let base: [String]

  /// - Parameter tokens: those before the cursor.
  /// - Returns: nil where the cursor stands in no method.
  init?(_ tokens: [Token]) {
    guard let (start, method) = Self.blocks(around: tokens), let object = Self.firstParameter(tokens, method) else {
      return nil
    }
    self.object = object
    base = Self.base(tokens, start)
    for index in tokens.indices.dropFirst(start) {
      guard index + 1 < tokens.count, let name = tokens[index + 1].name else { continue }
      if tokens[index].isKeyword("def"), !methods.contains(name) { methods.append(name) }
      guard tokens[index].isSymbol("."), tokens[index - 1].name == object, index + 2 < tokens.count,
        tokens[index + 2].isSymbol("=") || tokens[index + 2].isSymbol(":") || tokens[index + 2].isSymbol(","),
        !attributes.contains(name)
      else { continue }
      attributes.append(name)
    }
  }

  /// Where the innermost class around the end begins, and the innermost function in it.
  private static func blocks(around tokens: [Token]) -> (type: Int, method: Int)? {
    var open: [Int] = []
    var header = 0
    var isFirst = true
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .indent: open.append(header)
      case .dedent: _ = open.popLast()
      case .newline: break
      default:
        // A decorator is no header; a block's is what its line begins with.
        if isFirst { header = index }
      }
      isFirst =
        switch token.kind {
        case .indent, .dedent, .newline: true
        default: false
        }
    }
    guard let type = open.last(where: { tokens[$0].isKeyword("class") }),
      let method = open.last(where: { $0 > type && tokens[$0].isKeyword("def") })
    else { return nil }
    return (type, method)
  }

  private static func firstParameter(_ tokens: [Token], _ method: Int) -> String? {
    guard method + 3 < tokens.count, tokens[method + 2].isSymbol("(") else { return nil }
    return tokens[method + 3].name
  }

  private static func base(_ tokens: [Token], _ start: Int) -> [String] {
    guard start + 2 < tokens.count, tokens[start + 2].isSymbol("(") else { return [] }
    var names: [String] = []
    for token in tokens[(start + 3)...] {
      if let name = token.name {
        names.append(name)
      } else if !token.isSymbol(".") {
        break
      }
    }
    return names
  }
}
