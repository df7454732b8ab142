import Datasets
import Language
import TestSupport
import Threads
import Workbench

/// A session at which made cells run, and what must hold whatever they say.
final class Subject {
  private let session: Session
  private let interpreter: Interpreter
  private let output = QuietOutput()
  private let snapshot = SessionSnapshot()

  /// What the sessions begin with, in turn: nothing, data, a model, a trained one.
  private static let beginnings = [
    "", "data mnist, batch=8", "data mnist, batch=8\nmodel mlp, hidden=8, latent=3",
    "data mnist, batch=8\nmodel mlp, hidden=8, latent=2\ntrain steps=2\nx = batch()\nnet = decoder\nz = randn(4, 2)",
    "net = sequential(linear(4, 3), relu(), linear(3, 2))\nx = randn(5, 4)\nloss = net(x).sum()\nd = {'a': 1}\ns = 'text'",
  ]

  private static let names = """
    x, y, z = randn(2, 3), 2.5, rand(4, 1, 28, 28)
    a, b, i, t = [1, 2.5, 'c'], (3, 4), 0, 7
    net, loss = sequential(linear(3, 4), relu(), linear(4, 2)), x.mean()
    h, mean, d, s = parameter(randn(2, 2)), 0.5, {'a': 1, 2: [3]}, 'a text'
    def f(x, y=1):
        return x
    g = lambda items: items

    """

  init(number: Int) {
    session = Session(catalog: SmallDataset.catalog)
    interpreter = Interpreter(table: session.entries(), host: session)
    let beginning = Self.beginnings[number % Self.beginnings.count]
    // Every name that the grammar writes means something, so that most cells get further than their names.
    _ = interpreter.run(Self.names + beginning, named: "cell 0", output: output)
  }

  var table: Table { interpreter.table }

  /// Runs a cell.
  ///
  /// - Parameter limit: after how long it is interrupted, where that is sooner than for any cell.
  /// - Returns: what went wrong in a way that no cell may bring about, each in a sentence; and the error that the cell
  ///   ended in, if any.
  func run(_ cell: String, _ deadline: Deadline, limit: Duration? = nil) -> (faults: [String], error: Diagnostic?) {
    let (names, random) = (interpreter.variables.map(\.name), session.random)
    output.begin()
    let cancellation = Cancellation()
    let (result, excess) = deadline.watch(cancellation, limit: limit) {
      output.cancellation = cancellation
      return interpreter.run(cell, named: "cell", output: output, cancellation: cancellation)
    }
    var faults = excess > 1 ? ["computed \(excess) s more after it was interrupted"] : []
    guard let error = result.error else {
      _ = result.display
      return (faults, nil)
    }
    if error.kind == .internal { faults.append(error.message) }
    if error.message.isEmpty { faults.append("an error without a message") }
    let text = result.errorText(.plain)
    if !text.hasPrefix(error.kind.rawValue) { faults.append("the error's text does not begin with its kind: \(text)") }
    if text.contains("\u{1B}") && !cell.contains("\u{1B}") { faults.append("plain text with colours: \(text)") }
    _ = result.errorText(.ansi)
    if result.correctedCell == cell { faults.append("a correction that changes nothing: \(text)") }
    if Self.isSimple(cell) {
      if interpreter.variables.map(\.name) != names {
        faults.append("failed, and left other variables behind: \(text)")
      }
      if session.random != random { faults.append("failed, and kept the random numbers it drew: \(text)") }
    }
    return (faults, error)
  }

  /// Asks what a notebook asks while a cell is being written.
  func assist(_ cell: String, _ random: inout SplitMix) -> [String] {
    let scalars = cell.unicodeScalars.count
    let cursor = random.below(scalars + 1)
    _ = interpreter.isComplete(String(cell.prefix(random.below(cell.count + 1))))
    let completion = interpreter.complete(cell, cursor: cursor)
    _ = try? CodeUse(of: cell, in: interpreter)
    _ = CellFile(cell).cells
    _ = interpreter.inspect(cell, cursor: cursor, detail: random.below(2))
    let isInside = 0 <= completion.start && completion.start <= completion.end && completion.end <= scalars
    return isInside ? [] : ["completion replaces \(completion.start)..<\(completion.end) of \(scalars)"]
  }

  /// Runs a cell on a copy of the session, as a second reader does while another cell runs.
  func look(_ cell: String, _ deadline: Deadline) -> [String] {
    do { try snapshot.update(from: session, interpreter) } catch { return ["the session has no copy: \(error)"] }
    let cancellation = Cancellation()
    output.begin()
    let (result, _) = deadline.watch(cancellation) {
      output.cancellation = cancellation
      return snapshot.interpreter.run(cell, named: "look", output: output, cancellation: cancellation)
    }
    return result.error?.kind == .internal ? ["on a copy: \(result.error?.message ?? "")"] : []
  }

  /// Whether the cell is one simple statement, which is done whole or not at all; training keeps its whole steps.
  private static func isSimple(_ cell: String) -> Bool {
    !cell.contains { "\n;:\r\u{2028}".contains($0) } && !cell.contains("train") && !cell.contains("step")
  }
}

/// Takes what cells show, and stops a cell that shows more and more.
private final class QuietOutput: Output {
  var cancellation: Cancellation?
  private var count = 0

  func begin() { count = 0 }

  private func take() {
    count += 1
    if count > 2_000 { cancellation?.cancel() }
  }

  func write(_ text: String, to stream: OutputStream) { take() }
  func display(_ display: Display, id: String?) { take() }
  func update(_ display: Display, id: String) { take() }
  func clear(wait: Bool) {}
  func page(_ display: Display) { take() }
  func input(prompt: String) throws -> String { throw Diagnostic(.input, "nobody is there to answer") }
}
