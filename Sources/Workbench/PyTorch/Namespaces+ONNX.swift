import Files
import Language

extension Namespaces {
  /// `torch.onnx`
  var onnx: [String: Value] {
    own([
      entry(
        "export", "writes a network as an ONNX file, as the command export does",
        [
          Parameter("model", .like("network"), "the network"),
          Parameter("args", .any, "an example of what goes in, a batch of any size, or a tuple of several"),
          Parameter("f", .string, suggestions: FileNames.completions, "the file"),
          Parameter("export_params", .bool, default: .bool(true), "True: the weights are in the file"),
          Parameter("verbose", .any, default: Value.none, "not looked at"),
          Parameter("training", .any, default: Value.none, "not looked at: all works as in evaluation"),
          Parameter(
            "input_names", .list, default: Value.none, "what the file calls what goes in; x by default, or x0, x1, …"),
          Parameter(
            "output_names", .list, default: Value.none, "the same for what comes out; y by default, or y0, y1, …"),
          Parameter("opset_version", .any, default: Value.none, "not looked at: 17"),
          Parameter("do_constant_folding", .bool, default: .bool(true), "not looked at"),
          Parameter("dynamic_axes", .any, default: Value.none, "not looked at: the first dimension is free"),
          Parameter("dynamo", .any, default: Value.none, "not looked at"),
        ], result: "None"
      ) { arguments, context in
        guard arguments.bool("export_params") else {
          throw Diagnostic(.value, "an ONNX file has its weights", parameter: "export_params")
        }
        func names(_ name: String) throws -> [String] {
          try (arguments.optionalValues(name) ?? []).map { value in
            guard case .string(let text) = value, !text.isEmpty else {
              throw Diagnostic(.type, "\(name) are texts, and this is \(value.phrase)", parameter: name)
            }
            return text
          }
        }
        var export = NetworkExport(session: session, context: context)
        (export.inputNames, export.outputNames) = (try names("input_names"), try names("output_names"))
        let path = arguments.string("f")
        let file = try FileNames.writable(path, session.catalog, ending: "onnx")
        guard Paths.hasEnding(file, ".onnx") else {
          throw Diagnostic(.value, "\(path) is to end in .onnx", parameter: "f")
        }
        try AtomicFile.write(try export.encoded(arguments["model"], example: arguments["args"]), to: file)
        return .none
      }
    ])
  }
}
