extension EntryCase {
  /// What is Python's, or the session's own, and writes rather than gives a value.
  static let python: [EntryCase] = [
    .init("print", "print(1, \"a\", [2, None], sep=\"|\", end=\"!\\n\")", shows: "1|a|[2, None]!"),
    .init("warn", "print(warn(\"careful\"))", shows: "None"),
    .init("help", "help zeros", shows: "zeros(*shape)\n  a tensor of zeros\n…"),
    .init("help", "help KL", shows: "KL\n  How far a distribution q is from another one p, in nats…"),
    .init("clear", "clear\nprint(3)", shows: "3"),
    .init(
      "variables", "x = 3\nt = zeros(2, 3)\nvariables", shows: "name  type    value\nt     tensor  2×3\nx     int     3"
    ),
    .init("time", "time x = 3", shows: "took …"),
    .init(
      "input", "input(\"name? \")",
      shows: "InputError: nobody is there to answer\n  line 1 │ input(\"name? \")…"),
  ]
}
