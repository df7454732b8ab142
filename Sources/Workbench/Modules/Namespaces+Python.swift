import Files
import FoundationEssentials
import Glibc
import Language
import Processes
import Tensors
import Threads

extension Namespaces {
  /// Modules of Python's library, and of those that programs with PyTorch have beside it, as far as they mean something in a
  /// notebook. Most of them are written in the language itself.
  var libraries: [String: Value] {
    return [
      "argparse": written("argparse", ArgparseModule.text),
      "sys": written("sys", SysModule.text, own([namedClass, errorText]).merging(["maxsize": .integer(.max)]) { $1 }),
      "collections": written(
        "collections", CollectionsModule.text,
        own([namedClass]).merging(["abc": module("collections.abc", own(kindsOfContainers))]) { $1 }),
      "itertools": written("itertools", ItertoolsModule.text),
      "functools": written("functools", FunctoolsModule.text, own([renamed])),
      "contextlib": written("contextlib", ContextlibModule.text, own([renamed])),
      "copy": written("copy", CopyModule.text, own([tupleLike] + networkCopies)),
      "abc": .object(
        NamespaceValue(
          "abc",
          ["ABC": .object(AbstractClass.shared), "ABCMeta": .object(AbstractClass.shared)].merging(
            own([abstractMethod])
          ) { $1 })),
      "enum": written("enum", EnumModule.text, own([automatic]).merging(["Enum": .object(EnumClass.shared)]) { $1 }),
      "dataclasses": written("dataclasses", DataclassesModule.text, own([renamed])),
      "warnings": written("warnings", WarningsModule.text, own([errorText])),
      "logging": written("logging", LoggingModule.text),
      "json": written("json", JSONModule.text, own(jsonText)),
      "datetime": written("datetime", DatetimeModule.text, own(calendar)),
      "pathlib": written("pathlib", PathlibModule.text),
      "string": written("string", TextModules.string), "types": written("types", TypingModule.namespaces),
      "numbers": written("numbers", TypingModule.numbers),
      "textwrap": written("textwrap", TextModules.textwrap),
      "random": written("random", RandomModule.text, own([bits, seedOfBits, logarithmOfNumber])),
      "time": .object(NamespaceValue("time", own(clocks))),
      "os": .object(
        NamespaceValue(
          "os",
          own(folders).merging(["path": written("os.path", SystemModules.path, own(questionsAboutFiles))]) { $1 },
          text: SystemModules.os, unknown: Self.refusal)),
      "IPython": notebookDisplay, "matplotlib_inline": inlinePictures,
      "operator": written("operator", OrderModules.operators), "bisect": written("bisect", OrderModules.bisection),
      "statistics": written("statistics", StatisticsModule.text),
      "heapq": written("heapq", OrderModules.heaps), "gc": written("gc", OrderModules.collection),
      "glob": written("glob", PathlibModule.glob),
      "traceback": written("traceback", SystemModules.traceback, own([errorText, handledError])),
      "ipywidgets": module("ipywidgets", own(ControlEntries(session: session).module)),
      "tqdm": .object(
        NamespaceValue("tqdm", progress, text: TqdmModule.text, parts: ["auto", "notebook", "std"])),
    ]
  }

  /// What a cell leaves to a terminal.
  private static let refusal: @Sendable (String) -> Diagnostic? = { name in
    if ["system", "popen", "kill"].contains(name) || name.hasPrefix("exec") || name.hasPrefix("spawn") {
      return Diagnostic(.attribute, "a cell does not run other programs: `os.\(name)`", suggestion: "use a terminal")
    }
    if ["remove", "unlink", "rmdir", "removedirs", "rename", "replace", "chdir", "chmod"].contains(name) {
      return Diagnostic(
        .attribute, "a cell does not move or delete files: `os.\(name)`",
        suggestion: "use a terminal, or the file browser")
    }
    return nil
  }

  /// A module whose text is in the language.
  func written(_ path: String, _ text: String, _ members: [String: Value] = [:]) -> Value {
    .object(NamespaceValue(path, members, text: text))
  }

  // MARK: Time

  private var clocks: [Entry] {
    func clock(_ name: String, _ summary: String, _ clock: clockid_t) -> Entry {
      entry(name, summary, [], result: "float") { _, _ in
        let seconds = ProcessGroup.told {
          var time = timespec()
          clock_gettime(clock, &time)
          return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        return .real(seconds)
      }
    }
    func nanoseconds(_ name: String, _ summary: String, _ clock: clockid_t) -> Entry {
      entry(name, summary, [], result: "int") { _, _ in
        let digits = ProcessGroup.told {
          var time = timespec()
          clock_gettime(clock, &time)
          return String(time.tv_sec * 1_000_000_000 + time.tv_nsec)
        }
        return try LargeInteger.value(of: digits) ?? .none
      }
    }
    return [
      nanoseconds("time_ns", "nanoseconds since the beginning of 1970", CLOCK_REALTIME),
      nanoseconds("perf_counter_ns", "nanoseconds on a clock that never goes back", CLOCK_MONOTONIC),
      nanoseconds("monotonic_ns", "nanoseconds on a clock that never goes back", CLOCK_MONOTONIC),
      nanoseconds("process_time_ns", "nanoseconds of a processor that this process has used", CLOCK_PROCESS_CPUTIME_ID),
      clock("time", "seconds since the beginning of 1970", CLOCK_REALTIME),
      clock("perf_counter", "seconds on a clock that never goes back", CLOCK_MONOTONIC),
      clock("monotonic", "seconds on a clock that never goes back", CLOCK_MONOTONIC),
      clock("process_time", "seconds of a processor that this process has used", CLOCK_PROCESS_CPUTIME_ID),
      entry(
        "sleep", "waits", [Parameter("seconds", .real(0...1e6), "how long")], result: "None"
      ) { arguments, context in
        let end = MonotonicTime.now.advanced(milliseconds: Int(arguments.real("seconds") * 1000))
        // In short naps, so that an interrupt ends it.
        while MonotonicTime.now < end, !context.cancellation.endsWaiting() {
          usleep(UInt32(min(10, end.millisecondsAway) * 1000))
        }
        try context.cancellation.safepoint()
        return .none
      },
      entry(
        "strftime", "the local time as a text", [Parameter("format", .string, "such as \"%Y-%m-%d %H:%M:%S\"")],
        result: "str"
      ) { arguments, _ in
        var now = Int(ProcessGroup.told { Double(time(nil)) })
        var parts = tm()
        localtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 1 << 12)
        let count = strftime(&text, text.count, arguments.string("format"), &parts)
        return .string(String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
      },
    ]
  }

  // MARK: Files

  private var folders: [Entry] {
    [
      entry("cpu_count", "how many processors there are", [], result: "int") { _, _ in
        .integer(Int(ProcessGroup.told { Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }))
      },
      entry(
        "_listdir", "the names of what lies in a folder",
        [Parameter("path", .string, default: .string("."), "the folder")], result: "list"
      ) { arguments, _ in
        let path = arguments.string("path")
        guard Paths.isFolder(path) else {
          throw Diagnostic(
            .file, "there is no folder \(Value.string(path).repr)", parameter: "path", caughtAs: "FileNotFoundError")
        }
        return .list(Paths.names(in: path).sorted().map { .string($0) })
      },
      entry("_pid", "the number of the process", [], result: "int") { _, _ in
        .integer(Int(ProcessGroup.told { Double(getpid()) }))
      },
      entry("_environment", "the variables of the environment", [], result: "dict") { _, _ in
        // A variable cannot hold a null byte.
        let text = ProcessGroup.told {
          ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
            .joined(separator: "\0")
        }
        return .dict(
          DictValue(
            text.split(separator: "\0").map { variable in
              let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
              return (String(parts[0]), .string(String(parts[1])))
            }))
      },
      entry(
        "_make_folders", "makes a folder and those around it", [Parameter("path", .string, "the folder")],
        result: "None",
        effect: .changes("files")
      ) { arguments, _ in
        try Paths.makeFolder(arguments.string("path"))
        return .none
      },
    ]
  }

  private var questionsAboutFiles: [Entry] {
    func number(of path: String, _ number: (stat) -> Double) -> Double? {
      let found = ProcessGroup.told {
        var facts = stat()
        return stat(path, &facts) == 0 ? number(facts) : -.infinity
      }
      return found.isFinite ? found : nil
    }
    func question(_ name: String, _ summary: String, _ answer: @escaping (String) -> Value) -> Entry {
      entry(name, summary, [Parameter("path", .string, "a path")], result: "value") { arguments, _ in
        answer(arguments.string("path"))
      }
    }
    return [
      question("_exists", "whether there is a file or a folder") { .bool(Paths.exists($0)) },
      question("_isfile", "whether there is a file") { .bool(Paths.exists($0) && !Paths.isFolder($0)) },
      question("_isdir", "whether there is a folder") { .bool(Paths.isFolder($0)) },
      question("_islink", "whether it is a symbolic link") { .bool(Paths.target(ofLink: $0) != nil) },
      question("_absolute", "the path from the root on") { .string(Paths.absolute($0)) },
      question("_resolved", "the path without links") { .string(Paths.resolved($0)) },
      question("_size", "how many bytes a file has; None where there is none") { path in
        number(of: path) { Double($0.st_size) }.map { .integer(Int($0)) } ?? .none
      },
      question("_modified", "when a file changed last, in seconds; None where there is none") { path in
        number(of: path) { Double($0.st_mtim.tv_sec) + Double($0.st_mtim.tv_nsec) / 1e9 }.map { .real($0) } ?? .none
      },
      question("_expanduser", "the path with the user's folder in place of ~") { path in
        guard path == "~" || path.hasPrefix("~/"), let home = UserFolders().home else { return .string(path) }
        return .string(home + path.dropFirst())
      },
    ]
  }

  // MARK: Progress

  /// The bar of a loop in the user's program.
  private final class BarValue: ObjectValue {
    let display: ProgressDisplay

    init(_ display: ProgressDisplay) { self.display = display }

    var typeName: String { "progress" }
    func repr() -> String { "<progress>" }
  }

  private static func bar(_ arguments: Arguments) throws -> ProgressDisplay {
    guard case .object(let object as BarValue) = arguments["bar"] else {
      throw Diagnostic(.type, "this is no bar", parameter: "bar")
    }
    return object.display
  }

  private var progress: [String: Value] {
    let bar = Parameter("bar", .any, "the bar")
    return own([
      entry("_bar", "a new bar", [], result: "progress") { [session] _, context in
        .object(BarValue(ProgressDisplay(context.output, id: session.nextDisplayID())))
      },
      entry(
        "_advance", "moves a bar, at most ten times a second",
        [
          bar, Parameter("share", .real(0...1e9), "from 0 to 1"),
          Parameter("text", .any, "a function that gives the text"),
        ],
        result: "None"
      ) { arguments, context in
        try Self.bar(arguments).show(min(1, arguments.real("share"))) { try context.call(arguments["text"], []).text }
        return .none
      },
      entry(
        "_finish", "the last word of a bar", [bar, Parameter("text", .string, "the text")], result: "None"
      ) { arguments, _ in
        try Self.bar(arguments).finish(arguments.string("text"))
        return .none
      },
    ])
  }
}
