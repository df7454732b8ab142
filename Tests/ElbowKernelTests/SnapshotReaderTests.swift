import ElbowKernel
import JupyterKernel
import Testing
import Threads

/// Readers beside a running cell: what they see, and where the code that they are asked runs.
@Suite(.serialized) struct SnapshotReaderTests {
  private let bench = Bench()
  private let reader: SnapshotReader

  private static let loop = "n = 0\nwhile True:\n    n += 1"

  init() throws {
    reader = SnapshotReader(of: bench.snapshots)
    let cells = "data mnist, batch=16\nmodel mlp, hidden=8, latent=2\nfactor = 2\nquotient = 3\nnumbers = [1, [2, 3]]"
    #expect(try bench.run(cells) == "")
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Int {
    let duration = try ContinuousClock().measure(body)
    return Int(duration / .milliseconds(1))
  }

  @Test func readsWhileACellTrains() throws {
    let training = try bench.start("train epochs=100000")
    for _ in 0..<3 {
      #expect(reader.see("factor * 21") == "42")
      #expect(reader.see("numbers[1]") == "[2, 3]")
      #expect(reader.see("sample 4") == "a picture")
      #expect(reader.see("encode(zeros(1, 1, 28, 28)).shape") == "(1, 2)")
      #expect(reader.see("missing").hasPrefix("NameError"))
    }
    #expect(training.result == nil)
    #expect(training.interrupt().hasPrefix("Interrupted"))
  }

  @Test func readsWhatIsNow() throws {
    let loop = try bench.start(Self.loop)
    let values = (0..<5).map { _ in Int(reader.see("n")) ?? 0 }
    #expect(values == values.sorted() && values[0] < values[4])
    #expect(loop.interrupt().hasPrefix("Interrupted"))
  }

  @Test func trainsToTheSameBitsWhetherReadOrNot() throws {
    let undisturbed = Bench()
    let cells = "seed 3\ndata mnist, batch=16\nmodel mlp, hidden=8, latent=2"
    try undisturbed.run(cells)
    try bench.run(cells)
    let expected = try undisturbed.run("train(epochs=20).steps")
    let training = try bench.start("train(epochs=20).steps")
    var looks = 0
    while training.result == nil {
      _ = reader.see("x = sample(4)\ny = randn(3)")
      looks += 1
    }
    #expect(looks > 0)
    #expect(training.end() == expected)
  }

  @Test(arguments: ["train", "model mlp, latent=3", "seed 4", "def f():\n    seed(1)\nf()", "list(filter(seed, [3]))"])
  func sendsChangesToTheMainShell(code: String) throws {
    let training = try bench.start("train epochs=100000")
    guard case .mainShell(ifBusy: let error) = reader.admit(code) else { throw Misjudged() }
    #expect(error.name == "SessionBusy")
    let entry = code.contains("seed") ? "seed" : code.prefix { $0.isLetter }
    #expect(error.value.hasPrefix("the session is busy: a cell is running, and `\(entry)` changes"))
    #expect(
      error.value.hasSuffix(
        "; run it when the cell has ended; what only reads (session, sample, plot loss) can run now"))
    #expect(reader.see("factor") == "2")
    _ = training.interrupt()
  }

  /// Where nothing runs, too: the kernel decides whether the main shell has time.
  @Test func judgesTheSameWhereNothingRuns() throws {
    guard case .mainShell = reader.admit("seed 4") else { throw Misjudged() }
    #expect(reader.see("factor") == "2")
  }

  @Test func codeThatCannotBeReadShowsItsErrorHere() {
    #expect(reader.see("1 +").hasPrefix("SyntaxError"))
  }

  @Test func saysWithinItsPatienceThatTheSessionIsTooBusy() throws {
    var patience = SnapshotReader.Patience()
    patience.forCode = 200
    let reader = SnapshotReader(of: bench.snapshots, patience: patience)
    try bench.holdingSession {
      var answer = ""
      let waited = milliseconds { answer = reader.see("factor") }
      #expect(
        answer.hasPrefix("refused: SessionBusy: the session is busy: the running cell is in the middle of something"))
      #expect(answer.hasSuffix("try again"))
      #expect(waited >= 200 && waited < 1000)
      // Code that would change the session is refused for that.
      #expect(reader.see("seed 4").hasPrefix("not here: SessionBusy"))
    }
    #expect(reader.see("factor") == "2")
  }

  @Test func helpsFromAnOlderCopyRatherThanLate() throws {
    #expect(reader.complete("quot", at: 4).matches.map(\.text) == ["quotient"])
    try bench.run("quotients = 3")
    try bench.holdingSession {
      var matches: [String] = []
      let waited = milliseconds { matches = reader.complete("quot", at: 4).matches.map(\.text) }
      #expect(matches == ["quotient"])
      #expect(waited < 1000)
      #expect(reader.inspect("numbers", at: 7, detail: .brief)?.plain?.contains("[1, [2, 3]]") == true)
      #expect(reader.isComplete("for x in y:") == .incomplete(indent: "    "))
    }
    #expect(reader.complete("quot", at: 4).matches.map(\.text) == ["quotient", "quotients"])
  }

  @Test func whatAReaderBindsStaysWithIt() throws {
    let other = try #require(reader.makeSubshellReader() as? SnapshotReader)
    let loop = try bench.start(Self.loop)
    #expect(reader.see("mine = factor + 1\nnumbers.append(9)\ndef half(x):\n    return x / factor\nmine") == "3")
    #expect(reader.see("half(mine)") == "1.5")
    #expect(other.see("mine").hasPrefix("NameError"))
    #expect(other.see("numbers") == "[1, [2, 3]]")
    _ = loop.interrupt()
    #expect(try bench.run("mine").hasPrefix("NameError"))
    #expect(try bench.run("numbers") == "[1, [2, 3]]")
    // It is there still, and sees what has been done since.
    try bench.run("factor = 4\nmine = 100")
    #expect(reader.see("half(mine)") == "0.75")
  }

  @Test func aCellThatWaitsForInputLeavesTheSessionToReaders() throws {
    let phase = Monitor(0)
    let asking = try bench.start("z = 41 + 1\nx = input('name? ')") {
      phase.update { $0 = 1 }
      phase.wait { $0 == 2 ? () : nil }
      return "Ada"
    }
    phase.wait { $0 == 1 ? () : nil }
    var patience = SnapshotReader.Patience()
    patience.forCode = 0
    let hasty = SnapshotReader(of: bench.snapshots, patience: patience)
    for _ in 0..<10 { #expect(hasty.see("z") == "42") }
    #expect(hasty.see("seed 3").hasPrefix("not here"))
    phase.update { $0 = 2 }
    _ = asking.end()
    #expect(hasty.see("x") == "'Ada'")
  }

  /// A reader that has waited for a cell's end is let in there.
  @Test func readersComeInBetweenCells() throws {
    for number in 0..<50 {
      let cell = try bench.start("factor = \(number)")
      #expect(Int(reader.see("factor")) != nil)
      _ = cell.end()
      #expect(reader.see("factor") == "\(number)")
    }
  }

  @Test func manyReadersAtOnce() throws {
    try bench.run("n = 0")
    let loop = try bench.start(Self.loop)
    let faults = Monitor<[String]>([])
    let threads = try (0..<8).map { number in
      let reader = SnapshotReader(of: bench.snapshots)
      return try Thread(name: "reader", stackSize: 64 << 20) {
        var last = -1
        _ = reader.see("mine = \(number)")
        for _ in 0..<25 {
          let seen = reader.see("n")
          if let n = Int(seen), n >= last {
            last = n
          } else {
            faults.update { $0.append("\(seen) after \(last)") }
          }
          let mine = reader.see("mine")
          if mine != "\(number)" { faults.update { $0.append("\(mine) is not \(number)") } }
          _ = reader.complete("nu", at: 2)
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(faults.withLock { $0 } == [])
    #expect(loop.interrupt().hasPrefix("Interrupted"))
  }

  private struct Misjudged: Error {}
}
