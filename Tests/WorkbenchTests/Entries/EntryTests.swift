import Language
import Testing

@Suite struct EntryTests {
  @Test(arguments: EntryCase.all)
  func showsWhatIsExpected(_ row: EntryCase) throws {
    let shown = try atDesk { $0.shown(row.cell) }
    let isExpected = row.shown.hasSuffix("…\n") ? shown.hasPrefix(row.shown.dropLast(2)) : shown == row.shown
    #expect(isExpected, "\(row.cell)\n\(shown)")
  }

  /// Every function and command of the table has a case of its own.
  @Test func everyEntryHasACase() {
    let names = Set(ValueCase.all.map(\.name)).union(EntryCase.all.map(\.name))
    let entries = Desk().session.entries().map(\.name)
    #expect(entries.count > 90)
    let without = entries.filter { !names.contains($0) }
    #expect(without.isEmpty, "entries without a case: \(without.joined(separator: ", "))")
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
