import Datasets
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
