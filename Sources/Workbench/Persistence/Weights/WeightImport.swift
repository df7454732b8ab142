import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Text

/// Finds for each tensor of a network the one in a file that is meant for it.
struct WeightImport {
  private let file: any NamedTensors
  private let path: String

  init(_ file: any NamedTensors, _ path: String) { (self.file, self.path) = (file, path) }

  /// Tensors that fit, ready to be written into the network.
  struct Loaded {
    fileprivate let targets: WeightTargets
    let values: [Tensor]

    /// Cannot fail: shapes were compared before.
    func assign() {
      for (target, value) in zip(targets.parameters, values) { try? target.parameter.assign(value) }
      for (target, value) in zip(targets.buffers, values.dropFirst(targets.parameters.count)) {
        try? target.buffer.assign(value)
      }
    }
  }

  /// The tensors of the same names.
  ///
  /// - Throws: ``Diagnostic`` where one is missing or has another shape.
  func exactly(_ targets: WeightTargets, named name: (String) -> String = { $0 }) throws -> Loaded {
    for target in targets.shapes { try check(name(target.name), target.shape) }
    return Loaded(targets: targets, values: try targets.shapes.compactMap { try file.tensor(name($0.name)) })
  }

  /// Whether there is a tensor of that name and shape.
  private func check(_ name: String, _ shape: Shape) throws {
    guard let found = file.shape(of: name) else {
      throw Diagnostic(
        .data, "\(path) has no tensor \(name.inMessage), which the model has as \(shape); nothing was loaded",
        notes: [
          "it has " + file.names.prefix(12).map(\.inMessage).joined(separator: ", ")
            + (file.names.count > 12 ? ", …" : "")
        ])
    }
    guard found == shape else { throw Diagnostic.misfit(name, inModel: shape, inFile: found) }
  }

  /// Whether a model's networks, which may be of abstract tensors, have the sizes of the tensors in the file.
  ///
  /// - Throws: ``Diagnostic`` that names the tensor.
  func checkSizes(_ encoder: any Layer, _ decoder: any Layer) throws {
    // A layer of both has its name from the first.
    var seen: Set<ObjectIdentifier> = []
    for (place, network) in [("encoder.", encoder), ("decoder.", decoder)] {
      for (name, parameter) in network.namedParameters where seen.insert(ObjectIdentifier(parameter)).inserted {
        try check(place + name, parameter.shape)
      }
      for (name, buffer) in network.namedBuffers { try check(place + name, buffer.value.shape) }
    }
  }

  /// Loads the weights of another program: by their names where they are the same, perhaps after a common prefix, else
  /// module by module, by their shapes and by what their names say.
  ///
  /// - Parameters:
  ///   - part: what the names in the file begin with, where only a part of them is meant.
  ///   - order: modules of the file in the order in which the network has them, where names do not tell.
  /// - Returns: what was loaded into what, in words.
  /// - Throws: ``Diagnostic`` where they do not fit, or where nobody can tell which are meant; nothing has changed then.
  func load(
    into targets: WeightTargets, part: String? = nil, order: [String] = [], _ context: Context
  ) throws -> [String] {
    let wanted = targets.shapes.map(\.name)
    // Only layers that take the mean over all batches depend on how many there were.
    let counts = wanted.contains { $0.hasSuffix("num_batches_tracked") }
    var names = file.names.filter { counts || !$0.hasSuffix("num_batches_tracked") }
    if let part, !part.isEmpty {
      names = names.filter { $0.hasPrefix(part.hasSuffix(".") ? part : part + ".") }
      guard !names.isEmpty else {
        throw Diagnostic(
          .data, "\(path) has no tensor whose name begins with \(part)",
          notes: [
            "its modules: "
              + ModulePairing.modules(file.names, file).prefix(12).map(\.name.inMessage).joined(separator: ", ")
          ],
          parameter: "prefix")
      }
    }
    if order.isEmpty, let prefix = try prefix(of: targets, in: names, part) {
      let left = try leftovers(names.filter { $0.hasPrefix(prefix) }, Set(wanted.map { prefix + $0 }))
      try exactly(targets) { prefix + $0 }.assign()
      return [
        "loaded \(counted(wanted.count, "tensor")) from \(path)" + (prefix.isEmpty ? "" : ", all named \(prefix)…")
      ] + left
    }
    try refuseKernels(names)
    let pairing = try ModulePairing(targets, names, file, path, order: order)
    let pairs = pairing.pairs
    func name(_ wanted: String) -> String {
      ModulePairing.joined(pairs[ModulePairing.module(wanted)] ?? "", ModulePairing.part(wanted))
    }
    try exactly(targets, named: name).assign()
    for warning in pairing.warnings { context.output.write("note: \(warning)\n", to: .standardError) }
    return [
      "loaded \(counted(wanted.count, "tensor")) from \(path), whose names differ, by their shapes and names:",
      pairing.wanted.map { "  \(pairs[$0.name] ?? "") → \($0.name)" }.joined(separator: "\n"),
    ] + (pairing.left.isEmpty ? [] : ["left out: " + pairing.left.joined(separator: ", ")])
  }

  /// The words about tensors that are not loaded.
  ///
  /// - Throws: ``Diagnostic`` where one belongs to a module that is: the network would compute something else without it.
  private func leftovers(_ names: [String], _ loaded: Set<String>) throws -> [String] {
    // A saved session has its optimizer's tensors too, and those of its best epoch.
    guard file.metadata["format"] != SessionRecord.format else { return [] }
    let modules = Set(loaded.map(ModulePairing.module))
    let left = names.filter { !loaded.contains($0) }
    if let extra = left.first(where: { modules.contains(ModulePairing.module($0)) && file.shape(of: $0)?.rank != 0 }
    ) {
      throw Diagnostic(
        .data, "\(path) has \(extra.inMessage), and the network has no such tensor; nothing was loaded",
        suggestion: "make the layer as it was: with bias=True where the file has a bias")
    }
    guard !left.isEmpty else { return [] }
    return ["left out: " + left.prefix(12).map(\.inMessage).joined(separator: ", ") + (left.count > 12 ? ", …" : "")]
  }

  /// Kernels of Keras and Flax lie the other way round, and what follows a flatten expects its numbers in another order.
  private func refuseKernels(_ names: [String]) throws {
    guard
      let kernel = names.first(where: { name in
        ["kernel", "kernel:0"].contains(name.split { $0 == "." || $0 == "/" }.last)
      })
    else { return }
    throw Diagnostic(
      .data,
      "\(path) has kernels, such as \(kernel.inMessage): Keras and Flax keep them as inputs×outputs, and of images as "
        + "height×width×inputs×outputs; weights here are PyTorch's, outputs first; nothing was loaded",
      notes: ["after a flatten, the rows of a kernel are in the order height×width×channels too"],
      suggestion:
        "in Python: {\"fc1.weight\": kernel.T, \"fc1.bias\": bias}, and of images kernel.transpose(3, 2, 0, 1)")
  }

  /// The prefix that all wanted names have in the file; nil where they are not all there.
  ///
  /// - Throws: ``Diagnostic`` where several modules of the file are like that.
  private func prefix(of targets: WeightTargets, in names: [String], _ part: String?) throws -> String? {
    guard let first = targets.shapes.first?.name else { return "" }
    let have = Set(names)
    let prefixes = names.compactMap { name -> String? in
      name == first || name.hasSuffix("." + first) ? String(name.dropLast(first.count)) : nil
    }
    let complete = prefixes.filter { prefix in targets.shapes.allSatisfy { have.contains(prefix + $0.name) } }
    let fitting = complete.filter { prefix in
      targets.shapes.allSatisfy { file.shape(of: prefix + $0.name) == $0.shape }
    }
    if let exact = part.map({ $0.hasSuffix(".") ? $0 : $0 + "." }), fitting.contains(exact) { return exact }
    // The shortest: a session's file has its best epoch's weights too, behind a prefix more.
    guard let chosen = fitting.min(by: { $0.count < $1.count }) else { return complete.min { $0.count < $1.count } }
    let copies = [SavedNames.firstMoment, SavedNames.secondMoment, SavedNames.best]
    let others = fitting.filter { prefix in
      !chosen.isEmpty && prefix != chosen && !prefix.hasSuffix("." + chosen)
        && !copies.contains(where: prefix.hasPrefix)
    }
    guard others.isEmpty else {
      let parts = ([chosen] + others).map { String($0.dropLast()) }
      throw Diagnostic(
        .data, "\(path) has several modules with these names and shapes: \(parts.joined(separator: ", "))",
        notes: ["which one is said by prefix=, as prefix=\(parts[0].literal)"])
    }
    return chosen
  }
}
