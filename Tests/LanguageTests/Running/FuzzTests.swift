import Glibc
import Language
import Testing

/// Mutated programs: whatever they hold, they end, and as values or errors.
///
/// `FUZZ_PROGRAMS` and `FUZZ_SEED` in the environment try more of them, and others.
@Suite struct FuzzTests {
  @Test("mutated programs neither crash nor hang")
  func mutations() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let programs = Self.setting("FUZZ_PROGRAMS") ?? 20_000
    // Shows the program that a crash came from.
    let trace = Self.setting("FUZZ_TRACE") != nil
    var counts: [String: Int] = [:]
    try onBigStack {
      var random = SplitMix(state: UInt64(Self.setting("FUZZ_SEED") ?? 20_240_601))
      let seeds = Self.seeds.map { Array($0.unicodeScalars) }
      var session = Session()
      for round in 0..<programs {
        if round % 500 == 0 { session = Session() }
        var program = seeds[random.below(seeds.count)]
        for _ in 0...random.below(1 + round % 3) { Self.mutate(&program, seeds, &random) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: program)
        let cell = String(text)
        // A program that loops for long is interrupted by its own count of steps.
        let cancellation = Cancellation()
        if trace { print("fuzz \(round): \(cell.debugDescription)") }
        let result = session.interpreter.run(
          cell, named: "cell", output: Watcher(cancellation), cancellation: cancellation)
        counts[result.error?.kind.rawValue ?? "no error", default: 0] += 1
        #expect(result.error?.kind != .internal || cell.contains("broken"), "\(cell)")
        if let error = result.error {
          _ = result.errorText(.ansi)
          #expect(!error.message.isEmpty)
        } else {
          _ = result.display
        }
        if round % 10 == 0 {
          _ = session.interpreter.isComplete(cell)
          _ = session.interpreter.complete(cell, cursor: random.below(program.count + 1))
          _ = session.interpreter.inspect(cell, cursor: random.below(program.count + 1))
        }
      }
    }
    print("fuzz: \(programs) programs in \(clock.now - start): \(counts.sorted { $0.value > $1.value })")
  }

  private static func setting(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }

  /// The cells that mutations begin with. None has a loop that a mutation easily makes endless.
  private static var seeds: [String] {
    ErrorCase.all.flatMap(\.cells).filter { !$0.contains("while") && !$0.contains("10**12") }
      + CompletenessCases.all.map(\.code).filter { !$0.contains("while") }
      + [
        "def f(a, b=2, *c):\n    return a, b, c\nf(1), f(1, 3, 4)", "x = [1, 2, 3]\nx[0], x[1] = x[1], x[0]\nx[::-1]",
        "d = {'a': 1, (1, 2): [3]}\nd['a'] += 1\nsorted(d.values(), key=str)", "time x = sum(range(10))",
        "with no_grad():\n    y = vector([1, 2]).exp2() * 2 - 1\nprint(y, y.size, sep='-')",
        "print(f'{1 / 3:>10.4f} {\"a\"!r:^5} {[1, 2][0]:05d} {1e9:,}')",
        "a = lambda x: x if x else a\nlist(map(a, [0, 1]))",
        "'{:>5} {name}'.format(1, name='b').upper().split(' ', 1)", "plot loss, kind=bars; sample -3; show (1)",
      ]
  }

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "f'{", ":", ",", ";", "=", "==", "**", "*", "-", ".", "\n", "    ",
    "\t",
    " ", "\\", "#", "lambda x: ", "for i in [1]: ", "if ", " else ", "not ", " in ", " is ", "def g():\n    ",
    "return ", "0",
    "1e999", "-1", "9007199254740993", "None", "True", "train ", "plot loss", "time ", "help ", "?", "%", "!", "@", "&",
    "π",
    "😀", "\u{0}", "\u{A0}", "“", "*a", "x", "[0]", "(x)", ".mean()", "vector([1, 2])", "range(5)", "print(", "...",
    ":=",
    "break", "import ", "with no_grad(): ",
  ]

  private static func mutate(_ program: inout [Unicode.Scalar], _ seeds: [[Unicode.Scalar]], _ random: inout SplitMix) {
    let position = random.below(program.count + 1)
    switch random.below(8) {
    case 0:
      let end = min(program.count, position + random.below(8))
      program.removeSubrange(position..<end)
    case 1: program.insert(contentsOf: pieces[random.below(pieces.count)].unicodeScalars, at: position)
    case 2:
      let end = min(program.count, position + random.below(12))
      program.insert(contentsOf: program[position..<end], at: random.below(program.count + 1))
    case 3:
      let other = seeds[random.below(seeds.count)]
      let start = random.below(other.count + 1)
      program.insert(contentsOf: other[start..<min(other.count, start + random.below(20))], at: position)
    case 4:
      // A deep nest of one piece.
      let piece = pieces[random.below(pieces.count)]
      let nest = String(repeating: piece, count: random.below(random.below(20) == 0 ? 400 : 5))
      program.insert(contentsOf: nest.unicodeScalars, at: position)
    case 5, 6:
      // One name, number or sign for another.
      guard position < program.count else { return }
      var end = position + 1
      while end < program.count, program[end].properties.isXIDContinue { end += 1 }
      program.replaceSubrange(position..<end, with: pieces[random.below(pieces.count)].unicodeScalars)
    default:
      if position < program.count, position > 0 { program.swapAt(position, position - 1) }
    }
  }
}

/// Stops a program that writes on and on.
private final class Watcher: Output {
  private let cancellation: Cancellation
  private var written = 0

  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  func write(_ text: String, to stream: OutputStream) {
    written += 1
    if written > 2_000 { cancellation.cancel() }
  }

  func display(_ display: Display, id: String?) {}
  func update(_ display: Display, id: String) {}
  func clear(wait: Bool) {}
  func page(_ display: Display) {}
  func input(prompt: String) throws -> String { throw Diagnostic(.input, "nobody is there to answer") }
}

/// A small generator with a seed, so that every run tries the same programs.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }
}
