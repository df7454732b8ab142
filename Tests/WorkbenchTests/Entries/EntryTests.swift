import Language
import Testing

@Suite struct EntryTests {
  @Test(arguments: EntryCase.all)
  func showsWhatIsExpected(_ row: EntryCase) throws {
    let shown = try atDesk { $0.shown(row.cell) }
    let isExpected = row.shown.hasSuffix("…\n") ? shown.hasPrefix(row.shown.dropLast(2)) : shown == row.shown
    #expect(isExpected, "\(row.cell)\n\(shown)")
  }

  /// And not with their square: there may be millions.
  @Test func aTensorComesApartInTheTimeOfItsParts() throws {
    try atDesk { desk in
      try desk.value("x = zeros(200000)")
      let start = ContinuousClock.now
      try desk.value("y = unbind(x)\ny[3].fill_(7)")
      #expect(ContinuousClock.now - start < .seconds(20))
      #expect(desk.shown("(len(y), x[3].item())") == "(200000, 7.0)\n")
    }
  }

  @Test func everyCaseIsOfAnEntry() {
    let entries = Set(Desk().interpreter.table.names)
    for name in ValueCase.all.map(\.name) + EntryCase.all.map(\.name) {
      #expect(entries.contains(name), "there is no entry \(name)")
    }
  }

  /// What `help` and the reference show must run as written.
  @Test(arguments: Desk().interpreter.table.entries.map { Example(name: $0.name, cell: $0.example) })
  func exampleRuns(_ example: Example) throws {
    try atDesk { desk in
      let result = desk.run(example.cell)
      #expect(result.error == nil, "\(example.cell)\n\(result.errorText(.plain))")
    }
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let name, cell: String
    var testDescription: String { name }
  }
}
