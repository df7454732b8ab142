import Language
import Testing

/// Nothing that takes tensors and gives tensors drops a gradient on the way, or forgets that a mask is one.
@Suite struct PassageTests {
  @Test(arguments: PassageCase.all)
  func gradientsPass(_ row: PassageCase) throws {
    try atDesk { desk in
      try desk.value("x = parameter([[0.1, 0.7, 0.4], [0.9, 0.3, 0.6]])\nw = parameter(2)\ny = \(row.call)")
      guard row.stopsGradients == nil else {
        let result = desk.run("grad(sum(y), [x])")
        #expect(
          result.error?.kind == .gradient,
          "\(row.call) passes a gradient, and its case says: \(row.stopsGradients ?? "")")
        return
      }
      let gradient = try desk.numbers("grad(sum(y * y) + sum(y), [x])[0]")
      #expect(gradient.count == 6 && gradient.allSatisfy(\.isFinite), "\(row.call): \(gradient)")
    }
  }

  @Test(arguments: PassageCase.all)
  func masksStayMasks(_ row: PassageCase) throws {
    try atDesk { desk in
      try desk.value("x = tensor([[1, 0, 1], [0, 0, 1]]) > 0.5\nw = parameter(2)\ny = \(row.call)")
      // Answers are shown as such, numbers as numbers.
      let shown = try desk.value("y").repr
      #expect((shown.contains("True") || shown.contains("False")) == row.keepsMasks, "\(row.call): \(shown)")
      // As an index, which is what it is about: rows and columns where it holds, in no case those called 0 and 1.
      guard row.keepsMasks else { return }
      #expect(try desk.value("len(ones_like(y * 1)[y]) == sum(y * 1)").repr == "True", "\(row.call)")
    }
  }

  /// Every entry whose page says that it gives tensors, and that takes some.
  @Test func everyEntryHasACase() {
    let names = Set(PassageCase.all.map(\.name))
    // Of files, data and random numbers; of models, whose gradients go to their parameters.
    let others: Set = [
      "load", "batch", "images", "labels", "zeros", "ones", "full", "rand", "randn", "arange", "linspace", "eye",
      "randperm", "randint", "encode", "decode", "codebook", "code_indices",
    ]
    let giving = Desk().session.entries().filter {
      $0.kind == .function && ($0.result.contains("tensor") || $0.result.contains("pair"))
    }
    #expect(giving.count > 60)
    for entry in giving where !others.contains(entry.name) {
      #expect(names.contains(entry.name), "\(entry.name) has no case")
    }
    let known = Set(Desk().interpreter.table.names)
    for name in names.union(others) { #expect(known.contains(name), "there is no \(name)") }
  }
}
