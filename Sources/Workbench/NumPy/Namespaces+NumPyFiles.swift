import Files
import Language

extension Namespaces {
  /// `np.save`, `np.savez` and `np.load`: the table's `save` and `load`, of arrays.
  var arrayFiles: [Entry] {
    [
      ArrayFunctions.entry(
        "save", "writes an array to a .npy file",
        [
          Parameter("file", .string, suggestions: FileNames.completions, "the file; .npy is added where it is missing"),
          Parameter("arr", .any, "an array, a tensor, or numbers"),
        ], result: "None"
      ) { arguments, context in
        let array = try ArrayFunctions.array(.detach(arguments.tensor("arr", for: "np.save")))
        return try write(array, to: arguments.string("file"), ending: ".npy", context)
      },
      ArrayFunctions.entry(
        "_savez", "writes arrays to a .npz file, by their names",
        [
          Parameter("file", .string, suggestions: FileNames.completions, "the file; .npz is added where it is missing"),
          Parameter("arrays", .any, "a dict of arrays by name"),
        ], result: "None"
      ) { arguments, context in
        guard case .dict(let arrays) = arguments["arrays"], arrays.count > 0 else {
          throw Diagnostic(
            .argument, "np.savez takes arrays", suggestion: "np.savez(\"x.npz\", x=x)", parameter: "arrays")
        }
        return try write(.dict(arrays), to: arguments.string("file"), ending: ".npz", context)
      },
      ArrayFunctions.entry(
        "_read_text", "what is in a text file", [Parameter("path", .string, "the file")], result: "str"
      ) { arguments, _ in
        let path = arguments.string("path")
        let reader = try FileReader(path)
        let bytes = try reader.next(reader.count)
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw Diagnostic(.value, "\(Value.string(path).repr) is no text")
        }
        return .string(text)
      },
      ArrayFunctions.entry(
        "_write_text", "writes a text file",
        [Parameter("path", .string, "the file"), Parameter("text", .string, "what to write")], result: "None"
      ) { arguments, _ in
        try AtomicFile.write(
          Array(arguments.string("text").utf8), to: try FileNames.writable(arguments.string("path"), session.catalog))
        return .none
      },
      ArrayFunctions.entry(
        "_load", "the array in a .npy file, or a dict of those in a .npz",
        [Parameter("file", .string, suggestions: FileNames.completions, "the file")], result: "array, or dict"
      ) { arguments, context in
        let path = arguments.string("file")
        guard Paths.hasEnding(path, ".npy") || Paths.hasEnding(path, ".npz"), let loading = entries["load"] else {
          throw Diagnostic(
            .value, "np.load reads .npy and .npz, and this is \(Value.string(path).repr)", suggestion: "load(\"file\")",
            parameter: "file")
        }
        let loaded = try context.call(.builtin(loading), .string(path))
        guard case .dict(let tensors) = loaded else { return ArrayFunctions.array(loaded) }
        return .dict(DictValue(try tensors.entries.map { (try $0.key.textOfName(), ArrayFunctions.array($0.value)) }))
      },
    ]
  }

  private func write(_ value: Value, to path: String, ending: String, _ context: Context) throws -> Value {
    guard let saving = entries["save"] else { return .none }
    let whole = try FileNames.writable(path, session.catalog)
    let file = Paths.hasEnding(whole, ending) ? whole : whole + ending
    _ = try context.call(.builtin(saving), value, .string(file))
    return .none
  }
}

extension Value {
  fileprivate func textOfName() throws -> String {
    guard case .string(let name) = self else { throw Diagnostic(.type, "names are texts, and this is \(phrase)") }
    return name
  }
}
