extension EntryCase {
  static let exercises: [EntryCase] = [
    .init("judge", "judge 0.72, 0.9 * 0.8", shows: "right: 0.72"),
    .init("judge", "judge 0.73, 0.72", shows: "not yet: 0.73 is not it."),
    .init("judge", "judge 0.73, 0.72, tolerance=0.05", shows: "right: 0.73"),
    .init("judge", "judge 1000.5, 1000", shows: "right: 1000.5"),
    .init("judge", "judge tensor([1, 2]), [1, 2]", shows: "right: tensor 2\n[1, 2]"),
    .init(
      "judge", "judge tensor([1, 2]), [1, 2, 3], \"three\"", shows: "not yet: tensor 2\n[1, 2] is not it. Hint: three"),
    .init("judge", "judge zeros(2, 3).shape, (2, 3)", shows: "right: (2, 3)"),
    .init("judge", "judge \"score\", \"path\"", shows: "not yet: 'score' is not it."),
    .init("judge", "judge 0.0 / 1, tensor(0) * float(\"nan\")", shows: "not yet: 0.0 is not it."),
    .init("judge", "judge None, 3, \"no hint yet\"", shows: "nothing to judge yet: put your answer in place of None."),
    .init("judge", "judge lambda x: x + 1, lambda f: f(2) == 3", shows: "right"),
    .init("judge", "judge 5, lambda n: n > 6, \"more\"", shows: "not yet: 5 is not it. Hint: more"),
    .init(
      "judge", "judge ones(3), lambda x: sum(x @ ones(4)) > 0, \"four\"",
      shows:
        "not yet: a tensor (3) does not fit: matmul: 3 @ 4 sums over 3 elements on the left and 4 on the right. Hint: four"
    ),
    .init(
      "judge", "judge 5, lambda n: n",
      shows: "not yet: 5 does not fit: the function that judges gave 5, not True or False."),
    .init("judge", "print(judge(1, 1), judge(1, 2), judge(None, None))", shows: "True False False"),
  ]
}
