import Language
import Testing

@Suite struct EntryTests {
  @Test(arguments: EntryCase.all)
  func showsWhatIsExpected(_ row: EntryCase) throws {
    let shown = try atDesk { $0.shown(row.cell) }
    let isExpected = row.shown.hasSuffix("…\n") ? shown.hasPrefix(row.shown.dropLast(2)) : shown == row.shown
    #expect(isExpected, "\(row.cell)\n\(shown)")
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
