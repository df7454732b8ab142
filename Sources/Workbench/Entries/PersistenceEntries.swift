import Datasets
import Files
import FoundationEssentials
import Language
import Networks
import Tensors
import Text
import VAE

/// Group `session`, continued: saving and loading.
struct PersistenceEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "save", .command, group: "session", "saves the session, or a value, to a file",
        details: """
          `save "run"` writes the model, its training and its random numbers to run.safetensors, so that after \
          `load "run"` training goes on to the bit as if it had never stopped; Python's `safetensors` reads the file. \
          `save x, "x.npy"` writes a value, by the file's ending: a tensor as .npy, .pt or .safetensors, a network as \
          .pt or .safetensors with PyTorch's names, a picture as .png, a dict of tensors as .npz or .pt. PyTorch's `torch.load` \
          opens a .pt. At every moment the old file or the new one is there, \
          whole.
          """,
        parameters: [
          Parameter("what", .any, "a path for the session; or a value, and its path after it"),
          Parameter(
            "path", .string, default: Value.none, defaultText: "the session's", suggestions: FileNames.completions,
            "the file"),
        ], result: "None", abstract: .unknown, effect: .reads, example: "data mnist\nmodel latent=5\nsave \"run\""
      ) { arguments, context in
        let path = try save(arguments)
        if context.isCommand { context.output.write("saved \(path)\n", to: .standardOutput) }
        return .none
      },
      Entry(
        "load", .command, group: "session", "takes up a saved session, or reads weights or a tensor from a file",
        details: """
          A session saved by `save` comes back with its model, data (where they are on this machine), training and random \
          numbers. `load last` takes what sessions save by themselves, after every epoch of `train` and, in Jupyter and at \
          the prompt, after every cell that changed something. Of several sessions it takes the newest, and names an older one \
          that had come further. `load sweep 7` takes run 7 of the last `sweep`, and `load sweep` the best. Where this session has trained, it goes back to its last epoch, and variables \
          stay as they are. Else it is that of the notebook's session before, and in a new kernel all goes on: the variables come \
          back too, with networks, optimizers, functions and classes, up to 64 MB, and what was not kept is named. A .pt or .pth \
          file of PyTorch's, or a .safetensors file of another program, gives its weights to the model, or to the network \
          named: by their names, else module by module, by shape and by what the names say (`fc_mu` is the mean, `fc_logvar` \
          the log-variance, `layers.2` comes before `layers.10`). Where they do not say enough, `order=` does. A .npy file gives its tensor, a .npz file a dict \
          of them, and so does a .safetensors file of tensors that are no weights; such a .pt file gives what was saved. \
          A file that would run code, as a whole pickled model, is not opened. What does not fit is an error, and changes nothing.
          """,
        parameters: [
          Parameter(
            "path",
            .word(
              [
                Word("last", "the newest autosave"),
                Word("sweep", "the best run of the last sweep; `load sweep 7` its run 7", companion: "run"),
              ], open: true), suggestions: FileNames.completions, "the file"),
          Parameter(
            "network", .like("network"), default: Value.none, defaultText: "the model", "what the weights are for"),
          Parameter(
            "prefix", .string, default: Value.none, defaultText: "all names", style: .keywordOnly,
            "what the names in the file begin with, where only a part of them is meant"),
          Parameter(
            "order", .list, default: Value.none, defaultText: "as the names say", style: .keywordOnly,
            "modules of the file in the order in which the network has them, the mean before the log-variance"),
          Parameter(
            "run", .integer(1...SweepGrid.mostRuns), default: Value.none, defaultText: "the best", style: .keywordOnly,
            "with `sweep`: which run"),
        ], result: "None, a tensor, or a dict", abstract: .unknown, effect: .changesModel,
        example: "data mnist\nmodel latent=5\nsave \"run\"\nload \"run\"",
        bindsVariables: Self.mayBringVariables
      ) { arguments, context in
        // A file of that name is meant where there is no sweep.
        if arguments.word("path") == "sweep",
          session.hasSweep || (try? FileNames.existing("sweep", session.catalog)) == nil
        {
          say(try session.loadSweep(arguments.optionalInteger("run"), context), context)
          return .none
        }
        guard arguments["run"].isNone else {
          throw Diagnostic(
            .argument, "run= is the number of a sweep's run, and this is \(arguments.word("path"))",
            suggestion: "load sweep \(arguments.integer("run"))", parameter: "run")
        }
        let isLast = arguments.word("path") == "last"
        let path =
          try isLast
          ? FileNames.lastAutosave(session.catalog, own: session.autosave)
          : FileNames.existing(arguments.word("path"), session.catalog)
        let isForNetwork = !["network", "prefix", "order"].allSatisfy { arguments[$0].isNone }
        if isLast, !isForNetwork {
          say(try loadLast(path, context), context)
          return .none
        }
        let loaded = LoadedValue(path, context)
        guard !isForNetwork || !loaded.isArray else {
          throw Diagnostic(
            .value, "weights of networks are read from .pt and .safetensors, and this is \(path)",
            suggestion: "in PyTorch: torch.save(net.state_dict(), \"weights.pt\")",
            parameter: "path")
        }
        if !isForNetwork, let value = try loaded.read() {
          if context.isCommand {
            context.output.write(
              "\(path) holds \(value.phrase); to keep it: x = load(\(path.literal))\n", to: .standardOutput)
          }
          return value
        }
        let (part, order) = (arguments.optionalString("prefix"), try Self.moduleNames(arguments))
        let lines: [String]
        if arguments["network"].isNone {
          lines = try session.restore(path, part: part, order: order, context)
        } else {
          let layer = try arguments["network"].layer(for: "load")
          lines = try WeightImport(try SavedTensors.weights(path), path).load(
            into: WeightTargets(layer), part: part, order: order, context)
        }
        say(lines, context)
        return .none
      },
      Entry(
        "export", .command, group: "session", "writes a network or a tensor for other programs",
        details: """
          `export decoder, "decoder.onnx"` writes the model's decoder as an ONNX file, which onnxruntime and others run: z \
          [batch, latent] goes in, the images x that `decode` gives come out. The encoder gives mean and logvar; a network of \
          your own takes x and gives y (y0, y1, … where there are several; of a dict, by its keys). All work as in evaluation, \
          for batches of any size.

          A class that derives from `nn.Module` is written too, by the operations of its `forward`, which is run with batches of \
          several sizes and other numbers each time. An operation that has no form in ONNX is named in an error, and so is what \
          a file could not follow: plain numbers of what depends on the input (`if x.mean() > 0:`, `x.item()`), random \
          numbers other than `torch.randn_like`, and whatever else differs between the passes. Where the first layer does not \
          say what goes in, `input` is an example, or a tuple of several, whose first dimension is the batch.

          Tensors are written as .npy or .npz for NumPy; a .npz of several is a dict, by its keys.
          """,
        parameters: [
          Parameter(
            "what",
            .word(
              [Word("encoder", "the model's, as ONNX"), Word("decoder", "the model's, as ONNX")], open: true),
            "the model's encoder or decoder, a network, a tensor, or a dict of tensors"),
          Parameter("path", .string, suggestions: FileNames.completions, "the file, ending in .onnx, .npy or .npz"),
          Parameter(
            "input", .any, default: Value.none, defaultText: "what the first layer takes", style: .keywordOnly,
            "of a network: an example of what goes in, a batch of any size, or a tuple of several"),
        ], result: "None", abstract: .unknown, effect: .reads,
        example: "data mnist\nmodel latent=5\nexport decoder, \"decoder.onnx\"\nexport randn(3, 5), \"codes.npy\""
      ) { arguments, context in
        let path = try export(arguments, context)
        if context.isCommand { context.output.write("exported \(path)\n", to: .standardOutput) }
        return .none
      },
    ]
  }

  /// Says what was loaded. A line that is to be copied stays one.
  private func say(_ lines: [String], _ context: Context) {
    guard context.isCommand else { return }
    var shown = lines.map { $0.contains("load \"") ? $0 : wrapped($0) }
    if lines.first?.hasPrefix("loaded: ") ?? false, !session.autosaves, session.autosave != nil {
      shown.append("autosave is off, as it was set: what cells do from here on is not saved; set autosave=on")
    }
    context.output.write(shown.joined(separator: "\n") + "\n", to: .standardOutput)
  }

  /// Takes up an autosave.
  ///
  /// - Returns: what was loaded, in words, and which older autosave has come further.
  private func loadLast(_ path: String, _ context: Context) throws -> [String] {
    var lines: [String]
    do { lines = try session.restore(path, context) } catch { throw namingAnother(error, than: path) }
    guard session.autosave?.isOwn(path) != true else { return lines }
    session.hasComeBack = true
    let writer = Autosave.isOfNotebook(path, session.catalog.environment) ? "this notebook's earlier" : "another"
    lines.append("from the autosave \(Paths.name(path)), which \(writer) session wrote")
    let others = FileNames.otherAutosaves(session.catalog, own: session.autosave)
    if let other = Autosave.further(than: path, among: others) {
      lines.append("an older session has \(other.words); to have that one: load \(other.path.literal)")
    }
    return lines
  }

  /// The error of an autosave that cannot be loaded, with one that can.
  private func namingAnother(_ error: any Error, than path: String) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    guard diagnostic.kind == .data else { return diagnostic }
    let whole = FileNames.otherAutosaves(session.catalog, own: session.autosave).first { other in
      other != path && (try? SessionFile(try SavedTensors.read(other), other)) != nil
    }
    guard let other = whole.flatMap(SavedSession.init) else { return diagnostic }
    diagnostic.notes.append("an older autosave is whole; it has \(other.words)")
    diagnostic.suggestion = "load \(other.path.literal)"
    return diagnostic
  }

  /// Whether a call of `load` may take up a session, and its variables with it: weights and arrays are none.
  private static func mayBringVariables(_ given: [String: Value?]) -> Bool {
    guard given.keys.allSatisfy({ $0 == "path" }), case .string(let path)?? = given["path"] else {
      return given["path"] != nil && given.count == 1
    }
    return !Paths.hasEnding(path, ".npy") && !Paths.hasEnding(path, ".npz") && !SavedTensors.isNamedTorch(path)
  }

  private static func moduleNames(_ arguments: Arguments) throws -> [String] {
    try (arguments.optionalValues("order") ?? []).map { value in
      guard case .string(let name) = value else {
        throw Diagnostic(
          .type, "order= lists names of modules in the file, and \(value.repr) is none",
          example: "load \"net.safetensors\", order=[\"fc_a\", \"fc_b\"]", parameter: "order")
      }
      return name
    }
  }

  /// - Returns: the path that was written.
  private func export(_ arguments: Arguments, _ context: Context) throws -> String {
    let (what, path) = (arguments["what"], arguments.string("path"))
    if Paths.hasEnding(path, ".npy") || Paths.hasEnding(path, ".npz") {
      guard arguments.optionalWord("what") == nil else {
        throw Diagnostic(
          .value, "networks are exported as .onnx, and this is \(path)",
          suggestion: "export decoder, \"decoder.onnx\"", parameter: "path")
      }
      guard arguments["input"].isNone else {
        throw Diagnostic(.argument, "input= is of a network, and \(path) takes tensors", parameter: "input")
      }
      return try SavedValue(what, for: "export").write(to: path, session.catalog)
    }
    let file = try FileNames.writable(path, session.catalog, ending: "onnx")
    guard Paths.hasEnding(file, ".onnx") else {
      throw Diagnostic(
        .value, "the ending of \(path) names no format that is exported",
        suggestion: "use .onnx for networks, .npy or .npz for tensors",
        parameter: "path")
    }
    try AtomicFile.write(
      try NetworkExport(session: session, context: context).encoded(what, example: arguments["input"]), to: file)
    return file
  }

  /// - Returns: the path that was written.
  private func save(_ arguments: Arguments) throws -> String {
    let what = arguments["what"]
    guard let given = arguments.optionalString("path") else {
      guard case .string(let path) = what else {
        throw Diagnostic(
          .argument, "save needs a path: where is \(what.phrase) to go?", suggestion: "save x, \"x.npy\"")
      }
      let file = try FileNames.session(path, session.catalog, parameter: "what")
      try session.write(to: file)
      return file
    }
    return try SavedValue(what).write(to: given, session.catalog)
  }
}

extension Session {
  /// A name that means nothing may be a variable of the notebook's session before, as after a restart.
  package func hint(onUnknown name: String) -> (note: String, suggestion: String)? {
    // Where this session has trained, `load last` goes back to its own epoch.
    guard !hasComeBack, autosave.map({ !Paths.isFile($0.path) }) ?? true,
      let path = FileNames.otherAutosaves(catalog, own: autosave).first,
      Autosave.isOfNotebook(path, catalog.environment), let saved = SavedSession(path), saved.variables.contains(name)
    else { return nil }
    return ("the autosave of this notebook, from \(saved.moment), has it", "load last")
  }

  /// Saves the session after a cell, where anything changed, on a thread that no cell waits for. For the thread that runs the
  /// cells, between two of them.
  package func keepCell() {
    guard let autosave, autosaves else { return }
    // Where there is no memory for it, what was saved before stays.
    let capture: SessionCapture
    do { capture = try captured(withVariables: true) } catch { return autosave.fail(error) }
    guard !capture.isEmpty || autosave.hasCell else { return }
    autosave.storeAfterCell(try capture.encoded())
  }

  /// Says once, before a cell runs, that what cells before it did could not be saved.
  func tellOfFailedSaving(_ output: any Output) {
    guard autosaves, let error = autosave?.untoldProblem() else { return }
    output.write(Self.words(ofFailedSaving: error), to: .standardError)
  }

  private static func words(ofFailedSaving error: any Error) -> String {
    "autosave: \(Diagnostic(error).message); until that is mended, `load last` brings back what was saved before\n"
  }

  /// Whether the session saves itself, and what hinders it.
  var autosaveInWords: String {
    guard autosaves else { return "off" }
    return autosave?.problem.map { "on, and fails: \(Diagnostic($0).message)" } ?? "on"
  }

  /// Saves the session after an epoch, where that is wanted. What goes wrong is said once, and stops nothing.
  func keepEpoch(_ epoch: CapturedEpoch, _ context: Context) {
    guard let autosave, autosaves else { return }
    do {
      let capture = try epoch.capture()
      if let error = autosave.store(try capture.encoded()) { throw error }
    } catch {
      context.output.write(Self.words(ofFailedSaving: error), to: .standardError)
    }
  }
}
