import Language
import Testing

/// The settings of a sweep as text: what it means, and where it is wrong.
@Suite struct SweepTextTests {
  private static func runs(_ text: String, _ more: String = "") throws -> String {
    let place = try SweepPlace()
    return try place.desk { desk in
      try desk.value(
        "data(\"mnist\");\ndef f(**settings):\n    return settings.get(\"a\", 0)\ns = sweep(f, \"\(text)\"\(more))")
      return try desk.value(
        "[[v for k, v in row.items() if k not in [\"run\", \"repetition\", \"status\", \"loss\", \"seconds\", \"file\"]] for row in s.table]"
      ).repr
    }
  }

  @Test func listsAreGoneThroughTheLastFirst() throws {
    #expect(
      try Self.runs("a=[1, 2], b=[3, 4.5, -1e-3]") == "[[1, 3], [1, 4.5], [1, -0.001], [2, 3], [2, 4.5], [2, -0.001]]")
    #expect(
      try Self.runs("b = [ word , 'two words', True, None, (200, 100), (7,) ,], c=5")
        == "[['word', 5], ['two words', 5], [True, 5], [None, 5], [(200, 100), 5], [(7,), 5]]")
  }

  /// What is drawn are numbers that one can type; more of them begin with the same.
  @Test func rangesAreDrawnFrom() throws {
    let few = try Self.runs("a=[1..6], b=[0.5..4], c=log[1e-4..1e-2], d=[x, y]", ", random=5")
    let many = try Self.runs("a=[1..6], b=[0.5..4], c=log[1e-4..1e-2], d=[x, y]", ", random=12")
    #expect(many.hasPrefix(few.dropLast()))
    let other = try Self.runs("a=[1..6], b=[0.5..4], c=log[1e-4..1e-2], d=[x, y]", ", random=5, seed=1")
    #expect(few != other)
    // Of a grid none is drawn twice, and a range of few whole numbers has no more than it has.
    #expect(try Self.runs("a=[1, 2], b=[3, 4]", ", random=9").split(separator: "], [").count == 4)
    #expect(try Self.runs("a=[1..3]", ", random=9").split(separator: "], [").count == 3)
  }

  /// The caret stands under what is wrong, before the cell runs: its first line has not.
  @Test(arguments: [
    ("latent=[0, 2]", "0", "`latent` of model must be between 1 and 4096"),
    ("latent=[2, x]", "x", "`latent` of model takes a whole number"), ("latnt=[2]", "latnt", "did you mean `latent`?"),
    ("lr=[0.1, -1]", "-1", "`lr` of train"), ("model=[mlp, mpl]", "mpl", "there is no architecture `mpl`"),
    ("optimizer=[adam, adma]", "adma", "adam"), ("batch=[0, 3]", "0", "`batch` is a whole number from 1"),
    ("epochs=[1, 2]", "epochs", "all runs have the same number"), ("latent=[2, 2]", "2", "`latent` has 2 twice"),
    ("latent=[2], latent=[3]", "latent", "is given twice"), ("latent=[]", "[]", "`latent` has no values"),
    ("latent=[2,", ",", "a value is missing at the end"), ("latent", "latent", "`latent` has no value"),
    ("mlp latent=[2]", "l", "`,` is to stand between two settings"),
    ("latent=[2 3]", "3", "`,` is to stand between two values"),
    ("lr=log[1, 2]", "[1, 2]", "`log` stands before a range"), ("lr=log[0..2]", "0", "begins above 0"),
    ("lr=[2..1]", "2..1", "from less to more"), ("latent=[2], ", " ", "behind the comma"),
    ("hidden=(200, 1.5)", "1.5", "whole numbers"), ("likelihood='x", "'x", "is not closed"),
    ("likelihood=bernouli", "bernouli", "bernoulli"), ("latent=é", "é", "takes a whole number"),
    ("latent=?", "?", "a value is to stand here"), ("=3", "=", "begins with its name"),
  ])
  func mistakesHaveTheirPlace(_ text: String, _ part: String, _ words: String) throws {
    let place = try SweepPlace()
    try place.desk { desk in
      let result = desk.run("ran = True\nsweep \"\(text)\"")
      let error = try #require(result.error)
      let shown = result.errorText(.plain)
      #expect(shown.contains(words), "\(shown)")
      #expect(desk.interpreter[variable: "ran"] == nil)
      let lines = shown.split(separator: "\n")
      let line = try #require(lines.first { $0.contains("│ sweep") })
      let carets = try #require(lines.first { $0.contains("^") })
      let marked = zip(line.unicodeScalars, carets.unicodeScalars).filter { $1 == "^" }.map { String($0.0) }.joined()
      #expect(marked == part, "\(shown)")
      _ = error
    }
  }

  /// Whatever is written, the answer is an error or a sweep, and its place lies within the text.
  @Test func noTextBreaksIt() throws {
    let place = try SweepPlace()
    try place.desk { desk in
      let parts = [
        "latent", "lr", "=", "[", "]", "..", ",", " ", "log[", "(", ")", "1", "-", "1e-4", "1e400", "2.5", ".", "_",
        "e", "'",
        "x", "None", "é", "𝛽", "mlp", "beta=[1, 4]", "latent=[2, 8]", "lr=log[1e-4..1e-2]", "hidden=(2, 3)", "?",
        "\u{0}", "-9e99",
      ]
      var state: UInt64 = 1
      func pick(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
      }
      for _ in 0..<5_000 {
        let text = (0...pick(8)).map { _ in parts[pick(parts.count)] }.joined()
        desk.interpreter.define("text", .string(text))
        // There are no data: what is right ends there.
        let error = try #require(desk.run("sweep(text, random=3)").error, "\(text)")
        #expect(error.kind != .internal, "\(text): \(error.message)")
        if let place = error.place {
          #expect(place.lowerBound >= 0 && place.upperBound <= text.unicodeScalars.count, "\(text): \(error.message)")
        }
      }
    }
  }

  /// What only shows when the settings come together, or with the data, is said before any run.
  @Test(arguments: [
    ("sigma=[0.1, 0.2]", "sigma is the spread of gaussian"), ("optimizer=adam, momentum=0.9", "momentum is for sgd"),
    ("free_bits=1, samples=[1, 5]", "free_bits are about"), ("model=conv, hidden=(3, 4)", "one hidden layer"),
    ("lr=[1e-4..1e-2]", "`lr` is a range"), ("batch=[64, 200], drop_last=True", "drop_last leaves no batch"),
  ])
  func combinationsAreLookedAtFirst(_ text: String, _ words: String) throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value("data(\"mnist\");")
      let result = desk.run("sweep \"\(text)\"")
      #expect(result.errorText(.plain).contains(words), "\(result.errorText(.plain))")
      #expect(throws: (any Error).self) { try place.files() }
    }
  }

  @Test(arguments: [
    ("sweep 3", "takes settings as text"), ("sweep f", "needs the settings"),
    ("sweep \"latent=2\", \"beta=1\"", "gives two"),
    ("sweep f, \"b=1\"", "neither the function nor `train`"),
    ("sweep f, \"latent=1\"", "neither the function nor `train`"),
    ("sweep \"latent=2\", name=\"a/b\"", "a sweep's name"), ("sweep \"patience=2\", keep=0.5", "one or the other"),
    ("sweep \"latent=2\", keep=1", "between 0.01 and 0.99"), ("load sweep", "there is no sweep"),
    ("load \"x\", run=3", "run= is the number of a sweep's run"),
  ])
  func argumentsAreRefused(_ cell: String, _ words: String) throws {
    let place = try SweepPlace()
    try place.desk { desk in
      try desk.value("data(\"mnist\");\ndef f(a):\n    return a\n")
      let result = desk.run(cell)
      #expect(result.errorText(.plain).contains(words), "\(result.errorText(.plain))")
    }
  }
}
