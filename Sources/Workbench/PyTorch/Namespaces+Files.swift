import Datasets
import Files
import Language

extension Namespaces {
  /// `torch.save` and `torch.load`
  var files: [String: Value] { own([saving, loading]) }

  private var saving: Entry {
    entry(
      "save", "writes tensors, and dicts and lists of them, to a file that PyTorch reads",
      [
        Parameter("obj", .any, "tensors, numbers and texts, or lists, tuples and dicts of them, as a state_dict"),
        Parameter("f", .string, suggestions: FileNames.completions, "the file"),
        Parameter("pickle_module", .any, default: Value.none, "not here: None"),
        Parameter("pickle_protocol", .integer(2...5), default: .integer(2), "2, which every PyTorch reads"),
        Parameter(
          "_use_new_zipfile_serialization", .bool, default: .bool(true), "True: PyTorch reads this format since 1.6"),
      ], result: "None"
    ) { arguments, _ in
      guard arguments["pickle_module"].isNone, arguments.integer("pickle_protocol") == 2,
        arguments.bool("_use_new_zipfile_serialization")
      else {
        throw Diagnostic(
          .value, "torch.save writes the zip format with protocol 2, which every PyTorch since 1.6 reads",
          suggestion: "torch.save(x, \"x.pt\")")
      }
      let path = try FileNames.writable(arguments.string("f"), session.catalog)
      try AtomicFile.write(try TorchValueWriter.encoded(arguments["obj"], for: "torch.save"), to: path)
      return .none
    }
  }

  private var loading: Entry {
    entry(
      "load", "reads a file that torch.save wrote, here or in PyTorch; one that would run code is not opened",
      [
        Parameter("f", .string, suggestions: FileNames.completions, "the file"),
        Parameter("map_location", .any, default: Value.none, "where tensors go: the processor"),
        Parameter("pickle_module", .any, default: Value.none, "not here: None"),
        Parameter(
          "weights_only", .any, default: .bool(true), style: .keywordOnly, "nothing is run, whatever is said here"),
        Parameter("mmap", .any, default: Value.none, style: .keywordOnly, "the file stays on the disk in any case"),
      ], result: "any value"
    ) { arguments, context in
      try Self.checkLocation(arguments["map_location"])
      guard arguments["pickle_module"].isNone else {
        throw Diagnostic(.value, "torch.load reads pickles by itself", parameter: "pickle_module")
      }
      let given = arguments.string("f")
      guard !given.isEmpty, !Paths.hasNull(given) else {
        throw Diagnostic(.value, "a file has a name, and this path has none: '\(given.inMessage)'", parameter: "f")
      }
      let path = session.catalog.expanded(given)
      var reader = TorchValueReader(
        path, note: { context.output.write($0 + "\n", to: .standardOutput) }, ordered: context.ordered)
      return try reader.value(try TorchReader(path).value)
    }
  }

  /// Tensors go to the processor, wherever they were: a function or a dict says that of some.
  private static func checkLocation(_ value: Value) throws {
    switch value {
    case .function, .builtin: return
    case .dict(let dict): for entry in dict.entries { try DeviceValue.check(entry.value, for: "torch.load") }
    default: try DeviceValue.check(value, for: "torch.load")
    }
  }
}
