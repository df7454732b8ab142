import Autodiff
import Datasets
import Language
import Networks
import Tensors

/// Safetensors files from their paths.
enum SavedTensors {
  /// - Throws: ``DatasetError`` where the file cannot be read, ``Diagnostic`` where it is no safetensors file.
  static func read(_ path: String) throws -> SafetensorsReader {
    let bytes = try WholeFile.read(path)
    do { return try SafetensorsReader(bytes) } catch {
      // What torch.save writes is an archive, or a bare pickle.
      if bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.first == 0x80 {
        throw Diagnostic(
          .data,
          "\(path) is a pickle of Python's, which may run anything when it is read; weights come as .safetensors",
          suggestion: "in Python: safetensors.torch.save_file(net.state_dict(), \"weights.safetensors\")")
      }
      throw Diagnostic(.data, "\(path) cannot be loaded: \(error.message)")
    }
  }
}

/// What weights are loaded into: a model's or a network's tensors by their names.
struct WeightTargets {
  var parameters: [(name: String, parameter: LearnedParameter)]
  var buffers: [(name: String, buffer: Buffer)]

  var shapes: [(name: String, shape: Shape)] {
    parameters.map { ($0.name, $0.parameter.shape) } + buffers.map { ($0.name, $0.buffer.value.shape) }
  }
}

/// Finds for each tensor of a network the one in a file that is meant for it.
struct WeightImport {
  private let file: SafetensorsReader
  private let path: String

  init(_ file: SafetensorsReader, _ path: String) { (self.file, self.path) = (file, path) }

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
    guard let entry = file.entries[name] else {
      throw Diagnostic(
        .data, "\(path) has no tensor \(name), which the model has as \(shape); nothing was loaded",
        notes: ["it has " + file.names.prefix(12).joined(separator: ", ") + (file.names.count > 12 ? ", …" : "")])
    }
    guard entry.shape == shape else { throw Diagnostic.misfit(name, inModel: shape, inFile: entry.shape) }
  }

  /// Whether a model's networks, which may be outlines, have the sizes of the tensors in the file.
  ///
  /// - Parameter places: those of layers that stand in several; their tensors have the first one's name.
  /// - Throws: ``Diagnostic`` that names the tensor.
  func checkSizes(_ encoder: any Layer, _ decoder: any Layer, sharing places: [[String]]) throws {
    var first: [Substring: String] = [:]
    for group in places { for place in group.dropFirst() { first[place[...]] = group[0] } }
    func named(_ name: String) -> String {
      var name = name
      // A shared layer may lie within one that is shared too. A list that goes round in circles comes to an end as well.
      for _ in places where file.entries[name] == nil {
        let ends = name.indices.filter { name[$0] == "." }
        guard let end = ends.first(where: { first[name[..<$0]] != nil }) else { break }
        name = (first[name[..<end]] ?? "") + name[end...]
      }
      return name
    }
    var count = 0
    for (place, network) in [("encoder.", encoder), ("decoder.", decoder)] {
      let targets = WeightTargets(parameters: network.namedParameters, buffers: network.namedBuffers)
      for (name, shape) in targets.shapes {
        try check(named(place + name), shape)
        count += shape.count
      }
    }
    // Each place of a shared layer takes memory until it is shared.
    let stored = file.entries.values.reduce(0) { $0 + $1.shape.count }
    guard count / 100 <= stored else {
      throw Diagnostic.damaged(path, "its networks have \(grouped(count)) numbers, and its tensors \(grouped(stored))")
    }
  }

  /// Loads the weights of another program: by their names where they are the same, perhaps after a common prefix, else
  /// module by module in the order of their names.
  ///
  /// - Parameter part: what the names in the file begin with, where only a part of them is meant.
  /// - Returns: what was loaded into what, in words.
  /// - Throws: ``Diagnostic`` where they do not fit; nothing has changed then.
  func load(into targets: WeightTargets, part: String? = nil) throws -> [String] {
    let wanted = targets.shapes.map(\.name)
    var names = file.names.filter { !$0.hasSuffix(".num_batches_tracked") }
    if let part, !part.isEmpty {
      names = names.filter { $0.hasPrefix(part.hasSuffix(".") ? part : part + ".") }
      guard !names.isEmpty else {
        throw Diagnostic(
          .data, "\(path) has no tensor whose name begins with \(part)",
          notes: ["its modules: " + Self.modules(file.names).map(\.name).prefix(12).joined(separator: ", ")],
          parameter: "prefix")
      }
    }
    if let prefix = try prefix(of: targets, in: names, part) {
      try exactly(targets) { prefix + $0 }.assign()
      return ["loaded \(wanted.count) tensors from \(path)" + (prefix.isEmpty ? "" : ", all named \(prefix)…")]
    }
    let pairs = try inOrder(targets, names)
    try exactly(targets) { pairs[$0] ?? $0 }.assign()
    let modules = wanted.reduce(into: [(String, String)]()) { found, name in
      let pair = (Self.module(pairs[name] ?? name), Self.module(name))
      if found.last.map({ $0 != pair }) ?? true { found.append(pair) }
    }
    return [
      "loaded \(wanted.count) tensors from \(path), whose names differ, by their shapes and order:",
      modules.map { "  \($0.0) → \($0.1)" }.joined(separator: "\n"),
    ]
  }

  /// What all wanted names have before them in the file; nil where they are not all there.
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
      targets.shapes.allSatisfy { file.entries[prefix + $0.name]?.shape == $0.shape }
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

  /// The names in the file for the wanted ones: each module takes the first left over whose shapes are its own, in the
  /// natural order of their names, encoder before decoder.
  private func inOrder(_ targets: WeightTargets, _ names: [String]) throws -> [String: String] {
    let wanted = Self.modules(targets.shapes.map(\.name))
    let sorted = Self.modules(names)
    // An encoder comes before its decoder in the model, and after it in the alphabet.
    let isDecoder = { (name: String) in name.lowercased().hasPrefix("dec") }
    let found = Self.meansFirst(sorted.filter { !isDecoder($0.name) } + sorted.filter { isDecoder($0.name) })
    guard wanted.count == found.count else {
      throw Diagnostic(
        .data,
        "\(path) has \(found.count) modules with weights, and the model has \(wanted.count); nothing was loaded",
        notes: [
          "in the file: " + found.map(\.name).joined(separator: ", "),
          "in the model: " + wanted.map(\.name).joined(separator: ", "),
        ], suggestion: "make a model with the same layers")
    }
    let shapes = Dictionary(uniqueKeysWithValues: targets.shapes.map { ($0.name, $0.shape) })
    var pairs: [String: String] = [:]
    var unused = found
    for target in wanted {
      let fits = unused.firstIndex { source in
        target.parts.allSatisfy { part in
          file.entries[Self.joined(source.name, part)]?.shape == shapes[Self.joined(target.name, part)]
        }
      }
      // Where none fits, the error is about the one whose turn it would be.
      let source = unused.remove(at: fits ?? 0)
      for part in target.parts {
        let (name, other) = (Self.joined(target.name, part), Self.joined(source.name, part))
        guard let entry = file.entries[other], let shape = shapes[name] else {
          throw Diagnostic(
            .data, "\(path) has no \(other), which \(name) of the model would take; nothing was loaded")
        }
        guard entry.shape == shape else {
          throw Diagnostic.misfit("\(other), for \(name),", inModel: shape, inFile: entry.shape)
        }
        pairs[name] = other
      }
    }
    return pairs
  }

  /// The modules with each mean before the variance that stands right before it: heads are in this order here, and
  /// `log_var` comes before `mu` in the alphabet.
  private static func meansFirst(_ modules: [(name: String, parts: [String])]) -> [(name: String, parts: [String])] {
    var modules = modules
    let kinds = modules.map { HeadKind($0.name) }
    for place in modules.indices.dropFirst() where kinds[place - 1] == .spread && kinds[place] == .mean {
      // Only where it is clear which belongs to which.
      if place > 1, kinds[place - 2] == .spread { continue }
      if place + 1 < kinds.count, kinds[place + 1] == .mean { continue }
      modules.swapAt(place - 1, place)
    }
    return modules
  }

  /// Names by the module they belong to, in the order in which the modules first appear.
  private static func modules(_ names: [String]) -> [(name: String, parts: [String])] {
    var modules: [(name: String, parts: [String])] = []
    for name in names {
      let part = String(name.split(separator: ".").last ?? "")
      if let place = modules.firstIndex(where: { $0.name == module(name) }) {
        modules[place].parts.append(part)
      } else {
        modules.append((module(name), [part]))
      }
    }
    return modules
  }

  private static func module(_ name: String) -> String { name.split(separator: ".").dropLast().joined(separator: ".") }

  private static func joined(_ module: String, _ part: String) -> String { module.isEmpty ? part : module + "." + part }
}

/// What a module's name says of the numbers it gives.
private enum HeadKind {
  case mean, spread

  /// Nil where the name says neither, or both.
  init?(_ name: String) {
    let last = name.split(separator: ".").last ?? ""
    let words = last.lowercased().split { !$0.isLetter }
    func says(_ exactly: Set<Substring>, _ endings: [String]) -> Bool {
      words.contains { word in exactly.contains(word) || endings.contains { word.hasSuffix($0) } }
    }
    let isMean = says(["mu", "loc", "fcmu", "zmu"], ["mean", "means"])
    let isSpread = says(["std", "scale"], ["var", "sigma", "logstd", "logscale", "variance"])
    guard isMean != isSpread else { return nil }
    self = isMean ? .mean : .spread
  }
}
