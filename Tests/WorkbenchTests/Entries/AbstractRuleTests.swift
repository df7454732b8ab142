import Datasets
import Language
import Networks
import TestSupport
import Testing

/// Shapes that entries state for abstract values are those that their runs have.
@Suite struct AbstractRuleTests {
  @Test func rulesTellTheTruth() throws {
    let cells = ValueCase.all.map(\.cell) + Desk().session.entries().map(\.example)
    let checked = Checked()
    for cell in cells {
      try atDesk { desk in
        let table = desk.session.entries().map { Self.observed($0, cell, checked) }
        _ = Interpreter(table: table, host: desk.session).run(cell, named: "cell", output: desk.output)
      }
    }
    // A rule that no case looks at may say anything. The data that `batch` draws from are known where a cell is checked.
    let elsewhere: Set = ["batch", "batches", "step", "backward", "zero_grad"]
    let stating = Desk().session.entries().filter { $0.kind == .function && $0.isKnown }.map(\.name)
    let missing = stating.filter { !checked.names.contains($0) && !elsewhere.contains($0) }
    #expect(missing.isEmpty, "rules that no case looks at")
  }

  private final class Checked { var names: Set<String> = [] }

  /// The entry, with each of its calls compared with what its rule says.
  private static func observed(_ entry: Entry, _ cell: String, _ checked: Checked) -> Entry {
    guard entry.kind == .function, case .known(let rule) = entry.abstract else { return entry }
    var observed = entry
    observed.run = { arguments, context in
      let value = try entry.run(arguments, context)
      guard !AbstractTensors.inUse else { return value }
      do {
        guard let foreseen = try AbstractTensors.using({ try rule(entry, arguments) }) else { return value }
        let (expected, found) = (shapes(foreseen), shapes(value))
        checked.names.insert(entry.name)
        #expect(expected == found, "\(entry.name) in \(cell)")
      } catch {
        // Mistakes of other kinds are left to the run.
        #expect(Diagnostic(error).kind != .shape, "\(entry.name) refuses \(cell)")
      }
      return value
    }
    return observed
  }

  /// The shape of each tensor that a value is, or holds.
  private static func shapes(_ value: Value) -> [String] {
    if let elements = value.elements { return elements.flatMap(shapes) }
    guard case .object(let object) = value, let shape = try? object.attribute("shape", .quiet) else { return [] }
    return [shape.repr]
  }

  /// What keeps shapes says so.
  @Test(
    arguments: [
      "exp", "log", "sqrt", "abs", "round", "clamp", "softmax", "log_softmax", "cumsum", "zeros_like", "ones_like",
      "full_like", "rand_like", "randn_like", "bernoulli", "detach", "leaky_relu", "dropout",
    ] + Activation.Kind.allCases.map(\.rawValue))
  func shapeIsKept(_ name: String) throws {
    let call =
      name.hasSuffix("softmax") || name == "cumsum"
      ? "\(name)(x, 1)" : name == "clamp" || name == "full_like" ? "\(name)(x, 0)" : "\(name)(x)"
    try atDesk { desk in
      #expect(desk.shown("print(1)\nx = rand(2, 3)\n\(call) @ zeros(4, 5)").hasPrefix("ShapeError"), "\(name)")
      #expect(desk.output.transcript.isEmpty, "\(name)")
    }
  }

  /// Of every set that is known by name the shape of its images is, too.
  @Test(arguments: KnownDataset.all.map(\.name) + ["shapes"])
  func imagesOfKnownDataAreKnown(_ name: String) throws {
    try atDesk(SmallDataset.emptyCatalog) { desk in
      let cell = "print(1)\ndata \(name)\nlinear(7, 3)(batch(8))"
      #expect(desk.shown(cell).hasPrefix("ShapeError"), "\(name)")
      #expect(desk.output.transcript.isEmpty, "\(name)")
    }
  }

  /// The files that lie here count, not what is published under their name.
  @Test func imagesOfAnotherSizeAreKnownToo() throws {
    try atDesk(SmallDataset.catalog(height: 20, width: 24)) { desk in
      #expect(desk.shown("data mnist\nx = batch(8)\nlinear(480, 3)(flatten(x)).shape").hasSuffix("(8, 3)\n"))
      #expect(desk.shown("print(1)\ndata mnist\nlinear(784, 3)(flatten(batch(8)))").hasPrefix("ShapeError"))
      #expect(desk.output.transcript.isEmpty)
    }
  }
}

extension Entry {
  fileprivate var isKnown: Bool { if case .known = abstract { true } else { false } }
}
