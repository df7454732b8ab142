import Language
import Testing
import Threads
import Workbench

/// A copy of the session that somebody else reads.
@Suite struct SessionSnapshotTests {
  private let session = Session()
  private let interpreter: Interpreter
  private let snapshot = SessionSnapshot()

  init() { interpreter = Interpreter(table: session.entries(), host: session) }

  private func run(_ cell: String, in interpreter: Interpreter) -> CellResult {
    interpreter.run(cell, named: "cell", output: NoOutput())
  }

  /// What an expression shows in the copy, or its error.
  private func seen(_ cell: String) -> String {
    let result = run(cell, in: snapshot.interpreter)
    return result.error.map { "\($0.kind.rawValue): \($0.message)" } ?? result.display?.plain ?? ""
  }

  @Test func everyLayerOfTheTableCanBeCopied() throws {
    for entry in session.entries() where entry.group == "layers" {
      let layers = run("layer = \(entry.example.split(separator: "\n").last ?? "")", in: interpreter)
      guard layers.error == nil else { continue }
      try snapshot.update(from: session, interpreter)
      #expect(!seen("layer").contains("only the main shell"), "\(entry.name)")
    }
    #expect(interpreter[variable: "layer"] != nil)
  }

  @Test func everyKindOfValueIsThereOrSaysThatItIsNot() throws {
    let cell = """
      net = sequential(linear(3, 4), relu, linear(4, 2))
      x = ones(5, 3)
      y = net(x)
      w = parameter(2)
      optimizer = adam(net, lr=0.5)
      picture = show(rand(4, 4))
      quiet = no_grad()
      mode = net.eval
      """
    let result = run(cell, in: interpreter)
    #expect(result.error == nil, "\(String(describing: result.error))")
    try snapshot.update(from: session, interpreter)
    for name in ["net", "x", "y", "w", "optimizer", "picture", "quiet"] {
      #expect(!seen(name).contains("only the main shell"), "\(name)")
      #expect(seen("\(name)") == interpreter[variable: name]?.display.plain)
    }
    #expect(seen("mode").contains("only the main shell"))
    #expect(seen("net(x) - y") != "")
    #expect(seen("with quiet:\n    net(x)\noptimizer.lr") == "0.5")
  }

  @Test func whatWouldChangeTheSessionIsRefused() throws {
    for entry in session.entries() where !entry.runsOnCopy {
      let refusing = try #require(snapshot.interpreter.table[name: entry.name])
      let error = #expect(throws: Diagnostic.self) {
        try refusing.run(
          Arguments([:], given: []),
          Context(output: NoOutput(), cancellation: Cancellation(), isCommand: false) { value, _ in value })
      }
      #expect(error?.kind == .busy)
      #expect(error?.message.contains("`\(entry.name)`") == true)
    }
    #expect(seen("seed 3").hasPrefix("SessionBusy"))
    #expect(session.entries().contains { $0.name == "train" && !$0.runsOnCopy })
    #expect(session.entries().contains { $0.name == "sample" && $0.effect == .drawsNumbers })
  }

  @Test func lookingTwiceDrawsOtherNumbers() throws {
    #expect(run("seed 5", in: interpreter).error == nil)
    try snapshot.update(from: session, interpreter)
    let first = seen("randn(3)")
    try snapshot.update(from: session, interpreter)
    #expect(seen("randn(3)") != first)
    // And takes none from the session.
    #expect(run("randn(3)", in: interpreter).display?.plain == first)
  }
}
