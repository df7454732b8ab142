import Datasets
import Language
import Networks
import Tensors
import Text

/// Finds for each module of a network the one in a file that is meant for it, where their names differ.
///
/// A shape that is there once tells. Of several modules of one shape it is told by names: those of an encoder and of a
/// decoder, of a mean and of its variance, and numbers. The alphabet says nothing, and so neither does the order in a file,
/// which is often the alphabet's: what is not told is asked for.
struct ModulePairing {
  struct Module {
    let name: String
    /// The shapes of its tensors by their names in it: `weight`, `bias`.
    var shapes: [String: Shape]
    var parts: [String]
  }

  /// The network's modules in their order.
  let wanted: [Module]
  /// The file's for the network's, by their names.
  private(set) var pairs: [String: String] = [:]
  /// What was not taken for a part of a network.
  let left: [String]
  /// What is to be said of what was loaded.
  private(set) var warnings: [String] = []

  private let found: [Module]
  private let names: [String: ModuleName]
  private let targets: WeightTargets
  private let file: any NamedTensors
  private let path: String
  private let order: [String]

  /// - Throws: ``Diagnostic`` where they do not fit, or where names do not tell which is which.
  init(_ targets: WeightTargets, _ names: [String], _ file: any NamedTensors, _ path: String, order: [String]) throws {
    (self.targets, self.file, self.path, self.order) = (targets, file, path, order)
    var wanted: [Module] = []
    for (name, shape) in targets.shapes { Self.add(name, shape, to: &wanted) }
    // Single numbers, such as a step or a weight of the loss, are parts of no layer.
    let parts = Set(wanted.flatMap(\.parts)).union(["weight", "bias", "running_mean", "running_var"])
    left = names.filter { file.shape(of: $0)?.count == 1 && !parts.contains(Self.part($0)) }
    found = Self.modules(names.filter { [left] in !left.contains($0) }, file)
    self.wanted = wanted
    self.names = Dictionary(uniqueKeysWithValues: found.map { ($0.name, ModuleName($0.name)) })
    try checkOrder()
    guard wanted.count == found.count else {
      throw Diagnostic(
        .data,
        "\(path) has \(counted(found.count, "module")) with weights, and the model has \(wanted.count); nothing was loaded",
        notes: [
          "in the file: " + found.prefix(40).map(\.name.inMessage).joined(separator: ", "),
          "in the model: " + wanted.map(\.name).joined(separator: ", "),
        ], suggestion: "make a model with the same layers")
    }
    let sources = Dictionary(grouping: found, by: \.shapes)
    let groups = Dictionary(grouping: wanted, by: \.shapes)
    for (shapes, group) in groups where sources[shapes]?.count != group.count { throw misfit() }
    for (shapes, group) in groups { try pair(group, sources[shapes] ?? []) }
    warnings = wanted.compactMap(warning)
  }

  // MARK: - Names and modules

  static func module(_ name: String) -> String { name.split(separator: ".").dropLast().joined(separator: ".") }

  static func part(_ name: String) -> String { String(name.split(separator: ".").last ?? "") }

  static func joined(_ module: String, _ part: String) -> String { module.isEmpty ? part : module + "." + part }

  /// Tensors by the module they belong to, in the order in which the modules first appear.
  static func modules(_ names: [String], _ file: any NamedTensors) -> [Module] {
    var modules: [Module] = []
    for name in names { add(name, file.shape(of: name) ?? .scalar, to: &modules) }
    return modules
  }

  private static func add(_ name: String, _ shape: Shape, to modules: inout [Module]) {
    let (module, part) = (module(name), part(name))
    let place = modules.lastIndex { $0.name == module } ?? modules.endIndex
    if place == modules.endIndex { modules.append(Module(name: module, shapes: [:], parts: [])) }
    modules[place].shapes[part] = shape
    modules[place].parts.append(part)
  }

  // MARK: - Which is which

  /// Pairs modules of one shape.
  private mutating func pair(_ targets: [Module], _ sources: [Module]) throws {
    if targets.count == 1 || sources.allSatisfy({ order.contains($0.name) }) {
      let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      let sources = sources.sorted { places[$0.name, default: 0] < places[$1.name, default: 0] }
      for (target, source) in zip(targets, sources) { pairs[target.name] = source.name }
      return
    }
    let parts = parted(targets, sources, half(of:)) { names[$0.name]?.half } ?? parted(targets, sources, role, said)
    if let parts {
      for part in parts { try pair(part.targets, part.sources) }
      return
    }
    guard let row = row(sources), !isUntold(targets, row), !isMirrored(row) else { throw ask(targets, sources) }
    for (target, source) in zip(targets, row) { pairs[target.name] = source.name }
  }

  private func half(of target: Module) -> ModuleName.Half? {
    target.name.hasPrefix("encoder.") ? .encoder : target.name.hasPrefix("decoder.") ? .decoder : nil
  }

  private enum Role { case mean, spread, body }

  private func role(of target: Module) -> Role? {
    switch targets.head(target.name) {
    case .mean: .mean
    case .spread: .spread
    case nil: .body
    }
  }

  private func said(of source: Module) -> Role? { names[source.name]?.head.map { $0 == .mean ? .mean : .spread } }

  /// Parts modules by what they are for; those whose name says nothing are what is left to be.
  ///
  /// - Returns: nil where they are all for the same, or where that does not come out.
  private func parted<Label: Hashable>(
    _ targets: [Module], _ sources: [Module], _ label: (Module) -> Label?, _ said: (Module) -> Label?
  ) -> [(targets: [Module], sources: [Module])]? {
    let groups = Dictionary(grouping: targets, by: label)
    guard groups.count > 1 else { return nil }
    var taken = Dictionary(grouping: sources.filter { said($0) != nil }, by: said)
    guard !taken.isEmpty, taken.allSatisfy({ $1.count <= groups[$0]?.count ?? 0 }) else { return nil }
    let open = groups.filter { $1.count > taken[$0]?.count ?? 0 }
    guard open.count <= 1 else { return nil }
    for label in open.keys { taken[label, default: []] += sources.filter { said($0) == nil } }
    return groups.map { ($1, taken[$0] ?? []) }
  }

  /// Modules whose names differ in their numbers alone, by them; nil where there are others.
  private func row(_ sources: [Module]) -> [Module]? {
    let named = sources.compactMap { source in names[source.name].map { (source, name: $0) } }
    guard let stem = named.first?.name.stem, named.allSatisfy({ $0.name.stem == stem }) else { return nil }
    let all = names.values.filter { $0.stem == stem }.map(\.numbers)
    func key(_ name: ModuleName) -> [[Int]] {
      name.numbers.enumerated().map { place, number in Self.key(number, among: Set(all.map { $0[place] })) }
    }
    let sorted = named.map { (source: $0, key: key($1)) }.sorted {
      $0.key.lexicographicallyPrecedes($1.key) { $0.lexicographicallyPrecedes($1) }
    }
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.key != $1.key }) else { return nil }
    return sorted.map(\.source)
  }

  /// Where a number stands in a row: 21 and 22 are the two heads between 1 and 3, as in PyTorch's own example of a VAE,
  /// where there is no 2.
  private static func key(_ number: Int, among all: Set<Int>) -> [Int] {
    let (tens, ones) = number.quotientAndRemainder(dividingBy: 10)
    let isSplit =
      (1...9).contains(tens) && (1...2).contains(ones) && all.contains(tens * 10 + 1) && all.contains(tens * 10 + 2)
      && !all.contains(tens) && !all.contains(tens * 10)
    return isSplit ? [tens, ones] : [number]
  }

  /// Whether a mean and its variance are told by nothing but a number, and the file has them in another order, which is
  /// not the alphabet's.
  private func isUntold(_ targets: [Module], _ row: [Module]) -> Bool {
    guard Set(targets.map { role(of: $0) }).count > 1 else { return false }
    let inFile = row.map { source in
      (source.name, start: source.parts.first.flatMap { file.start(of: Self.joined(source.name, $0)) } ?? 0)
    }.sorted { $0.start < $1.start }.map(\.0)
    return inFile != row.map(\.name) && inFile != inFile.sorted()
  }

  /// Whether a decoder's modules are numbered as the encoder's (enc1, enc2, dec1, dec2): many count them back, from the one
  /// that mirrors the encoder's last. A number that stands by itself is a place: `decoder.0`, `decoder.2`.
  private func isMirrored(_ row: [Module]) -> Bool {
    func numbers(_ half: ModuleName.Half) -> Set<[Int]> {
      Set(names.values.filter { $0.half == half && $0.isNumberedWord }.map(\.numbers))
    }
    let own = row.compactMap { names[$0.name] }
    return own.allSatisfy { $0.half == .decoder && $0.isNumberedWord }
      && numbers(.encoder).isSuperset(of: own.map(\.numbers))
  }

  // MARK: - What is said

  private func checkOrder() throws {
    for (place, name) in order.enumerated() {
      guard names[name] != nil else {
        throw Diagnostic(
          .value, "\(path) has no module \(name)",
          notes: ["its modules: " + found.prefix(40).map(\.name.inMessage).joined(separator: ", ")], parameter: "order")
      }
      guard !order[..<place].contains(name) else {
        throw Diagnostic(.value, "order= lists \(name) twice", parameter: "order")
      }
    }
  }

  private func ask(_ targets: [Module], _ sources: [Module]) -> Diagnostic {
    let places = targets.map { target in
      switch role(of: target) {
      case .mean: "\(target.name) (the mean)"
      case .spread: "\(target.name) (the log-variance)"
      default: target.name
      }
    }
    let listed = sources.map { "\"\($0.name.inMessage)\"" }.joined(separator: ", ")
    return Diagnostic(
      .data,
      "\(path) does not say which is which: \(sources.map(\.name.inMessage).joined(separator: ", ")) have one shape, and are for "
        + "\(places.joined(separator: ", ")); nothing was loaded",
      notes: ["order= lists them in the order of the network, as order=[\(listed)]"], parameter: "path")
  }

  /// Why modules do not fit, said of the first one that nothing in the file is for.
  private func misfit() -> Diagnostic {
    var unused = found
    for target in wanted {
      if let place = unused.firstIndex(where: { $0.shapes == target.shapes }) {
        unused.remove(at: place)
        continue
      }
      // It is about the one whose turn it would be.
      let source = unused.first { Set($0.parts) == Set(target.parts) && $0.shapes != target.shapes } ?? unused[0]
      for part in target.parts {
        let (name, other) = (Self.joined(target.name, part), Self.joined(source.name, part))
        guard let shape = source.shapes[part] else {
          return Diagnostic(.data, "\(path) has no \(other), which \(name) of the model would take; nothing was loaded")
        }
        if let own = target.shapes[part], own != shape {
          return .misfit("\(other), for \(name),", inModel: own, inFile: shape)
        }
      }
      let extra = source.parts.first { !target.parts.contains($0) } ?? ""
      return Diagnostic(
        .data,
        "\(path) has \(Self.joined(source.name, extra)), and \(target.name) of the model has none; nothing was loaded",
        suggestion: extra == "bias" ? "make the layer as it was, with bias=True" : "make a model with the same layers")
    }
    return Diagnostic(.data, "\(path) does not fit the model; nothing was loaded")
  }

  /// What a head means that is read as a log-variance, and is called something else.
  private func warning(_ target: Module) -> String? {
    guard role(of: target) == .spread, let source = pairs[target.name], let head = names[source]?.head else {
      return nil
    }
    let start = "\(source) is taken for the log-variance"
    return switch head {
    case .mean, .logVariance: nil
    case .logDeviation:
      "\(start); if it gives the logarithm of the standard deviation, double its weights: log σ² = 2 log σ"
    case .deviation:
      "\(start); if it gives the standard deviation itself, the model is another: log σ² = 2 log σ of what it gives"
    case .variance:
      "\(start); if it gives the variance itself, the model is another: its logarithm is meant"
    }
  }
}
