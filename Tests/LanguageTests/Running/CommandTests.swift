import Language
import Testing

/// Verbs and variables, words and values.
@Suite struct CommandTests {
  @Test(
    "position decides whether a verb is a command",
    arguments: [
      ("sample 3", "sample 3\n"), ("sample -3", "sample -3\n"), ("sample [1, 2]", "sample [1, 2]\n"),
      ("sample (1 + 2)", "sample 3\n"), ("sample not 1", "sample False\n"), ("sample", "sample 64\n"),
      ("sample = 5\nprint(sample - 3)", "2\n"), ("sample = 5\nsample - 3\nsample 2", "sample 2\n"),
      ("sample = [7]\nprint(sample[0])", "7\n"), ("sample(3)", ""), ("sample = 1\nsample += 2\nprint(sample)", "3\n"),
      ("for sample in range(2):\n    print(sample)", "0\n1\n"), ("sample 1; sample 2", "sample 1\nsample 2\n"),
      ("if True: sample 4", "sample 4\n"), ("def f():\n    sample 5\nf()", "sample 5\n"),
      ("sample count=6", "sample 6\n"),
      ("data mnist", "data mnist\n"), ("data \"my/path\"", "data my/path\n"), ("data elsewhere", "data elsewhere\n"),
      ("name = \"shapes\"\ndata name", "data shapes\n"), ("name = 'x'\ndata(name)\ndata (name)", "data x\n"),
      ("mnist = 'other'\ndata mnist", "data mnist\n"), ("data mnist, batch=32", "data mnist\n"),
    ])
  func verbs(_ code: String, _ expected: String) { #expect(Session().written(code) == expected, "\(code)") }

  @Test("a bare verb is the variable of that name where there is one")
  func bareVerb() {
    #expect(shown("sample = 3\nsample") == "3")
    #expect(Session().show("sample = 3", "sample") == "3")
  }

  @Test("a word that hides a variable is told")
  func hiddenVariable() {
    let session = Session()
    _ = session.run("loss = [1, 2]\nplot loss")
    #expect(session.output.standardError.contains("`loss` is a word of this command"))
    #expect(session.output.displays.last?.plain == "plot of loss")
    _ = session.run("plot (loss)")
    #expect(session.output.displays.last?.plain == "plot of [1, 2]")
  }

  @Test("the call form returns and does not display")
  func callForm() {
    let session = Session()
    #expect(session.show("h = train(epochs=2)\nh") == "[2, 0.001]")
    #expect(session.output.standardOutput == "")
    #expect(session.show("train(3)") == "[5, 0.001]")
    // `show` always displays, and its value is not shown a second time.
    #expect(session.show("show(3)") == "")
    #expect(session.show("p = plot(\"kl\")\np") == "'picture'")
    #expect(session.output.displays.map(\.plain) == ["picture of 3", "plot of kl"])
  }

  @Test("in call position a variable that cannot be called is skipped")
  func callPosition() {
    #expect(shown("mean = mean(vector([1, 3]))\nmean(vector([mean, 4]))") == "3.0")
    #expect(shown("mean = lambda x: 'mine'\nmean(3)") == "'mine'")
    #expect(shown("def f(abs):\n    return abs(abs)\nf(-3)") == "3")
    #expect(kind("x = 3\nx(1)") == .type)
  }

  @Test("methods and attributes")
  func methods() {
    #expect(shown("vector([1, 3]).mean()") == "2.0")
    #expect(shown("vector([1, 3]).reshape(2).size") == "2")
    #expect(shown("vector([1, 3]).size()") == "2")
    #expect(shown("vector([5]).item() + vector([5]).item") == "10.0")
    #expect(kind("vector([1]).train()") == .attribute)
    #expect(kind("vector([1]).size(3)") == .type)
  }

  @Test("time runs a statement, and its variable stays")
  func time() {
    let session = Session()
    #expect(session.written("time x = 41 + 1").hasPrefix("took "))
    #expect(session.show("x") == "42")
    #expect(session.written("time train epochs=2").contains("trained 2\ntook "))
    #expect(session.written("time").hasPrefix("the last cell took "))
    #expect(session.written("time for i in range(3): print(i)").hasPrefix("0\n1\n2\ntook "))
    #expect(session.run("time 1 / 0").error?.kind == .zeroDivision)
  }

  @Test(
    "help in its forms",
    arguments: ["help train", "train?", "train??", "help(train)", "help(\"train\")", "help (train)"])
  func help(_ code: String) {
    let session = Session()
    #expect(session.run(code).error == nil)
    #expect(session.output.pages.first?.plain.hasPrefix("train epochs=1, lr=0.001") ?? false, "\(code)")
  }

  @Test("help without a name lists every group and entry")
  func overview() {
    let session = Session()
    _ = session.run("help")
    let page = session.output.pages.first?.plain ?? ""
    for entry in session.interpreter.table.entries { #expect(page.contains("  \(entry.name) "), "\(entry.name)") }
  }

  @Test(
    "help with a term of the library's",
    arguments: ["help vector_space", "help Span", "help(\"vector space\")", "span?"])
  func term(_ code: String) {
    let session = Session()
    #expect(session.run(code).error == nil)
    #expect(
      session.output.pages.first?.plain
        == "vector space\n  Where vectors live.\n\n    a + b\n\nTaught in: 1\nCommands and functions: help exp2",
      "\(code)")
  }

  @Test("variables shows a table and gives a dict")
  func variables() {
    let session = Session()
    _ = session.run("x = vector([1, 2])\ny = 'a'\nvariables")
    #expect(session.output.displays.last?.plain == "name  type    value\nx     vector  of 2\ny     str     'a'")
    #expect(session.show("variables()['y']") == "'a'")
  }

  @Test("every example of the table runs")
  func examples() throws {
    for entry in Session().interpreter.table.entries {
      let result = Session().run(entry.example)
      #expect(result.error == nil, "\(entry.name): \(result.errorText(.plain))")
    }
  }

  @Test("input asks, and fails where nobody answers")
  func input() {
    let session = Session()
    session.output.answers = ["yes"]
    #expect(session.show("input('ok? ')") == "'yes'")
    #expect(session.run("input()").error?.kind == .input)
  }
}
