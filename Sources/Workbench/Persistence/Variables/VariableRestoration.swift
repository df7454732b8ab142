import Autodiff
import Datasets
import Language
import Networks
import Tensors
import VAE

/// Variables on their way back from the file of a session. All of it is read and checked before anything changes.
struct VariableRestoration {
  /// Variables that fit together.
  struct Restored {
    fileprivate(set) var variables: [(name: String, value: Value)] = []
    /// Those that were not kept, or cannot be made again, and why.
    fileprivate(set) var left: [(name: String, reason: String)] = []
    /// The tensors among them, and within them.
    fileprivate(set) var tensors: [Tensor] = []
    /// What is to be put back into layers, which may be those of the present model.
    fileprivate var puts: [() -> Void] = []

    /// Binds the variables. Nothing can fail here.
    func takeUp(_ interpreter: Interpreter) {
      for put in puts { put() }
      interpreter.define(variables)
    }
  }

  private let saved: SavedVariables
  private let file: SafetensorsReader
  private let path: String
  private let model: VariationalAutoencoder?
  private let interpreter: Interpreter
  private let functions: FunctionReader

  private var restored = Restored()
  private var values: [Value?]
  private var parameters: [String: LearnedParameter] = [:]
  /// Objects that this program cannot make: functions that it cannot read, and entries that it does not have.
  private var unmade: Set<Int> = []

  /// - Parameter model: the session's, whose layers the variables' networks may share.
  /// - Throws: ``Diagnostic`` that names the field where something does not fit.
  static func restored(
    _ saved: SavedVariables, _ file: SafetensorsReader, _ path: String, _ model: VariationalAutoencoder?,
    _ interpreter: Interpreter
  ) throws -> Restored {
    var restoration = VariableRestoration(saved, file, path, model, interpreter)
    try restoration.restore()
    return restoration.restored
  }

  private init(
    _ saved: SavedVariables, _ file: SafetensorsReader, _ path: String, _ model: VariationalAutoencoder?,
    _ interpreter: Interpreter
  ) {
    (self.saved, self.file, self.path, self.model, self.interpreter) = (saved, file, path, model, interpreter)
    functions = FunctionReader(
      saved.cells.map { CellRecord(name: $0.name, text: $0.text, variables: $0.variables) }, for: interpreter)
    values = Array(repeating: nil, count: saved.objects.count)
  }

  private mutating func restore() throws {
    for (name, parameter) in model?.namedParameters ?? [] { parameters[name] = parameter }
    try makeNetworks()
    // Parameters before the optimizers that change them; what others hold before its holders, but for lists and dicts,
    // which may hold themselves and are filled in the end.
    for number in saved.objects.indices { try makeParameter(number) }
    for number in saved.objects.indices { try makePlain(number) }
    for number in saved.objects.indices { try makeHolder(number) }
    for number in saved.objects.indices { try fill(number) }
    let lost = unreachable()
    for variable in saved.variables {
      if case .object(let number) = variable.value, lost.contains(number) {
        restored.left.append((variable.name, "a function, a class or an entry that this Elbow does not have"))
      } else {
        restored.variables.append((variable.name, value(variable.value)))
      }
    }
    restored.left = saved.left.map { ($0.name, $0.reason) } + restored.left
    for (number, object) in saved.objects.enumerated() {
      guard case .tensor = object, case .object(let value)? = values[number] else { continue }
      if let tensor = value as? TensorValue { restored.tensors.append(tensor.variable.value) }
    }
  }

  private func damaged(_ number: Int, _ reason: String) -> Diagnostic {
    Diagnostic.damaged(path, "variables.objects[\(number)] \(reason)")
  }

  private func value(_ item: SavedItem) -> Value {
    switch item {
    case .none: .none
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    case .large(let digits): (try? LargeInteger.value(of: digits)) ?? .none
    case .real(let number): .real(number)
    case .string(let text): .string(text)
    case .range(let start, let stop, let step): .range(RangeValue(start: start, stop: stop, step: step))
    case .object(let number): values[number] ?? .none
    }
  }

  // MARK: - Networks

  private mutating func makeNetworks() throws {
    var known = NetworkBuilder()
    if let model {
      known.know(model.encoder, at: ModelDescription.CodingKeys.encoder.rawValue)
      known.know(model.decoder, at: ModelDescription.CodingKeys.decoder.rawValue)
    }
    // Made of abstract tensors first: what the file does not have the numbers of takes no memory.
    try AbstractTensors.using {
      var builder = known
      var tensors = NamedTensors(of: model)
      for (number, network) in networks { try check(tensors.new(in: try build(network, number, &builder), at: number)) }
    }
    var tensors = NamedTensors(of: model)
    for (number, network) in networks {
      let layer = try build(network, number, &known)
      for (name, target) in tensors.new(in: layer, at: number) {
        guard let value = try file.tensor(name) else { continue }
        switch target {
        case .parameter(let parameter):
          try parameter.assign(value)
          parameters[name] = parameter
        case .buffer(let buffer): try buffer.assign(value)
        }
      }
      try keepState(of: layer, network, number)
      values[number] = .object(NetworkValue(layer))
    }
  }

  private var networks: [(number: Int, network: SavedObject.Network)] {
    saved.objects.enumerated().compactMap { number, object in
      if case .network(let network) = object { (number, network) } else { nil }
    }
  }

  private func build(
    _ network: SavedObject.Network, _ number: Int, _ builder: inout NetworkBuilder
  ) throws -> any Layer {
    var random = RandomSource()
    do { return try builder.build(network.layer, at: SavedVariables.place(number), random: &random) } catch let error
      as DescriptionError
    { throw damaged(number, "is no network: \(error.description.inMessage)") } catch let error as TensorError
      where error.code != .memory || AbstractTensors.inUse
    { throw damaged(number, "is no network: \(error.message.inMessage)") }
  }

  private func check(_ targets: [(name: String, target: NamedTensors.Target)]) throws {
    for (name, target) in targets {
      let shape =
        switch target {
        case .parameter(let parameter): parameter.shape
        case .buffer(let buffer): buffer.value.shape
        }
      guard file.entries[name]?.shape == shape else {
        throw Diagnostic.damaged(path, "\(name) is missing, or not \(shape)")
      }
    }
  }

  private mutating func keepState(of layer: any Layer, _ network: SavedObject.Network, _ number: Int) throws {
    if let random = network.random {
      guard random.count == layer.randomSources.count else {
        throw damaged(
          number, "has random numbers for \(random.count) layers, and \(layer.randomSources.count) draw any")
      }
      restored.puts.append { layer.randomSources = random }
    }
    if let frozen = network.frozen {
      guard frozen.count == layer.distinctParameters.count else {
        throw damaged(
          number,
          "says of \(frozen.count) parameters whether they are frozen, and has \(layer.distinctParameters.count)")
      }
      restored.puts.append { layer.distinctParameters.frozen = frozen }
    }
    let modes = network.training ?? []
    guard modes.isEmpty || modes.count == layer.modes.count else {
      throw damaged(number, "says of \(modes.count) layers whether they are in training, and has \(layer.modes.count)")
    }
    if layer.modes != modes {
      restored.puts.append { layer.modes = modes.isEmpty ? layer.modes.map { _ in true } : modes }
    }
  }

  // MARK: - Values

  private func tensor(_ name: String, _ types: Set<StoredNumber>, _ number: Int) throws -> Tensor {
    guard let entry = file.entries[name], types.contains(entry.type), entry.shape.rank <= Shape.maximumRank,
      let tensor = try file.tensor(name)
    else { throw damaged(number, "has no tensor \(name) that it can be") }
    return tensor.taken(as: entry.type.kind)
  }

  private mutating func makeParameter(_ number: Int) throws {
    guard case .parameter(let place, let isFrozen) = saved.objects[number] else { return }
    let parameter: LearnedParameter
    if let place {
      guard let known = parameters[place] else {
        throw damaged(number, "is the parameter \(place.inMessage), and no network has it")
      }
      parameter = known
    } else {
      let numbers = try tensor(SavedVariables.place(number), [.float32, .int64, .uint8, .bool], number)
      parameter = try LearnedParameter(numbers, kind: numbers.kind)
      // Those of a network have it from there. What is not real is never learned.
      parameter.isFrozen = isFrozen || numbers.kind != .real
    }
    values[number] = .object(TensorValue(parameter))
  }

  /// Makes what holds nothing that has to be there before.
  private mutating func makePlain(_ number: Int) throws {
    let place = SavedVariables.place(number)
    switch saved.objects[number] {
    case .parameter, .network, .tuple, .function, .type, .instance, .container, .call, .wrapped: break
    case .tensor(let isArray):
      let numbers = Variable(try tensor(place, [.float32, .bool, .int64, .uint8], number))
      values[number] = .object(TensorValue(numbers, isArray: isArray))
    case .model:
      guard let model else { throw damaged(number, "is the session's model, and there is none") }
      values[number] = .object(ModelValue(model))
    case .optimizer(let state): values[number] = .object(try optimizer(state, place, number))
    case .list: values[number] = .list(ListValue())
    case .dict: values[number] = .dict(DictValue())
    case .numbers: values[number] = .list(try numbers(place, number))
    case .builtin(let name):
      values[number] = interpreter.table.value(at: name)
      if values[number] == nil { unmade.insert(number) }
    case .history(let history): values[number] = .object(try self.history(history, place, number))
    }
  }

  private func numbers(_ place: String, _ number: Int) throws -> [Value] {
    guard let entry = file.entries[place], entry.shape.rank == 1, entry.type == .int64 || entry.type == .float64,
      let numbers = file.doubles(place)
    else { throw damaged(number, "has no numbers \(place)") }
    guard entry.type == .int64 else { return numbers.map { .real($0) } }
    return try numbers.map { real in
      guard let whole = Int(exactly: real), SavedItem.integers.contains(whole) else {
        throw damaged(number, "has a whole number that cannot be")
      }
      return .integer(whole)
    }
  }

  private func history(_ history: TrainingHistory, _ place: String, _ number: Int) throws -> HistoryValue {
    guard let entry = file.entries[place], entry.type == .float64, entry.shape.rank == 2,
      TrainingHistory.stepColumnCounts.contains(entry.shape[1]), let rows = file.doubles(place)
    else { throw damaged(number, "has no steps \(place)") }
    var history = history
    history.steps = TrainingHistory.steps(rows, columns: entry.shape[1])
    guard history.steps.allSatisfy({ (0...0x1p53).contains($0.epoch) }) else {
      throw damaged(number, "has a step in no epoch")
    }
    return HistoryValue(history)
  }

  private func optimizer(
    _ state: SavedObject.OptimizerState, _ place: String, _ number: Int
  ) throws -> OptimizerValue {
    let parameters = try state.parameters.map { number -> LearnedParameter in
      guard case .object(let object)? = values[number],
        let parameter = (object as? TensorValue)?.variable as? LearnedParameter
      else { throw damaged(number, "is of an optimizer, and no parameter") }
      return parameter
    }
    guard parameters.distinct.count == parameters.count else { throw damaged(number, "has a parameter twice") }
    let moments = try parameters.enumerated().map { index, parameter -> (first: Tensor, second: Tensor?) in
      func moment(_ name: String) throws -> Tensor {
        let moment = try tensor(name, [.float32], number)
        guard moment.shape == parameter.shape else { throw damaged(number, "has moments \(name) of another shape") }
        return moment
      }
      return (
        try moment(SavedNames.moment(place, index)),
        state.rule.hasSecondMoments ? try moment(SavedNames.secondMoment(place, index)) : nil
      )
    }
    let optimizer = try Optimizer(state.rule, parameters, learningRate: state.learningRate)
    optimizer.groups[0].schedule = state.schedule ?? [:]
    if let steps = state.stepsByParameter {
      guard steps.count == parameters.count, steps.allSatisfy({ 0...state.steps ~= $0 }) else {
        throw damaged(number, "has steps of its parameters that are not theirs")
      }
    }
    try optimizer.restore(steps: state.steps, stepsByParameter: state.stepsByParameter, moments: moments)
    return OptimizerValue(optimizer, name: state.name)
  }

  // MARK: - What holds others

  /// Makes tuples, functions, classes and what is made of them, those that they need first. None can need itself.
  private mutating func makeHolder(_ number: Int) throws {
    var open: [(number: Int, items: [SavedItem], next: Int)] = []
    var isOpen: Set<Int> = []
    func isWaiting(_ number: Int) -> Bool {
      switch saved.objects[number] {
      case .tuple, .function, .type, .instance, .container, .call, .wrapped:
        values[number] == nil && !unmade.contains(number)
      default: false
      }
    }
    func begin(_ number: Int) throws {
      guard isOpen.insert(number).inserted else { throw damaged(number, "holds itself, which it cannot") }
      open.append((number, saved.objects[number].needs, 0))
    }
    if isWaiting(number) { try begin(number) }
    while let last = open.last {
      if last.next < last.items.count {
        open[open.count - 1].next += 1
        if case .object(let held) = last.items[last.next], isWaiting(held) { try begin(held) }
      } else {
        open.removeLast()
        isOpen.remove(last.number)
        try make(last.number)
      }
    }
  }

  private mutating func make(_ number: Int) throws {
    switch saved.objects[number] {
    case .tuple(let items, let names): values[number] = .tuple(TupleValue(items.map(value), names: names))
    case .function(let it):
      var type: ClassValue?
      if let place = it.type {
        guard let known = self.type(.object(place)) else {
          unmade.insert(number)
          return
        }
        type = known
      }
      let function = functions.function(
        in: it.cell, at: SourceSpan(it.start, it.end), of: type, defaults: it.defaults.map { $0.first.map(value) })
      values[number] = function.map { .function($0) }
    case .type(let it):
      values[number] = functions.type(
        in: it.cell, at: SourceSpan(it.start, it.end), bases: it.bases.map(value), isAbstract: it.isAbstract
      ).map { .object($0) }
    case .instance(let it): values[number] = try instance(it, number)
    case .container(let it): values[number] = try container(it, number)
    case .call(let it): values[number] = try call(it)
    case .wrapped(let it): values[number] = .wrapping(it.how, it.items.map(value))
    default: return
    }
    if values[number] == nil { unmade.insert(number) }
  }

  private func type(_ item: SavedItem) -> ClassValue? {
    if case .object(let object) = value(item) { object as? ClassValue } else { nil }
  }

  /// An object without its attributes.
  private func instance(_ saved: SavedObject.Instance, _ number: Int) throws -> Value? {
    guard let type = type(saved.type), !type.isLibrary || type === ModuleClass.shared else { return nil }
    let instance = InstanceValue(type)
    guard let module = saved.module else { return instance.part == nil ? .object(instance) : nil }
    guard let part = instance.part as? ModulePart else { return nil }
    (part.isTraining, part.buffers) = (module.training, Set(module.buffers))
    part.unsavedBuffers = Set(module.unsaved)
    return .object(instance)
  }

  private func container(_ saved: SavedObject.Container, _ number: Int) throws -> Value? {
    let items = saved.items.map(value)
    guard items.allSatisfy({ $0.module != nil || isCriterion($0) }) else { return nil }
    do {
      switch saved.holds {
      case .sequential:
        return try .network(Sequential(items.map { try $0.layer(for: "nn.Sequential") }, names: saved.names))
      case .list: return .object(try ModuleListValue(items))
      case .dict:
        let dict = ModuleDictValue()
        for (name, item) in zip(saved.names, items) { try dict.set(item, for: .string(name)) }
        return .object(dict)
      }
    } catch { throw damaged(number, "holds what is no module") }
  }

  private func isCriterion(_ value: Value) -> Bool {
    if case .object(let object) = value { object is CriterionValue } else { false }
  }

  /// What a loss's maker makes of these settings; nil where there is no such loss.
  private func call(_ saved: SavedObject.Call) throws -> Value? {
    guard saved.name.hasPrefix("torch.nn."), case .builtin(let entry)? = interpreter.table.value(at: saved.name),
      saved.name.hasSuffix("Loss")
    else { return nil }
    let known = Set(entry.parameters.map(\.name))
    let chosen = Dictionary(zip(saved.names, saved.values.map(value)), uniquingKeysWith: { $1 })
    return try entry.run(entry.arguments(chosen.filter { known.contains($0.key) }), .quiet)
  }

  private func fill(_ number: Int) throws {
    switch saved.objects[number] {
    case .list(let items):
      if case .list(let list)? = values[number] { list.items = items.map(value) }
    case .dict(let keys, let items):
      guard case .dict(let dict)? = values[number] else { return }
      for (key, item) in zip(keys, items) {
        do { try dict.set(value(item), for: value(key)) } catch {
          throw damaged(number, "has a key that cannot be one")
        }
      }
      guard dict.count == keys.count else { throw damaged(number, "has a key twice") }
    case .type(let it):
      type(.object(number))?.bind(zip(it.names, it.members.map(value)).map { ($0, $1) })
    case .instance(let it):
      guard case .object(let object)? = values[number], let instance = object as? InstanceValue else { return }
      for (name, item) in zip(it.names, it.values) {
        let value = value(item)
        instance.setOwn(value, for: name)
        guard value.module != nil || value.asTensor?.variable is LearnedParameter else { continue }
        (instance.part as? ModulePart)?.held.insert(name)
      }
    default: break
    }
  }

  /// The objects that could not be made, and all that hold one.
  private func unreachable() -> Set<Int> {
    guard !unmade.isEmpty else { return [] }
    var holders: [Int: [Int]] = [:]
    for (number, object) in saved.objects.enumerated() {
      for case .object(let held) in object.items { holders[held, default: []].append(number) }
    }
    var (lost, waiting) = (unmade, Array(unmade))
    while let number = waiting.popLast() {
      for holder in holders[number] ?? [] where lost.insert(holder).inserted { waiting.append(holder) }
    }
    return lost
  }
}

/// The tensors of networks under their names in a file, each once: what stands in several networks has the name from the
/// first.
private struct NamedTensors {
  enum Target {
    case parameter(LearnedParameter)
    case buffer(Buffer)
  }

  private var seen: Set<ObjectIdentifier>

  init(of model: VariationalAutoencoder?) {
    seen = Set((model?.parameters ?? []).map { ObjectIdentifier($0) })
    seen.formUnion((model?.buffers ?? []).map { ObjectIdentifier($0) })
  }

  /// Those that no network before had.
  mutating func new(in layer: any Layer, at number: Int) -> [(name: String, target: Target)] {
    let place = SavedVariables.place(number) + "."
    var found: [(name: String, target: Target)] = []
    for (name, parameter) in layer.namedParameters where seen.insert(ObjectIdentifier(parameter)).inserted {
      found.append((place + name, .parameter(parameter)))
    }
    for (name, buffer) in layer.namedBuffers where seen.insert(ObjectIdentifier(buffer)).inserted {
      found.append((place + name, .buffer(buffer)))
    }
    return found
  }
}

extension VariableRestoration.Restored {
  /// As many names are said; of more, how many.
  private static let mostNamed = 30

  /// What came back, and what did not.
  var words: [String] {
    func listed(_ items: [String]) -> String {
      items.prefix(Self.mostNamed).joined(separator: ", ")
        + (items.count > Self.mostNamed ? " and \(items.count - Self.mostNamed) more" : "")
    }
    var words: [String] = []
    if !variables.isEmpty { words.append("variables: " + listed(variables.map(\.name))) }
    if !left.isEmpty { words.append("not kept: " + listed(left.map { "\($0.name) (\($0.reason))" })) }
    return words
  }
}
