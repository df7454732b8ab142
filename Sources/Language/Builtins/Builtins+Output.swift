extension Builtins {
  /// Entries that write and read.
  static var output: [Entry] {
    [
      printing("print", to: .standardOutput, "writes the values, with blanks between them"),
      printing("warn", to: .standardError, "writes the values as a warning, to the error stream"),
      Entry(
        "input", group: group, "asks for one line of text",
        parameters: [Parameter("prompt", .any, default: .string(""), "what to show before the answer")],
        result: "str", abstract: .unknown, example: "answer = \"yes\"  # or: answer = input(\"continue? \")",
        run: { arguments, context in .string(try context.output.input(prompt: arguments["prompt"].text)) }),
    ]
  }

  private static func printing(_ name: String, to stream: OutputStream, _ summary: String) -> Entry {
    Entry(
      name, .command, group: "help", summary,
      parameters: [
        Parameter("values", .any, style: .variadic, "what to write"),
        Parameter("sep", .string, default: .string(" "), style: .keywordOnly, "what stands between the values"),
        Parameter("end", .string, default: .string("\n"), style: .keywordOnly, "what stands at the end"),
      ], result: "None", abstract: .unknown, alwaysDisplays: true, example: "\(name)(\"total\", 0.25)",
      run: { arguments, context in
        let texts = arguments.values("values").map(\.text)
        try Limits.checkText(texts.reduce(0) { $0 + $1.utf8.count })
        try context.cancellation.check()
        context.output.write(texts.joined(separator: arguments.string("sep")) + arguments.string("end"), to: stream)
        return .none
      })
  }
}
