/// Cells changed a little, by letters and by words.
struct Mutator {
  private let seeds: [[Unicode.Scalar]]

  init(_ seeds: Seeds) { self.seeds = seeds.cells.map { Array($0.unicodeScalars) } }

  /// One of the seeds with `changes` changes.
  func program(_ random: inout SplitMix, changes: Int) -> String {
    var program = random.pick(seeds)
    for _ in 0..<changes { mutate(&program, &random) }
    return Self.text(program)
  }

  /// The cell with one change.
  func mutated(_ cell: String, _ random: inout SplitMix) -> String {
    var program = Array(cell.unicodeScalars)
    mutate(&program, &random)
    return Self.text(program)
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static let pieces =
    ([
      "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "f'{", "}'", ":", ",", ";", "=", "==", "**", "*", "-", ".", "\n",
      "    ", "\t", " ", "\\", "#", "lambda x: ", "for i in [1]: ", "if ", " else ", "elif", "not ", " in ", " is ",
      "def g():\n    ", "return ", "0", "1e999", "-1", "9007199254740993", "None", "True", "train ", "plot loss",
      "time ",
      "help ", "?", "%", "!", "@", "&", "π", "😀", "\u{0}", "\u{A0}", "“", "（", "*a", "x", "[0]", "(x)", ".mean()",
      "...",
      "range(5)", "print(", ":=", "break", "continue", "import ", "with no_grad(): ", "class A:", "try:\n    ", "del x",
      ">>> ", "In [1]: ", "%%time\n", "->", "<>", "!=", "//", "~", "|", "^", "<<", "0x1f", "1_000", "1j", "b'a'",
      "r'\\'",
      "\r\n", "\u{2028}", "\u{301}", "global x", "yield", "await ", "assert ", "dim=-1", "size=3", "epochs=1",
    ] as [String]).map { Array($0.unicodeScalars) }

  private func mutate(_ program: inout [Unicode.Scalar], _ random: inout SplitMix) {
    let position = random.below(program.count + 1)
    switch random.below(8) {
    case 0:
      let end = min(program.count, position + random.below(8))
      program.removeSubrange(position..<end)
    case 1: program.insert(contentsOf: random.pick(Self.pieces), at: position)
    case 2:
      let end = min(program.count, position + random.below(12))
      program.insert(contentsOf: program[position..<end], at: random.below(program.count + 1))
    case 3:
      let other = random.pick(seeds)
      let start = random.below(other.count + 1)
      program.insert(contentsOf: other[start..<min(other.count, start + random.below(20))], at: position)
    case 4:
      // A deep nest of one piece, now and then.
      let piece = random.pick(Self.pieces)
      let depth = random.below(random.oneIn(20) ? 400 : 5)
      program.insert(contentsOf: (0..<depth).flatMap { _ in piece }, at: position)
    case 5, 6:
      // One name, number or sign for another.
      guard position < program.count else { return }
      var end = position + 1
      while end < program.count, program[end].properties.isXIDContinue { end += 1 }
      program.replaceSubrange(position..<end, with: random.pick(Self.pieces))
    default:
      if position < program.count, position > 0 { program.swapAt(position, position - 1) }
    }
  }
}
