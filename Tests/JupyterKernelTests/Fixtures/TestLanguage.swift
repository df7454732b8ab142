import Glibc
import JupyterKernel
import JupyterWire
import KernelSupport

/// A language of commands, one for each thing that a cell can do to a kernel.
final class TestLanguage: KernelLanguage {
  let description = KernelDescription(
    implementation: "test-kernel", version: "1.0",
    language: LanguageInfo(name: "test", version: "1.0", mimeType: "text/plain", fileExtension: ".test"),
    banner: "a kernel to test with", helpLinks: [HelpLink("help", url: "https://example.org")])

  let sessionReader: (any SessionReader)?
  /// Counts what was run, to see what was not.
  private var ran: [String] = []

  init(hasReader: Bool = false) { sessionReader = hasReader ? TestReader() : nil }

  /// How often it was told to rest.
  private var rests = 0

  func rest() { rests += 1 }

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    let words = code.split(separator: " ").map(String.init)
    let rest = words.dropFirst().joined(separator: " ")
    ran.append(code)
    switch words.first {
    case "print": context.write(rest + "\n")
    case "warn": context.write(rest + "\n", to: .stderr)
    case "lines": for line in 0..<(Int(rest) ?? 0) { context.write("line \(line)\n") }
    case "value": return MimeBundle(plain: rest)
    case "rests": return MimeBundle(plain: "\(rests)")
    case "ran": return MimeBundle(plain: ran.joined(separator: ";"))
    case "fail": throw ExecutionError("TestError", rest, traceback: ["\u{1B}[31mhere\u{1B}[0m"])
    case "throw": throw Surprise()
    case "nan": return MimeBundle(data: ["application/json": [.number(.nan)]])
    case "loop":
      context.write("looping\n")
      while true {
        usleep(1000)
        try context.cancellation.check()
      }
    case "deaf": sleep(30)
    case "nap": usleep(UInt32(rest).map { $0 * 1000 } ?? 0)
    case "show": context.display(MimeBundle(plain: rest), id: "the id")
    case "update": context.update(MimeBundle(plain: rest), id: "the id")
    case "clear": context.clearOutput(wait: true)
    case "page": context.page(MimeBundle(plain: rest), startLine: 2)
    case "next": context.setNextInput(rest, replaces: true)
    case "ask": return MimeBundle(plain: try context.readLine(prompt: rest))
    case "secret": return MimeBundle(plain: try context.readLine(prompt: rest, isPassword: true))
    case "order":
      context.write("one\n")
      context.write("two\n", to: .stderr)
      context.display(MimeBundle(plain: "three"))
      context.write("four\n")
    case "deep": return MimeBundle(plain: "\(depth(Int(rest) ?? 0))")
    case "open": _ = context.comms.open(target: rest, data: ["hello": 1], parent: context.parent)
    case "widget":
      let state = WidgetState(
        ["_model_name": "TestModel", "value": .integer(Int(rest) ?? 0)], bytes: ["picture": [1, 2, 3]])
      _ = context.widgets.open(state, parent: context.parent)
    case "handled": return MimeBundle(plain: "\(handled.last ?? 0) in \(handled.count)")
    default: break
    }
    return nil
  }

  /// The values of widgets that it was told of.
  private var handled: [Int] = []

  func handle(_ event: WidgetEvent, in context: ExecutionContext) {
    handled.append(event.widget.state.values["value"]?.integerValue ?? -1)
  }

  struct Surprise: Error {}

  private func depth(_ left: Int) -> Int { left == 0 ? 0 : 1 + depth(left - 1) }

  func evaluate(_ expression: String, in context: ExecutionContext) throws -> MimeBundle {
    guard expression != "bad" else { throw ExecutionError("TestError", "bad") }
    return MimeBundle(plain: expression)
  }

  func complete(_ code: String, at cursor: Int) throws -> CompleteReply {
    guard code != "fail" else { throw ExecutionError("TestError", "no completion") }
    return CompleteReply(matches: [.init("print", type: "function")], replacing: 0..<cursor)
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectRequest.DetailLevel) -> MimeBundle? {
    code == "nothing" ? nil : MimeBundle(plain: "\(code) \(detail)")
  }

  func isComplete(_ code: String) -> IsCompleteReply { code.hasSuffix(":") ? .incomplete(indent: "  ") : .complete }
}

/// Answers beside the language what begins with "read".
struct TestReader: SessionReader {
  func admit(_ code: String) -> Admission { code.hasPrefix("read") ? .here : .mainShell() }

  func execute(_ code: String, in context: ExecutionContext) throws -> MimeBundle? {
    if code == "read for ever" {
      while true {
        usleep(1000)
        try context.cancellation.check()
      }
    }
    if code == "read wrong" { throw ExecutionError("TestError", "read wrong") }
    return MimeBundle(plain: "read")
  }

  func isComplete(_ code: String) -> IsCompleteReply { .complete }
}

extension TestKernel {
  /// A kernel that drives a ``TestLanguage``.
  convenience init(
    key: String = "a key", curve: ConnectionFile.CurveKeys? = nil, hasReader: Bool = false,
    history: HistoryLocation = .memory, parent: pid_t? = nil, prepare: (Kernel) -> Void = { _ in }
  ) throws {
    try self.init(
      TestLanguage(hasReader: hasReader), key: key, curve: curve, history: history, parent: parent, prepare: prepare)
  }
}
