import Datasets
import Foundation
import Language
import TestSupport
import Testing
import Workbench

/// What `judge` makes of wrong answers, by a cell's choice and by the environment's.
struct JudgingTests {
  private static func catalog(_ judge: String?) -> DatasetCatalog {
    var catalog = SmallDataset.catalog
    catalog.environment["ELBOW_JUDGE"] = judge
    return catalog
  }

  @Test func aRightAnswerIsToldTheSameWay() throws {
    for judge in [nil, "strict"] {
      try atDesk(Self.catalog(judge)) { desk in
        #expect(desk.shown("judge 0.72, 0.9 * 0.8") == "right: 0.72\n")
        #expect(desk.shown("judge(3, 3)") == "True\n")
      }
    }
  }

  @Test func aStrictJudgeEndsTheCell() throws {
    try atDesk(Self.catalog("strict")) { desk in
      let text = desk.shown("mine = 5\njudge mine, lambda n: n > 6, \"more than six\"\nprint(\"after\")")
      #expect(
        text == """
          AnswerError: not yet: 5 is not it
            line 2 │ judge mine, lambda n: n > 6, "more than six"
                   │ ~~~~~~^^^^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            hint: more than six
          """)
      #expect(desk.run("judge None, 3").error?.message == "nothing to judge: the answer is None")
      #expect(
        desk.run("judge \"word\", lambda n: n > 6").error?.message.hasPrefix("not yet: the string 'word' does not fit")
          == true)
      // Inside an expression too: an autograder sees errors only.
      for cell in ["judge(2, 3)", "x = judge(2, 3)", "if judge(2, 3):\n    print(1)", "judge answer=2, expected=3"] {
        #expect(desk.run(cell).error?.kind == .answer, "\(cell)")
      }
      #expect(desk.run("judge missing, 3").error?.kind == .name)
    }
  }

  @Test func anErrorIsOneLineHoweverLongTheAnswerIs() throws {
    try atDesk(Self.catalog("strict")) { desk in
      let message = try #require(desk.run("judge tensor([[1, 2], [3, 4]]), 3").error?.message)
      #expect(!message.contains("\n"))
    }
  }

  @Test func theSolutionIsKept() throws {
    try atDesk(Self.catalog("strict")) { desk in
      try desk.value("truth = linear(21, 34)\nmine = linear(2, 3)")
      let text = desk.shown("judge mine, truth")
      #expect(text.contains("mine is linear(2, 3)"))
      #expect(!text.contains("34"))
    }
  }

  @Test func aCellMayChoose() throws {
    try atDesk(Self.catalog(nil)) { desk in
      #expect(desk.shown("judge 2, 3") == "not yet: 2 is not it.\n")
      #expect(desk.shown("set judge=strict").contains("judge: strict\n"))
      #expect(desk.run("judge 2, 3").error?.kind == .answer)
      #expect(desk.run("reset\njudge 2, 3").error?.kind == .answer)
      #expect(desk.shown("session").contains("strict"))
      #expect(desk.shown("set judge=lenient").contains("judge: lenient\n"))
      #expect(desk.shown("judge 2, 3") == "not yet: 2 is not it.\n")
      #expect(desk.run("set judge=harsh").error != nil)
    }
  }

  @Test func noCellUndoesWhatTheEnvironmentDemands() throws {
    for word in ["strict", "STRICT"] {
      try atDesk(Self.catalog(word)) { desk in
        let error = try #require(desk.run("set judge=lenient").error)
        #expect(error.message.contains("ELBOW_JUDGE=strict"))
        #expect(desk.run("judge 2, 3").error?.kind == .answer)
        // It was: there is nothing to say.
        #expect(desk.shown("set judge=strict") == "")
        #expect(desk.shown("set").contains("judge: strict\n"))
      }
    }
  }

  @Test func aLenientEnvironmentLeavesTheChoice() throws {
    for word in ["lenient", ""] {
      try atDesk(Self.catalog(word)) { desk in
        #expect(desk.shown("judge 2, 3") == "not yet: 2 is not it.\n")
        try desk.value("set judge=strict")
        #expect(desk.run("judge 2, 3").error?.kind == .answer)
      }
    }
  }

  @Test func aMisspeltEnvironmentMarksNothingAsRight() throws {
    try atDesk(Self.catalog("strct")) { desk in
      #expect(desk.run("judge 3, 3").error?.message == "ELBOW_JUDGE=strct says neither strict nor lenient")
      #expect(desk.shown("set").contains("judge: ELBOW_JUDGE=strct says neither"))
      #expect(desk.run("set judge=lenient").error != nil)
    }
  }

  @Test func aReaderJudgesAsItsSessionDoes() throws {
    try atDesk(Self.catalog(nil)) { desk in
      try desk.value("set judge=strict")
      let snapshot = SessionSnapshot()
      try snapshot.update(from: desk.session, desk.interpreter)
      let result = snapshot.interpreter.run("judge 2, 3", named: "view", output: desk.output, cancellation: .init())
      #expect(result.error?.kind == .answer)
    }
  }
}

/// The checks of exercises in files of their own.
struct ExerciseChecksTests {
  private static let checks = """
    def doubled(x):
        return 2 * x

    def check_1(answer):
        return judge_number(answer, doubled(base), hint="Twice the base.", slips=[(base, "That is the base.")], unit="nats")

    def check_2(answer):
        global base
        base = 0
        return answer(3) == 4 or "At 3 it should give 4."

    def check_3(answer):
        return randn(1).item() < 100

    def check_4(answer):
        return 7

    def check_5(answer):
        return len(answer) == 2

    """

  private func atDeskWithChecks(_ body: @escaping @Sendable (Desk) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elbow-checks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["week3-codes.elbow", "03-codes.elbow"] {
      try Self.checks.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try "def check_1(answer:\n".write(to: folder.appending(path: "broken.elbow"), atomically: true, encoding: .utf8)
    var catalog = SmallDataset.catalog
    catalog.environment["ELBOW_CHECKS"] = folder.path(percentEncoded: false)
    try atDesk(catalog) { desk in
      try desk.value("base = 21")
      try body(desk)
    }
  }

  @Test(arguments: [
    ("42", "right: 42\n"), ("tensor(42)", "right: 42\n"), ("21", "not yet: 21 is not it. That is the base.\n"),
    ("-42", "not yet: -42 is not it. It has the right size, and the wrong sign. Twice the base.\n"),
    ("5", "not yet: 5 is not it. Twice the base.\n"), ("43", "not yet: 43 is not it. Close, and not close enough"),
    ("1 / 42", "It is upside down"), ("42 / log(2)", "This is right in bits, and nats are asked for"),
    ("\"42\"", "not yet: '42' is not it. A number is asked for, and this is a text"),
    ("zeros(3)", "One number is asked for, and this is a tensor of shape (3,)"), ("[42, 1]", "One number is asked for"),
    ("float(\"nan\")", "This is no number"), ("None", "nothing to judge yet: put your answer in place of None.\n"),
  ])
  func checksAnswerToTheMistake(_ answer: String, _ reply: String) throws {
    try atDeskWithChecks { desk in #expect(desk.shown("judge \(answer), exercise=\"week3.1\"").contains(reply)) }
  }

  @Test func whatACheckDoesLeavesNoTrace() throws {
    try atDeskWithChecks { desk in
      #expect(desk.shown("judge lambda x: x + 1, exercise=\"week3.2\"") == "right\n")
      #expect(desk.shown("judge lambda x: x, exercise=\"week3.2\"") == "not yet. At 3 it should give 4.\n")
      #expect(desk.shown("base") == "21\n")
      #expect(desk.run("check_1").error?.kind == .name)
      let drawn = desk.shown("seed 5\nrandn(2)")
      #expect(desk.shown("seed 5\njudge(1, exercise=\"week3.3\");\nrandn(2)") == drawn)
    }
  }

  @Test func functionsOfTheReadersDoNotStandInTheWay() throws {
    try atDeskWithChecks { desk in
      try desk.value("def float(x):\n    return 42\ndef judge_number(answer, right):\n    return True")
      #expect(desk.shown("judge 21, exercise=\"week3.1\"") == "not yet: 21 is not it. That is the base.\n")
    }
  }

  @Test func aStrictJudgeTellsOfTheMistake() throws {
    try atDeskWithChecks { desk in
      try desk.value("set judge=strict")
      let error = try #require(desk.run("judge 21, exercise=\"week3.1\"").error)
      #expect(error.kind == .answer && error.message == "not yet: 21 is not it")
      #expect(error.notes == ["hint: That is the base."])
      #expect(desk.run("judge None, exercise=\"week3.1\"").error?.kind == .answer)
    }
  }

  /// A number may come without its zero.
  @Test(arguments: ["3.1", "03.1"])
  func theChecksOfANumberAreFound(_ exercise: String) throws {
    try atDeskWithChecks { desk in #expect(desk.shown("judge 42, exercise=\"\(exercise)\"") == "right: 42\n") }
  }

  @Test func whatIsAtFaultIsTold() throws {
    try atDeskWithChecks { desk in
      #expect(desk.shown("judge 5, exercise=\"week3.5\"").hasPrefix("not yet: 5 does not fit: "))
      for (call, message) in [
        ("judge 5, exercise=\"week3.4\"", "check_4 gave 7, not True, False or a text"),
        ("judge 5, exercise=\"week3.9\"", "there is no check_9 in it"),
        ("judge 5, exercise=\"broken.1\"", "cannot be used"),
        ("judge 5, exercise=\"week4.1\"", "the checks of exercise week4.1 are not here"),
        ("judge 5, exercise=\"../week3.1\"", "names no exercise"), ("judge 5, exercise=\"week3\"", "names no exercise"),
        ("judge 5, 5, exercise=\"week3.1\"", "what is right is said twice"),
        ("judge 5", "judge cannot know what is right"),
      ] {
        let said = desk.run(call).error?.message ?? "no error"
        #expect(said.contains(message), "\(call): \(said)")
      }
    }
  }
}
