import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Text
import VAE

/// The variables of a session as they are at one moment, on their way into its file.
///
/// It is made on the language's thread, and costs little: tensors never change, and are held; the numbers of parameters and
/// optimizers, which do, are copied. What is left, JSON above all, is done where the file is put together.
package struct VariableCapture {
  /// The most that variables take in a file, in bytes, beside what is the model's.
  package static let mostBytes = 64 << 20
  /// And the most of it that may be texts and single values, which stand in the file's header.
  static let mostText = 8 << 20

  /// A value with an identity, held so that no other can take its identity meanwhile.
  private enum Found {
    case tensor(Tensor, isArray: Bool)
    case parameter(LearnedParameter)
    case network(any Layer, LayerDescription)
    case model
    case optimizer(OptimizerValue)
    case list(ListValue)
    case tuple(TupleValue)
    case dict(DictValue)
    case function(FunctionValue, DefinitionRecord)
    case builtin(String)
    case history(TrainingHistory)
    case type(ClassValue, DefinitionRecord)
    case instance(InstanceValue)
    case container(AnyObject, SavedObject.Container.Kind, names: [String], items: [Value])
    case call(CriterionValue)
    case wrapped(String, [Value])
  }

  /// Why a variable is not kept.
  private struct Unkept: Error { let reason: String }

  private let model: VariationalAutoencoder?
  private let ofModel: Set<ObjectIdentifier>
  private let isEntry: (Entry) -> Bool
  /// Whether the modules have something at that path.
  private let isMember: (String) -> Bool
  /// Where the modules have a class of a library's; nil where they have it nowhere.
  private let place: (ClassValue) -> String?
  private var describer: NetworkDescriber
  private var found: [Found] = []
  private var numbers: [ObjectIdentifier: Int] = [:]
  private var bytes = 0
  private var text = 0
  /// The cells whose functions are among the values: the text of each is in the file once.
  private var cells: Set<ObjectIdentifier> = []

  /// - Parameters:
  ///   - describer: the one that has described the model, whose layers the variables' networks may share.
  ///   - writer: gets the tensors.
  /// - Returns: the document; nil where there is nothing to say.
  static func capture(
    _ interpreter: Interpreter, _ model: VariationalAutoencoder?, _ describer: NetworkDescriber,
    into writer: inout SafetensorsWriter
  ) throws -> SavedVariables? {
    var capture = VariableCapture(interpreter, model, describer)
    var saved = SavedVariables()
    var kept: [(name: String, value: Value)] = []
    for (name, value) in interpreter.variables {
      let before = (
        found: capture.found.count, bytes: capture.bytes, text: capture.text, describer: capture.describer,
        cells: capture.cells
      )
      do {
        guard name.utf8.count <= SavedRange.text else {
          saved.left.append(
            .init(
              name: name.inMessage,
              reason: "a name of \(grouped(name.utf8.count)) bytes, and files keep those of up to "
                + grouped(SavedRange.text)))
          continue
        }
        try capture.add(value)
        kept.append((name, value))
      } catch let error as Unkept {
        capture.forget(from: before.found)
        (capture.bytes, capture.text, capture.describer) = (before.bytes, before.text, before.describer)
        capture.cells = before.cells
        saved.left.append(.init(name: name, reason: error.reason))
      }
    }
    saved.variables = kept.map { .init(name: $0.name, value: capture.item($0.value)) }
    try capture.write(&saved, &writer)
    return saved.isEmpty ? nil : saved
  }

  private init(_ interpreter: Interpreter, _ model: VariationalAutoencoder?, _ describer: NetworkDescriber) {
    self.model = model
    self.describer = describer
    ofModel = Set((model?.parameters ?? []).map { ObjectIdentifier($0) })
    // A method taken off its object carries that object with it.
    isEntry = { entry in
      guard case .builtin(let own)? = interpreter.table.value(at: entry.path ?? entry.name) else { return false }
      return own.group == entry.group && own.summary == entry.summary
    }
    isMember = { path in interpreter.table.value(at: path) != nil }
    place = { type in
      Self.libraries.map { $0 + type.name }.first { path in
        if case .object(let object)? = interpreter.table.value(at: path) { object === type } else { false }
      }
    }
  }

  /// Modules whose classes others derive from.
  private static let libraries = ["torch.nn.", "torch.utils.data.", "abc."]

  // MARK: - What there is

  /// Adds a value and all that it holds.
  ///
  /// - Throws: ``Unkept`` where something of it cannot be kept, or all of it is too much.
  private mutating func add(_ value: Value) throws {
    var waiting = [value]
    while let value = waiting.popLast() {
      switch value {
      case .none, .bool, .real: text += 24
      case .integer(let number): try check([number])
      case .object(let large as LargeInteger): text += 24 + large.repr().utf8.count
      case .range(let range): try check([range.start, range.stop, range.step])
      case .string(let string): text += 24 + string.utf8.count
      case .list(let list):
        guard note(list, .list(list)) else { break }
        if Numbers(list.items) != nil {
          bytes += 8 * list.items.count
        } else {
          try check(list.items.count)
          waiting += list.items
        }
      case .tuple(let tuple):
        if let type = tuple.type { throw Unkept(reason: "a \(type.name), a tuple of a class of its own") }
        guard note(tuple, .tuple(tuple)) else { break }
        try check(tuple.count)
        text += tuple.names.reduce(0) { $0 + $1.utf8.count + 4 }
        waiting += tuple.items
      case .dict(let dict):
        guard note(dict, .dict(dict)) else { break }
        try check(2 * dict.count)
        for (key, value) in dict.entries { waiting += [key, value] }
      case .function where isOfModule(value), .object where isOfModule(value): text += 64
      case .function(let function):
        guard numbers[ObjectIdentifier(function)] == nil else { break }
        guard let record = function.record else { throw Unkept(reason: "a function that another function made") }
        try count(record, "a function")
        note(function, .function(function, record))
        waiting += function.defaults.compactMap(\.self) + (function.definingClass.map { [.object($0)] } ?? [])
      case .builtin(let entry):
        guard isEntry(entry) else { throw Unkept(reason: "a method of a value") }
        text += 64
      case .iterator(let iterator):
        throw Unkept(
          reason: iterator.isRepeatable
            ? "\(iterator.name), made again by the call that made it"
            : "\(Value.iterator(iterator).phrase), which gives its items once")
      case .object(let object): waiting += try add(object)
      }
      guard bytes <= Self.mostBytes, text <= Self.mostText else {
        let amount = max(bytes, text) >> 20
        throw Unkept(
          reason: bytes > Self.mostBytes
            ? "\(value.phrase): all variables together are kept up to \(Self.mostBytes >> 20) MB"
            : "\(amount) MB of texts and single values, of which \(Self.mostText >> 20) MB are kept")
      }
    }
  }

  /// Whether it is a module, or a function or class of one that is written in the language.
  private func isOfModule(_ value: Value) -> Bool {
    if case .builtin = value { return false }
    return value.path.map(isMember) ?? false
  }

  private mutating func check(_ numbers: [Int]) throws {
    text += 24
    guard numbers.allSatisfy(SavedItem.integers.contains) else {
      throw Unkept(reason: "a whole number beyond those that are exact")
    }
  }

  /// Whether so many items can be kept: they are not gone through where they cannot.
  private func check(_ count: Int) throws {
    guard count <= Self.mostText / 24 else {
      throw Unkept(reason: "\(grouped(count)) items, which are too many beside lists of numbers")
    }
  }

  /// The text of a cell counts once, however many of its definitions are kept.
  private mutating func count(_ record: DefinitionRecord, _ what: String) throws {
    let length = record.cell.text.utf8.count
    guard length <= SavedVariables.longestCell else {
      throw Unkept(reason: "\(what) of a cell longer than \(SavedVariables.longestCell >> 20) MB")
    }
    text += 64 + (cells.insert(ObjectIdentifier(record.source)).inserted ? length : 0)
  }

  /// - Returns: what the object holds, which is to be added too.
  private mutating func add(_ object: any ObjectValue) throws -> [Value] {
    if let (kind, values) = Value.object(object).wrapped {
      guard note(object, .wrapped(kind, values)) else { return [] }
      text += 64
      return values
    }
    switch object {
    case let value as InstanceValue where value.isOrderedDict:
      guard let dict = Value.object(value).dictionary, note(value, .dict(dict)) else { break }
      try check(2 * dict.count)
      return dict.entries.flatMap { [$0.key, $0.value] }
    case let value as ClassValue: return try add(value)
    case let value as InstanceValue: return try add(value)
    case let value as ModuleListValue:
      guard note(value, .container(value, .list, names: [], items: value.items)) else { break }
      return value.items
    case let value as ModuleDictValue:
      let names = value.entries.compactMap { if case .string(let name) = $0.key { name } else { nil } }
      let items = value.entries.map(\.value)
      guard note(value, .container(value, .dict, names: names, items: items)) else { break }
      text += names.reduce(0) { $0 + $1.utf8.count + 24 }
      return items
    case let value as CriterionValue:
      guard value.isPlain else { throw Unkept(reason: "a \(value.className) with attributes of its own") }
      guard note(value, .call(value)) else { break }
      text += 200
      return value.chosen.map(\.value)
    case let value as TensorValue:
      if let parameter = value.variable as? LearnedParameter {
        if note(parameter, .parameter(parameter)) { count(parameter) }
      } else if note(value, .tensor(value.variable.value, isArray: value.isArray)) {
        bytes += value.variable.tensor.count * StoredNumber(of: value.variable.value).size
      }
    case let value as NetworkValue:
      guard numbers[ObjectIdentifier(value.layer)] == nil else { break }
      do {
        let description = try describer.describe(value.layer, at: SavedVariables.place(found.count))
        note(value.layer, .network(value.layer, description))
      } catch {
        // What holds objects of classes is made of these again.
        guard let network = value.layer as? Sequential else { throw Unkept(reason: error.description) }
        let items = network.children.map(ModuleMethods.value)
        note(network, .container(network, .sequential, names: network.names, items: items))
        text += network.names.reduce(0) { $0 + $1.utf8.count + 24 }
        return items
      }
      for parameter in value.layer.distinctParameters { count(parameter) }
      text += 128 * value.layer.modes.count
    case let value as ModelValue:
      guard value.model === model else { throw Unkept(reason: "a model that is not the session's") }
      note(value.model, .model)
    case let value as OptimizerValue:
      guard value.optimizer.groups.count == 1 else {
        throw Unkept(reason: "an optimizer of several groups of parameters")
      }
      guard value.optimizer.rule.isSound, TrainingOptions.learningRates.contains(value.optimizer.learningRate) else {
        throw Unkept(reason: "an optimizer with settings beyond those of files")
      }
      guard note(value, .optimizer(value)) else { break }
      for parameter in value.optimizer.parameters {
        bytes += 8 * parameter.tensor.count
        text += 24
        if note(parameter, .parameter(parameter)) { count(parameter) }
      }
    case let value as HistoryValue:
      guard note(value, .history(value.history)) else { break }
      bytes += 48 * value.history.steps.count
      text += 400 * value.history.epochs.count
    default: throw Unkept(reason: Value.object(object).phrase)
    }
    return []
  }

  private mutating func add(_ type: ClassValue) throws -> [Value] {
    guard place(type) == nil else {
      text += 64
      return []
    }
    guard let record = type.record else {
      throw Unkept(reason: "a class `\(type.name)` that a function made, or a library's that no module has")
    }
    if let native = type.native, !(native is ModuleClass), !["Dataset", "ABC"].contains(native.name) {
      throw Unkept(reason: "a class `\(type.name)` of a kind that files do not keep")
    }
    try count(record, "a class")
    guard note(type, .type(type, record)) else { return [] }
    let members = type.ownMembers
    try check(members.count)
    text += members.reduce(0) { $0 + $1.name.utf8.count + 24 }
    return type.directBases.map { .object($0) } + members.map(\.value)
  }

  private mutating func add(_ instance: InstanceValue) throws -> [Value] {
    guard instance.part == nil || instance.part is ModulePart else {
      throw Unkept(reason: "an object of the class `\(instance.typeName)`, of a kind that files do not keep")
    }
    guard note(instance, .instance(instance)) else { return [] }
    let attributes = instance.ownAttributes
    try check(attributes.count)
    text += 128 + attributes.reduce(0) { $0 + $1.name.utf8.count + 24 }
    return [.object(instance.type)] + attributes.map(\.value)
  }

  /// Those of the model are in the file whether a variable has them or not.
  private mutating func count(_ parameter: LearnedParameter) {
    if !ofModel.contains(ObjectIdentifier(parameter)) { bytes += 4 * parameter.tensor.count }
  }

  /// Forgets the objects from that number on.
  private mutating func forget(from number: Int) {
    found.removeSubrange(number...)
    numbers = numbers.filter { $0.value < number }
  }

  /// - Returns: false where it has been noted before.
  @discardableResult
  private mutating func note(_ object: AnyObject, _ what: Found) -> Bool {
    guard numbers.updateValue(numbers[ObjectIdentifier(object)] ?? found.count, forKey: ObjectIdentifier(object)) == nil
    else { return false }
    found.append(what)
    return true
  }

  // MARK: - Into the document

  private mutating func item(_ value: Value) -> SavedItem {
    func known(_ object: AnyObject) -> SavedItem { numbers[ObjectIdentifier(object)].map { .object($0) } ?? .none }
    if let path = libraryPath(value) {
      found.append(.builtin(path))
      return .object(found.count - 1)
    }
    switch value {
    case .none, .iterator: return .none
    case .bool(let flag): return .bool(flag)
    case .integer(let number): return .integer(number)
    case .object(let large as LargeInteger): return .large(large.repr())
    case .real(let number): return .real(number)
    case .string(let string): return .string(string)
    case .range(let range): return .range(start: range.start, stop: range.stop, step: range.step)
    case .list(let list): return known(list)
    case .tuple(let tuple): return known(tuple)
    case .dict(let dict): return known(dict)
    case .function(let function): return known(function)
    case .builtin(let entry):
      found.append(.builtin(entry.path ?? entry.name))
      return .object(found.count - 1)
    case .object(let object):
      switch object {
      case let value as TensorValue: return known(value.variable as? LearnedParameter ?? value)
      case let value as NetworkValue: return known(value.layer)
      case let value as ModelValue: return known(value.model)
      default: return known(object)
      }
    }
  }

  /// Where a module has the value, which is then no part of the file.
  private func libraryPath(_ value: Value) -> String? {
    if isOfModule(value) { return value.path }
    if case .object(let object) = value, let type = object as? ClassValue { return place(type) }
    return nil
  }

  /// Writes the objects, and their numbers.
  private mutating func write(_ saved: inout SavedVariables, _ writer: inout SafetensorsWriter) throws {
    var places: [ObjectIdentifier: String] = [:]
    var buffers: Set<ObjectIdentifier> = []
    for (name, parameter) in model?.namedParameters ?? [] { places[ObjectIdentifier(parameter)] = name }
    for buffer in model?.buffers ?? [] { buffers.insert(ObjectIdentifier(buffer)) }
    for (number, object) in found.enumerated() {
      guard case .network(let layer, _) = object else { continue }
      let place = SavedVariables.place(number) + "."
      for (name, parameter) in layer.namedParameters where places[ObjectIdentifier(parameter)] == nil {
        places[ObjectIdentifier(parameter)] = place + name
        writer.add(place + name, parameter.value)
      }
      for (name, buffer) in layer.namedBuffers where buffers.insert(ObjectIdentifier(buffer)).inserted {
        writer.add(place + name, buffer.value)
      }
    }
    var cells = CellNumbers()
    var number = 0
    // Entries of the table are found on the way.
    while number < found.count {
      let place = SavedVariables.place(number)
      let object: SavedObject
      switch found[number] {
      case .tensor(let tensor, let isArray):
        if tensor.storage.isWritten { writer.add(place, tensor) } else { writer.addConstant(place, tensor) }
        object = .tensor(isArray: isArray)
      case .parameter(let parameter):
        object = .parameter(place: places[ObjectIdentifier(parameter)], isFrozen: parameter.isFrozen)
        if places[ObjectIdentifier(parameter)] == nil { writer.add(place, parameter.value) }
      case .network(let layer, let description):
        let (random, modes) = (layer.randomSources, layer.modes)
        object = .network(
          .init(
            layer: description, random: random.isEmpty ? nil : random, training: modes.allSatisfy(\.self) ? nil : modes,
            frozen: layer.distinctParameters.frozen))
      case .model: object = .model
      case .optimizer(let value): object = .optimizer(try state(of: value, place, &writer))
      case .list(let list):
        switch Numbers(list.items) {
        case .whole(let numbers)?:
          writer.add(place, numbers)
          object = .numbers
        case .real(let numbers)?:
          writer.add(place, numbers, [numbers.count])
          object = .numbers
        case nil: object = .list(list.items.map { item($0) })
        }
      case .tuple(let tuple): object = .tuple(tuple.items.map { item($0) }, names: tuple.names)
      case .dict(let dict):
        object = .dict(keys: dict.entries.map { item($0.key) }, values: dict.entries.map { item($0.value) })
      case .function(let function, let record):
        object = .function(
          .init(
            cell: cells.number(of: record, in: &saved.cells), start: record.span.start, end: record.span.end,
            defaults: function.defaults.map { value in value.map { [item($0)] } ?? [] },
            type: function.definingClass.flatMap { numbers[ObjectIdentifier($0)] }))
      case .type(let type, let record):
        let members = type.ownMembers
        object = .type(
          .init(
            cell: cells.number(of: record, in: &saved.cells), start: record.span.start, end: record.span.end,
            bases: type.directBases.map { item(.object($0)) }, names: members.map(\.name),
            members: members.map { item($0.value) }, isAbstract: type.isAbstract))
      case .instance(let instance):
        let attributes = instance.ownAttributes
        let module = (instance.part as? ModulePart).map {
          SavedObject.Instance.Module(
            training: $0.isTraining, buffers: $0.buffers.sorted(), unsaved: $0.unsavedBuffers.sorted())
        }
        object = .instance(
          .init(
            type: item(.object(instance.type)), names: attributes.map(\.name),
            values: attributes.map { item($0.value) },
            module: module))
      case .container(_, let kind, let names, let items):
        object = .container(.init(holds: kind, names: names, items: items.map { item($0) }))
      case .call(let criterion):
        object = .call(
          .init(
            name: "torch.nn.\(criterion.className)", names: criterion.chosen.map(\.name),
            values: criterion.chosen.map { item($0.value) }))
      case .wrapped(let kind, let values): object = .wrapped(.init(how: kind, items: values.map { item($0) }))
      case .builtin(let name): object = .builtin(name: name)
      case .history(let history):
        writer.add(place, history.stepRows, [history.steps.count, history.stepColumns])
        object = .history(history.withoutSteps)
      }
      saved.objects.append(object)
      number += 1
    }
  }

  private func state(
    of value: OptimizerValue, _ place: String, _ writer: inout SafetensorsWriter
  ) throws -> SavedObject.OptimizerState {
    let optimizer = value.optimizer
    for (number, moments) in try optimizer.moments.enumerated() {
      writer.add(SavedNames.moment(place, number), moments.first)
      if let second = moments.second { writer.add(SavedNames.secondMoment(place, number), second) }
    }
    return .init(
      name: value.name, rule: optimizer.rule, learningRate: optimizer.learningRate, steps: optimizer.steps,
      stepsByParameter: optimizer.stepsByParameter.allSatisfy { $0 == optimizer.steps }
        ? nil : optimizer.stepsByParameter,
      parameters: optimizer.parameters.compactMap { numbers[ObjectIdentifier($0)] },
      schedule: optimizer.groups[0].schedule.isEmpty ? nil : optimizer.groups[0].schedule)
  }

  /// Which number a cell has among those of the file. A cell that was run twice is one.
  private struct CellNumbers {
    private var bySource: [ObjectIdentifier: Int] = [:]
    private var byText: [CellRecord: Int] = [:]

    mutating func number(of function: DefinitionRecord, in cells: inout [SavedVariables.Cell]) -> Int {
      let source = ObjectIdentifier(function.source)
      if let known = bySource[source] { return known }
      let cell = function.cell
      let number = byText[cell] ?? cells.count
      if number == cells.count { cells.append(.init(name: cell.name, text: cell.text, variables: cell.variables)) }
      (bySource[source], byText[cell]) = (number, number)
      return number
    }
  }

  /// The numbers of a list that holds nothing else, and all of one kind. Few of them stand in the document.
  private enum Numbers {
    case whole([Int64])
    case real([Double])

    private static let few = 8

    init?(_ items: [Value]) {
      guard items.count >= Self.few else { return nil }
      switch items[0] {
      case .integer:
        var numbers: [Int64] = []
        numbers.reserveCapacity(items.count)
        for item in items {
          guard case .integer(let number) = item, SavedItem.integers.contains(number) else { return nil }
          numbers.append(Int64(number))
        }
        self = .whole(numbers)
      case .real:
        var numbers: [Double] = []
        numbers.reserveCapacity(items.count)
        for item in items {
          guard case .real(let number) = item else { return nil }
          numbers.append(number)
        }
        self = .real(numbers)
      default: return nil
      }
    }
  }
}

extension InstanceValue {
  /// Whether it is a dict in all but the name, which a file keeps as one.
  var isOrderedDict: Bool { Value.object(type).path == "collections.OrderedDict" }
}

extension TrainingHistory {
  /// The epochs alone.
  fileprivate var withoutSteps: TrainingHistory {
    var history = self
    history.steps = []
    return history
  }
}

extension SavedNames {
  /// The moments of one of a variable's optimizers, for its parameter of that number.
  static func moment(_ place: String, _ parameter: Int) -> String { "\(place).exp_avg.\(parameter)" }
  static func secondMoment(_ place: String, _ parameter: Int) -> String { "\(place).exp_avg_sq.\(parameter)" }
}
