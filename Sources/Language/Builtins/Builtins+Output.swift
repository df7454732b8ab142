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
        run: { arguments, context in .string(try context.output.input(prompt: arguments["prompt"].written())) }),
      Entry(
        "open", group: group, "no files: a cell reads and writes them by the entries that know what is in them",
        parameters: [
          Parameter("file", .string, "a path"),
          Parameter("mode", .string, default: .string("r"), "how it would be opened"),
          Parameter("options", .any, style: .keywords, "encoding and the like"),
        ], result: "None", abstract: .unknown, example: "print(\"epoch\", 1)",
        run: { arguments, context in
          throw Diagnostic(
            .type, "a cell has no files of its own: it cannot open \(arguments["file"].repr)",
            suggestion: context.machine?.table.dialect.phrases.files)
        }),
    ]
  }

  /// The method that takes what is printed to a file.
  private static func writer(_ file: Value, _ context: Context) throws -> Value {
    guard let write = try Attributes.find(file, "write", context), write.isCallable else {
      throw Diagnostic(
        .type, "`file` of print takes an object with a method `write`, as sys.stderr, and this is \(file.phrase)",
        parameter: "file")
    }
    return write
  }

  private static func printing(_ name: String, to stream: OutputStream, _ summary: String) -> Entry {
    Entry(
      name, .command, group: "help", summary,
      parameters: [
        Parameter("values", .any, style: .variadic, "what to write"),
        Parameter("sep", .any, default: .string(" "), style: .keywordOnly, "what stands between the values"),
        Parameter("end", .any, default: .string("\n"), style: .keywordOnly, "what stands at the end"),
        Parameter(
          "flush", .bool, default: .bool(false), style: .keywordOnly,
          "taken for Python's sake: all is shown at once anyway"),
        Parameter(
          "file", .any, default: Value.none, style: .keywordOnly, "an object whose method `write` takes the text"),
      ], result: "None", abstract: .unknown, alwaysDisplays: true, example: "\(name)(\"total\", 0.25)",
      run: { arguments, context in
        let texts = try arguments.values("values").map { try $0.written() }
        try Limits.checkText(texts.reduce(0) { $0 + $1.utf8.count })
        try context.cancellation.check()
        func text(_ name: String, _ usual: String) throws -> String {
          switch arguments[name] {
          case .none: return usual
          case .string(let text): return text
          case let other:
            throw Diagnostic(.type, "`\(name)` of print takes a string, and this is \(other.phrase)", parameter: name)
          }
        }
        let written = texts.joined(separator: try text("sep", " ")) + (try text("end", "\n"))
        if arguments["file"].isNone {
          context.output.write(written, to: stream)
        } else {
          _ = try context.call(try writer(arguments["file"], context), .string(written))
        }
        return .none
      })
  }
}
