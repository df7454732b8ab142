import Autodiff
import Language
import Tensors

/// Group `exercises`: whether an answer is right.
struct ExerciseEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "judge", .command, group: "exercises", "says whether an answer is right, and gives a hint where it is not",
        details: """
          Numbers and tensors count as equal where they differ by at most `tolerance`, taken as a share of the expected \
          value where that is above 1; lists, strings and shapes where they are the same. A function as `expected` is \
          called with the answer, and says True or False. None counts as not yet answered.

          In place of `expected`, `exercise="week3.2"` names a check that does not stand in the cell: the function `check_2` in \
          the file `checks/week3.elbow` beside the notebook, or in a folder that `ELBOW_CHECKS` names. It is called with the \
          answer, sees the session's variables, binds none of them, and gives True, or a text that says what is wrong.

          A wrong answer is no error, unless `set judge=strict` was said or the kernel was started with \
          `ELBOW_JUDGE=strict`: then `judge` ends the cell with an error where the answer is wrong or missing, so that a \
          program that marks notebooks sees it. No cell can undo what the environment demands.
          """,
        parameters: [
          Parameter("answer", .any, "what was found"),
          Parameter(
            "expected", .any, default: Value.none, defaultText: "what `exercise` names",
            "what is right, or a function that says whether the answer is"),
          Parameter("hint", .string, default: .string(""), "what to show where it is wrong"),
          Parameter(
            "tolerance", .real(0...1e9), default: .real(0.001), style: .keywordOnly, "how far off a number may be"),
          Parameter(
            "exercise", .string, default: .string(""), style: .keywordOnly, "the check that knows what is right"),
        ], result: "bool", abstract: .unknown, example: "judge 0.9 * 0.8, 0.72, \"probabilities multiply\""
      ) { arguments, context in
        let answer = arguments["answer"]
        let judging = try session.judging()
        let (expected, exercise) = (arguments["expected"], arguments.string("exercise"))
        let verdict: Judgement
        if exercise.isEmpty {
          guard !expected.isNone || answer.isNone else {
            throw Diagnostic(
              .value, "judge cannot know what is right", suggestion: "say it: judge answer, 0.72", parameter: "expected"
            )
          }
          verdict = try Judgement(of: answer, expected: expected, tolerance: arguments.real("tolerance"), context)
        } else {
          guard expected.isNone else {
            throw Diagnostic(
              .value, "what is right is said twice: by the exercise and in the cell",
              suggestion: "leave one of them out",
              parameter: "expected")
          }
          let checks = try ExerciseChecks(of: exercise, session.catalog)
          verdict = answer.isNone ? .unanswered : Judgement(try checks.finding(on: answer, session, context))
        }
        let hint = verdict.knows ?? arguments.string("hint")
        if judging == .strict, !verdict.isRight { throw verdict.error(for: answer, hint: hint) }
        if context.isCommand {
          let lead = verdict.knows == nil ? " Hint: " : " "
          let advice = verdict.isWrong && !hint.isEmpty ? lead + hint : ""
          context.output.write(verdict.text(for: answer) + advice + "\n", to: .standardOutput)
        }
        return .bool(verdict.isRight)
      }
    ]
  }
}

/// The verdict on an answer.
private enum Judgement {
  case right
  case wrong
  /// A check knows what is wrong with it.
  case mistaken(String)
  case unanswered
  /// The answer could not even be looked at: another shape, another type.
  case unfit(String)

  init(_ finding: ExerciseChecks.Finding) {
    switch finding {
    case .right: self = .right
    case .wrong(let reason): self = reason.isEmpty ? .wrong : .mistaken(reason)
    case .unfit(let reason): self = .unfit(reason)
    }
  }

  init(of answer: Value, expected: Value, tolerance: Double, _ context: Context) throws {
    if answer.isNone {
      self = .unanswered
    } else if expected.isCallable {
      do {
        self = try Self.isTrue(try context.call(expected, answer)) ? .right : .wrong
      } catch {
        // An interrupt is not the answer's fault.
        try context.cancellation.safepoint()
        self = .unfit(Diagnostic(error).message)
      }
    } else {
      self = Self.agree(answer, expected, tolerance) ? .right : .wrong
    }
  }

  var isRight: Bool { if case .right = self { true } else { false } }

  /// Whether there is an answer, and it is not right.
  var isWrong: Bool {
    switch self {
    case .wrong, .mistaken, .unfit: true
    case .right, .unanswered: false
    }
  }

  /// What a check knows of the mistake; nil where there is none.
  var knows: String? { if case .mistaken(let reason) = self { reason } else { nil } }

  func text(for answer: Value) -> String {
    let shown = answer.repr.utf8.count <= 60 ? answer.repr : answer.phrase
    switch self {
    case .right: return answer.isCallable ? "right" : "right: \(shown)"
    case .wrong, .mistaken: return answer.isCallable ? "not yet." : "not yet: \(shown) is not it."
    case .unanswered: return "nothing to judge yet: put your answer in place of None."
    case .unfit(let reason):
      // A check uses what the cells above it define.
      if reason.hasSuffix("is not defined") { return "not yet: \(reason). Run the cells above first, from the top." }
      // What a number was wanted for, and got a word or a list, fails inside the function that judges.
      return "not yet: " + (answer.isCallable ? "" : "\(answer.phrase) does not fit: ") + "\(reason)."
    }
  }

  /// The verdict as an error, which tells of the answer and not of what was expected.
  func error(for answer: Value, hint: String) -> Diagnostic {
    var error: Diagnostic
    switch self {
    case .unanswered:
      error = Diagnostic(
        .answer, "nothing to judge: the answer is None", suggestion: "put your answer in place of None")
    default:
      // One line, whatever the answer looks like.
      let text = text(for: answer).split(whereSeparator: \.isNewline).joined(separator: " ")
      error = Diagnostic(.answer, text.hasSuffix(".") ? String(text.dropLast()) : text)
      if !hint.isEmpty { error.notes = ["hint: " + hint] }
    }
    error.parameter = "answer"
    error.tellsOfArgumentOnly = true
    return error
  }

  private static func isTrue(_ value: Value) throws -> Bool {
    switch value {
    case .bool(let flag): return flag
    case .object(let object): return try object.truth()
    default: throw Diagnostic(.type, "the function that judges gave \(value.phrase), not True or False")
    }
  }

  private static func agree(_ answer: Value, _ expected: Value, _ tolerance: Double) -> Bool {
    // In a list of other things than numbers, such as names, the texts decide.
    guard let expectedTensor = try? expected.tensor(for: "judge") else { return answer.repr == expected.repr }
    guard let tensor = try? answer.tensor(for: "judge"), tensor.shape == expectedTensor.shape else { return false }
    return zip(tensor.value.elements, expectedTensor.value.elements).allSatisfy { found, wanted in
      abs(Double(found) - Double(wanted)) <= tolerance * max(1, abs(Double(wanted)))
    }
  }
}
