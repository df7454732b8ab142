import Language
import Testing

/// What the dialect says about names of other libraries is for those that there are none of here.
@Suite struct DialectTests {
  private let desk = Desk()

  @Test func nothingIsAdvisedForANameThatThereIs() {
    let (names, known) = (desk.session.dialect.names, Set(desk.interpreter.table.names))
    let advised: [(String, [String])] = [
      ("examples", Array(names.examples.keys)), ("akin", Array(names.akin.keys)),
      ("falseFriends", Array(names.falseFriends)), ("explanations", Array(names.explanations.keys)),
      ("suffixes", Array(names.suffixes.keys)),
    ]
    for (list, keys) in advised {
      #expect(!keys.isEmpty)
      let stale = keys.filter(known.contains).sorted()
      #expect(stale.isEmpty, "\(list) of the dialect has names that are entries now: \(stale.joined(separator: ", "))")
    }
  }

  /// A call is written anew only where the entry of its name has not all of its parameters: softplus with a `beta`.
  @Test func noCallIsWrittenAnewThatThereIs() throws {
    let calls = desk.session.dialect.calls
    #expect(calls.byName.count > 60)
    // Python's functions of lists, which PyTorch has for tensors of any shape: that shape is what is written anew.
    let ofLists: Set = ["any", "all"]
    for entry in desk.interpreter.table.entries where !ofLists.contains(entry.name) {
      guard let call = calls.byName[entry.name] else { continue }
      // The first parameter has one name elsewhere and another here.
      let others = call.parameters.dropFirst().filter { name in !entry.parameters.contains { $0.name == name } }
      #expect(!others.isEmpty, "\(entry.name) is an entry now, and the dialect still writes its call anew")
    }
  }
}
