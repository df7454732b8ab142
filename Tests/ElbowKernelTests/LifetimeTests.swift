import ElbowKernel
import Language
import Testing
import Threads
import Workbench

/// A session, its readers and their copies are freed when a kernel lets go of them, whatever ran.
@Suite(.serialized) struct LifetimeTests {
  private static let beginning = """
    data mnist, batch=16
    model mlp, hidden=8, latent=2
    net = sequential(linear(4, 2), relu())
    optimizer = adam(net, lr=0.01)
    def power(x, n):
        return 1 if n == 0 else x * power(x, n - 1)
    def scaled(k):
        def by(x):
            return k * x
        return by
    double = scaled(2)
    large = filter(lambda x: x > 1, [1, 2, 3])
    numbers = [1, [2, 3]]
    """

  /// Who is freed, or not.
  private final class Witness {
    private weak var session: Session?
    private weak var interpreter: Interpreter?
    private let name: String

    init(_ name: String, _ interpreter: Interpreter) {
      self.name = name
      self.interpreter = interpreter
      session = interpreter.host as? Session
    }

    /// What is still there.
    var left: [String] {
      (session == nil ? [] : ["\(name)'s session"]) + (interpreter == nil ? [] : ["\(name)'s interpreter"])
    }
  }

  private func witness(of bench: Bench) -> Witness {
    bench.snapshots.work { original, _ in Witness("the bench", original.interpreter) }
  }

  @Test func aSessionOfSuccessesAndErrors() throws {
    var witness: Witness?
    do {
      let bench = Bench()
      witness = self.witness(of: bench)
      #expect(try bench.run(Self.beginning) == "")
      #expect(try bench.run("missing").hasPrefix("NameError"))
      #expect(try bench.run("train(epochs=1).steps") != "")
      #expect(try bench.run("input('name? ')") { "Ada" } == "'Ada'")
    }
    #expect(try #require(witness).left == [])
  }

  @Test(arguments: ["train epochs=100000", "while True:\n    power(2, 3)"])
  func aSessionThatWasReadWhileACellRan(_ cell: String) throws {
    var witnesses: [Witness] = []
    do {
      let bench = Bench()
      witnesses.append(witness(of: bench))
      try bench.run(Self.beginning)
      let reader = SnapshotReader(of: bench.snapshots)
      let running = try bench.start(cell)
      for _ in 0..<3 {
        #expect(reader.see("double(power(2, 3))") == "16")
        #expect(reader.see("net(ones(3, 4)).shape") == "(3, 2)")
        #expect(reader.see("sample 4") == "a picture")
        #expect(reader.see("missing").hasPrefix("NameError"))
        #expect(reader.see("mine = lambda x: x + numbers[0]\nmine(1)") == "2")
      }
      witnesses.append(reader.reading("0") { Witness("the reader", $0) })
      #expect(running.interrupt().hasPrefix("Interrupted"))
    }
    #expect(witnesses.count == 2 && witnesses.flatMap(\.left) == [])
  }

  /// A subshell comes and goes while the session stays.
  @Test func aReaderAlone() throws {
    let bench = Bench()
    try bench.run(Self.beginning)
    let running = try bench.start("train epochs=100000")
    var witness: Witness?
    do {
      let reader = SnapshotReader(of: bench.snapshots)
      #expect(reader.see("double(power(2, 3))") == "16")
      witness = reader.reading("0") { Witness("the reader", $0) }
    }
    #expect(try #require(witness).left == [])
    #expect(running.interrupt().hasPrefix("Interrupted"))
  }
}
