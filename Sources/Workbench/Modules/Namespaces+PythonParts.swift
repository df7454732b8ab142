import Glibc
import Language
import Processes

/// What the modules of Python's library are made of where the language itself does not reach.
extension Namespaces {
  /// Tuples whose items have names.
  var named: Entry {
    entry(
      "_named", "a tuple with names", [Parameter("names", .any, "names"), Parameter("items", .any, "their values")],
      result: "tuple"
    ) { arguments, context in
      let names = try Iteration.items(arguments["names"], context, verb: "take names from").map(\.text)
      let items = try Iteration.items(arguments["items"], context, verb: "take items from")
      return .tuple(TupleValue(items, names: names))
    }
  }

  /// The class of tuples whose items have these names.
  var namedClass: Entry {
    entry(
      "_named_class", "a class of tuples with names",
      [
        Parameter("name", .string, "of the class"), Parameter("fields", .any, "names"),
        Parameter("defaults", .any, default: .tuple([]), "the values of the last"),
      ], result: "class"
    ) { arguments, context in
      let fields = try Iteration.items(arguments["fields"], context, verb: "take names from").map(\.text)
      let defaults = try Iteration.items(arguments["defaults"], context, verb: "take values from")
      return .object(
        ClassValue(
          NamedTupleClass(arguments.string("name"), fields: fields, defaults: Array(defaults.suffix(fields.count)))))
    }
  }

  /// `enum.auto()`
  var automatic: Entry {
    entry("auto", "a value of its own in a class of enumerated values: the number after the last", [], result: "auto") {
      _, _ in .object(AutoValue())
    }
  }

  /// Other items under the names and the class of a tuple.
  var tupleLike: Entry {
    entry(
      "_tuple_like", "a tuple of another's class",
      [Parameter("tuple", .any, "the other"), Parameter("items", .any, "the values")], result: "tuple"
    ) { arguments, context in
      let items = try Iteration.items(arguments["items"], context)
      guard case .tuple(let tuple) = arguments["tuple"] else { return .tuple(items) }
      return .tuple(TupleValue(items, names: tuple.names, type: tuple.type))
    }
  }

  /// A function of the cell's under the name of another.
  var renamed: Entry {
    entry(
      "_renamed", "a function under another name",
      [Parameter("function", .any, "the function"), Parameter("name", .string, "its name")], result: "function"
    ) { arguments, _ in
      guard case .function(let function) = arguments["function"] else { return arguments["function"] }
      return .function(function.named(arguments.string("name")))
    }
  }

  var abstractMethod: Entry {
    entry(
      "abstractmethod", "above a method: classes that derive from this one have it, and this one has no objects",
      [Parameter("function", .any, "the function below it")], result: "function"
    ) { arguments, _ in .object(AbstractMethodValue(arguments["function"])) }
  }

  /// What goes to the error stream.
  var errorText: Entry {
    entry("_write_error", "writes a text to the error stream", [Parameter("text", .string, "the text")], result: "None")
    {
      arguments, context in
      context.output.write(arguments.string("text"), to: .standardError)
      return .none
    }
  }

  /// The text of the error that an `except` handles.
  var handledError: Entry {
    entry("_handled", "the error that is being handled, as a cell tells it", [], result: "str") { _, context in
      .string((context.handledError?.rendered() ?? "NoneType: None") + "\n")
    }
  }

  /// Random bits from the session's stream of uniform numbers.
  var bits: Entry {
    entry(
      "_bits", "a random whole number of so many bits", [Parameter("count", .integer(1...32), "bits")],
      result: "number", effect: .drawsNumbers
    ) { [session] arguments, _ in
      .integer(Int(session.random.next(.cells).block(0).x >> UInt32(32 - arguments.integer("count"))))
    }.drawing(as: .python, session.randomNumbers)
  }

  /// Where the numbers of Python's `random` begin.
  var seedOfBits: Entry {
    entry("_begin", "begins anew", [Parameter("seed", .integer(0...(1 << 53)), "the number")], result: "None") {
      [session] arguments, _ in
      session.randomNumbers.seed(UInt64(arguments.integer("seed")), of: .python)
      return .none
    }
  }

  var logarithmOfNumber: Entry {
    entry("_log", "the natural logarithm", [Parameter("x", .real(), "a number")], result: "number") { arguments, _ in
      .real(log(arguments.real("x")))
    }
  }

  // MARK: The calendar

  var calendar: [Entry] {
    [
      entry(
        "_local", "year, month, day, hour, minute, second of the local time",
        [Parameter("seconds", .real(-6e10...2.5e11), "since the beginning of 1970")], result: "tuple"
      ) { arguments, _ in
        var seconds = time_t(arguments.real("seconds").rounded(.down))
        var parts = tm()
        localtime_r(&seconds, &parts)
        return .tuple(
          [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
            .map { .integer(Int($0)) })
      },
      entry(
        "_seconds", "the seconds since the beginning of 1970 of a local time",
        [Parameter("parts", .any, "year, month, day, hour, minute, second")], result: "float"
      ) { arguments, _ in
        var parts = Self.time(arguments["parts"])
        parts.tm_isdst = -1
        return .real(Double(mktime(&parts)))
      },
      entry(
        "_strftime", "a time as a text",
        [Parameter("format", .string, "such as \"%Y-%m-%d\""), Parameter("parts", .any, "year … second")], result: "str"
      ) { arguments, _ in
        var parts = Self.time(arguments["parts"])
        // Finds the day of the week and of the year.
        _ = timegm(&parts)
        var text = [CChar](repeating: 0, count: 1 << 12)
        let count = strftime(&text, text.count, arguments.string("format"), &parts)
        return .string(String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
      },
      entry("_now", "seconds since the beginning of 1970", [], result: "float") { _, _ in
        .real(
          ProcessGroup.told {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
          })
      },
    ]
  }

  private static func time(_ value: Value) -> tm {
    let numbers = (value.elements ?? []).map { Int32(clamping: $0.wholeNumber ?? 0) }
    var parts = tm()
    guard numbers.count == 6 else { return parts }
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] &- 1900, numbers[1] &- 1, numbers[2])
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
    return parts
  }

  // MARK: JSON

  var jsonText: [Entry] {
    [
      entry(
        "_write", "a value as JSON",
        [
          Parameter("value", .any, "the value"), Parameter("indent", .any, "a text"),
          Parameter("items", .string, "between items"), Parameter("keys", .string, "behind keys"),
          Parameter("ascii", .bool, "letters of ASCII only"), Parameter("sorted", .bool, "keys in order"),
          Parameter("skips", .bool, "no keys that cannot be"), Parameter("nan", .bool, "what is no number"),
          Parameter("default", .any, "a function of other values"),
        ], result: "str"
      ) { arguments, context in
        var writing = JSONWriting(context)
        if case .string(let indent) = arguments["indent"] { writing.indent = indent }
        (writing.itemSeparator, writing.keySeparator) = (arguments.string("items"), arguments.string("keys"))
        (writing.isASCII, writing.isSorted) = (arguments.bool("ascii"), arguments.bool("sorted"))
        (writing.skipsKeys, writing.allowsNaN) = (arguments.bool("skips"), arguments.bool("nan"))
        writing.fallback = arguments["default"].isNone ? nil : arguments["default"]
        return .string(try writing.written(arguments["value"]))
      },
      entry(
        "_read", "what a text of JSON says, or what is wrong and where", [Parameter("text", .string, "the text")],
        result: "tuple"
      ) { arguments, context in
        var reading = JSONReading(arguments.string("text"), context)
        do {
          return .tuple([try reading.value(), .none, .integer(0)])
        } catch let fault as JSONReading.Fault {
          return .tuple([.none, .string(fault.message), .integer(fault.position)])
        }
      },
    ]
  }
}
