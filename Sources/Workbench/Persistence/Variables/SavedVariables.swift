import Language
import Networks
import Tensors
import VAE

/// The document `variables` of a saved session: what its variables are, but for the numbers that are tensors.
///
/// What several variables share is one object, and they refer to it by its number; so does what refers to itself. Nothing
/// stands within anything else, so that no file can nest too deeply.
struct SavedVariables: Codable, Sendable {
  struct Variable: Codable, Sendable {
    var name: String
    var value: SavedItem

    enum CodingKeys: String, CodingKey { case name, value }
  }

  /// A variable that was not kept, and why.
  struct Left: Codable, Sendable {
    var name, reason: String

    enum CodingKeys: String, CodingKey { case name, reason }
  }

  /// A cell that defined functions or classes.
  struct Cell: Codable, Sendable {
    var name, text: String
    /// In files that do not say: none.
    var variables: [String]

    enum CodingKeys: String, CodingKey { case name, text, variables }
  }

  var variables: [Variable] = []
  var objects: [SavedObject] = []
  /// In files that do not say, these are empty.
  var cells: [Cell] = []
  var left: [Left] = []

  enum CodingKeys: String, CodingKey { case variables, objects, cells, left }

  /// The name of an object's tensor, or the beginning of the names of those of a network.
  static func place(_ number: Int) -> String { "variables.\(number)" }

  var isEmpty: Bool { variables.isEmpty && left.isEmpty }
}

/// A value that stands in a place: itself, or the number of the object that it is.
enum SavedItem: Codable, Sendable, Equatable {
  case none
  case bool(Bool)
  case integer(Int)
  /// A whole number beyond those, by its digits.
  case large(String)
  case real(Double)
  case string(String)
  case range(start: Int, stop: Int, step: Int)
  case object(Int)

  private enum CodingKeys: String, CodingKey { case int, digits, float, range, object }

  /// The longest whole number, in bytes of its digits.
  private static let mostDigits = 400_000

  /// Whole numbers are exact within these.
  static let integers = -(1 << 53)...(1 << 53)

  init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: CodingKeys.self) {
      if fields.contains(.int) {
        self = .integer(try fields.decode(.int, in: Self.integers))
      } else if fields.contains(.digits) {
        let digits = try fields.decode(.digits, most: Self.mostDigits)
        try fields.require((try? LargeInteger.value(of: digits)) != nil, .digits, "is no whole number")
        self = .large(digits)
      } else if fields.contains(.float) {
        self = .real(try fields.decodeNumber(.float))
      } else if fields.contains(.range) {
        let numbers = try fields.decode([Int].self, forKey: .range)
        let isRange = numbers.count == 3 && numbers.allSatisfy(Self.integers.contains) && numbers.last != 0
        try fields.require(isRange, .range, "is no start, stop and step")
        self = .range(start: numbers[0], stop: numbers[1], step: numbers[2])
      } else {
        self = .object(try fields.decode(.object, in: SavedRange.count))
      }
      return
    }
    let field = try decoder.singleValueContainer()
    if field.decodeNil() {
      self = .none
    } else if let flag = try? field.decode(Bool.self) {
      self = .bool(flag)
    } else {
      self = .string(try field.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .none:
      var field = encoder.singleValueContainer()
      try field.encodeNil()
    case .bool(let flag):
      var field = encoder.singleValueContainer()
      try field.encode(flag)
    case .string(let text):
      var field = encoder.singleValueContainer()
      try field.encode(text)
    case .integer(let number):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(number, forKey: .int)
    case .large(let digits):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(digits, forKey: .digits)
    case .real(let number):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(number, forKey: .float)
    case .range(let start, let stop, let step):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode([start, stop, step], forKey: .range)
    case .object(let number):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(number, forKey: .object)
    }
  }
}

/// A value that has an identity, or more to it than stands in one place.
enum SavedObject: Sendable {
  struct Network: Codable, Sendable {
    var layer: LayerDescription
    /// The random numbers of its dropout layers. In files that do not say: as they begin.
    var random: [RandomSource]?
    /// Whether each layer is in training. In files that do not say: all are.
    var training: [Bool]?
    /// Whether each parameter keeps no gradient. In files that do not say: all keep theirs.
    var frozen: [Bool]?

    enum CodingKeys: String, CodingKey { case layer, random, training, frozen }
  }

  struct OptimizerState: Codable, Sendable {
    var name: String
    var rule: Optimizer.Rule
    var learningRate: Double
    var steps: Int
    /// The steps that each parameter took part in; nil where all took part in all.
    var stepsByParameter: [Int]?
    /// The numbers of the objects that are its parameters.
    var parameters: [Int]
    /// What a schedule of learning rates keeps with it, where there is one.
    var schedule: [String: Double]?

    enum CodingKeys: String, CodingKey { case name, rule, learningRate, steps, stepsByParameter, parameters, schedule }
  }

  struct Function: Codable, Sendable {
    /// The number of the cell that defined it, and where in it the definition begins and ends, in Unicode scalars.
    var cell, start, end: Int
    /// For each parameter nothing, or its default.
    var defaults: [[SavedItem]]
    /// The number of the class in whose body it stands. In files that do not say: none.
    var type: Int?

    enum CodingKeys: String, CodingKey { case cell, start, end, defaults, type }
  }

  /// Its numbers are the tensor of its place.
  case tensor(isArray: Bool)
  /// A parameter: that of a network, by the name of its tensor; or, where that is nil, one of its own.
  case parameter(place: String?, isFrozen: Bool)
  case network(Network)
  /// The session's own.
  case model
  case optimizer(OptimizerState)
  case list([SavedItem])
  /// A list of numbers, which are the tensor of its place: int64 or float64.
  case numbers
  case tuple([SavedItem], names: [String])
  case dict(keys: [SavedItem], values: [SavedItem])
  case function(Function)
  /// An entry of the table, or by its path what a module has, and a module.
  case builtin(name: String)
  /// The record of a training, whose steps are the tensor of its place.
  case history(TrainingHistory)
  case type(Class)
  case instance(Instance)
  case container(Container)
  case call(Call)
  case wrapped(Wrapped)

  /// The objects that it holds.
  var items: [SavedItem] {
    switch self {
    case .tensor, .parameter, .network, .model, .numbers, .builtin, .history: []
    case .optimizer(let it): it.parameters.map { .object($0) }
    case .list(let items), .tuple(let items, _): items
    case .dict(let keys, let values): keys + values
    case .function(let it): it.defaults.flatMap(\.self) + (it.type.map { [.object($0)] } ?? [])
    case .type(let it): it.bases + it.members
    case .instance(let it): [it.type] + it.values
    case .container(let it): it.items
    case .call(let it): it.values
    case .wrapped(let it): it.items
    }
  }

  /// Those that have to be there before it is made. What it may hold itself among is filled in afterwards.
  var needs: [SavedItem] {
    switch self {
    case .tuple, .function, .container, .call, .wrapped: items
    case .type(let it): it.bases
    case .instance(let it): [it.type]
    case .tensor, .parameter, .network, .model, .numbers, .builtin, .history, .optimizer, .list, .dict: []
    }
  }
}

extension SavedObject: Codable {
  private enum CodingKeys: String, CodingKey { case kind, place, frozen, items, names, keys, values, name, epochs }

  private enum Kind: String {
    case tensor, array, parameter, network, model, optimizer, list, numbers, tuple, dict, function, builtin, history
    case type = "class"
    case instance = "object"
    case container, call, wrapped
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let name = try fields.decode(.kind, most: 100)
    let kind = Kind(rawValue: name)
    try fields.require(kind != nil, .kind, "is '\(name.filter { $0.isLetter })', which is no kind of value")
    switch kind {
    case .tensor, nil: self = .tensor(isArray: false)
    case .array: self = .tensor(isArray: true)
    case .parameter:
      self = .parameter(
        place: fields.contains(.place) ? try fields.decode(.place, most: SavedRange.text) : nil,
        isFrozen: try fields.decodeIfPresent(Bool.self, forKey: .frozen) ?? false)
    case .network: self = .network(try Network(from: decoder))
    case .model: self = .model
    case .optimizer: self = .optimizer(try OptimizerState(from: decoder))
    case .list: self = .list(try fields.decode([SavedItem].self, forKey: .items))
    case .numbers: self = .numbers
    case .tuple:
      let items = try fields.decode([SavedItem].self, forKey: .items)
      let names = try fields.decodeIfPresent([String].self, forKey: .names) ?? []
      try fields.require(names.isEmpty || names.count == items.count, .names, "are not as many as its items")
      self = .tuple(items, names: names)
    case .dict:
      let keys = try fields.decode([SavedItem].self, forKey: .keys)
      let values = try fields.decode([SavedItem].self, forKey: .values)
      try fields.require(keys.count == values.count, .values, "are not as many as the keys")
      self = .dict(keys: keys, values: values)
    case .function: self = .function(try Function(from: decoder))
    case .builtin: self = .builtin(name: try fields.decode(.name, most: 1_000))
    case .history:
      var history = TrainingHistory()
      history.epochs = try fields.decode([TrainingHistory.Epoch].self, forKey: .epochs)
      self = .history(history)
    case .type: self = .type(try Class(from: decoder))
    case .instance: self = .instance(try Instance(from: decoder))
    case .container: self = .container(try Container(from: decoder))
    case .call: self = .call(try Call(from: decoder))
    case .wrapped: self = .wrapped(try Wrapped(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    func write(_ kind: Kind) throws { try fields.encode(kind.rawValue, forKey: .kind) }
    switch self {
    case .tensor(let isArray): try write(isArray ? .array : .tensor)
    case .parameter(let place, let isFrozen):
      try write(.parameter)
      if isFrozen { try fields.encode(true, forKey: .frozen) }
      try fields.encodeIfPresent(place, forKey: .place)
    case .network(let network):
      try write(.network)
      try network.encode(to: encoder)
    case .model: try write(.model)
    case .optimizer(let state):
      try write(.optimizer)
      try state.encode(to: encoder)
    case .list(let items):
      try write(.list)
      try fields.encode(items, forKey: .items)
    case .numbers: try write(.numbers)
    case .tuple(let items, let names):
      try write(.tuple)
      try fields.encode(items, forKey: .items)
      if !names.isEmpty { try fields.encode(names, forKey: .names) }
    case .dict(let keys, let values):
      try write(.dict)
      try fields.encode(keys, forKey: .keys)
      try fields.encode(values, forKey: .values)
    case .function(let function):
      try write(.function)
      try function.encode(to: encoder)
    case .builtin(let name):
      try write(.builtin)
      try fields.encode(name, forKey: .name)
    case .history(let history):
      try write(.history)
      try fields.encode(history.epochs, forKey: .epochs)
    case .type(let it):
      try write(.type)
      try it.encode(to: encoder)
    case .instance(let it):
      try write(.instance)
      try it.encode(to: encoder)
    case .container(let it):
      try write(.container)
      try it.encode(to: encoder)
    case .call(let it):
      try write(.call)
      try it.encode(to: encoder)
    case .wrapped(let it):
      try write(.wrapped)
      try it.encode(to: encoder)
    }
  }
}

// MARK: - What the fields may be

extension SavedVariables {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    variables = try fields.decode([Variable].self, forKey: .variables)
    try fields.require(Set(variables.map(\.name)).count == variables.count, .variables, "have one name twice")
    objects = try fields.decode([SavedObject].self, forKey: .objects)
    cells = try fields.decodeIfPresent([Cell].self, forKey: .cells) ?? []
    left = try fields.decodeIfPresent([Left].self, forKey: .left) ?? []
    let numbers = objects.indices
    func isThere(_ item: SavedItem) -> Bool {
      if case .object(let number) = item { numbers.contains(number) } else { true }
    }
    try fields.require(
      variables.allSatisfy { isThere($0.value) } && objects.allSatisfy { $0.items.allSatisfy(isThere) }, .objects,
      "lack one that is referred to")
  }
}

extension SavedVariables.Variable {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(.name, most: SavedRange.text)
    try fields.require(Interpreter.isVariableName(name), .name, "is no name that a variable can have")
    value = try fields.decode(SavedItem.self, forKey: .value)
  }
}

extension SavedVariables.Left {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decodeLine(.name)
    reason = try fields.decodeLine(.reason)
  }
}

extension SavedVariables.Cell {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decodeLine(.name)
    text = try fields.decode(.text, most: SavedVariables.longestCell)
    variables = try fields.decodeIfPresent([String].self, forKey: .variables) ?? []
  }
}

extension SavedVariables {
  /// The longest text of a cell whose functions are kept, in bytes.
  static let longestCell = 1 << 20
}

extension SavedObject.Network {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    layer = try fields.decode(LayerDescription.self, forKey: .layer)
    random = try fields.decodeIfPresent([RandomSource].self, forKey: .random)
    training = try fields.decodeIfPresent([Bool].self, forKey: .training)
    frozen = try fields.decodeIfPresent([Bool].self, forKey: .frozen)
  }
}

extension SavedObject.OptimizerState {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decodeLine(.name)
    rule = try fields.decode(Optimizer.Rule.self, forKey: .rule)
    try fields.require(rule.isSound, .rule, "has a setting that \(rule.name) cannot have")
    learningRate = try fields.decode(.learningRate, in: TrainingOptions.learningRates)
    steps = try fields.decode(.steps, in: SavedRange.count)
    stepsByParameter = try fields.decodeIfPresent([Int].self, forKey: .stepsByParameter)
    parameters = try fields.decode([Int].self, forKey: .parameters)
    try fields.require(
      !parameters.isEmpty && parameters.allSatisfy { $0 >= 0 } && Set(parameters).count == parameters.count,
      .parameters, "are no parameters, each once")
    schedule = try fields.decodeIfPresent([String: Double].self, forKey: .schedule)
    try fields.require(
      (schedule ?? [:]).allSatisfy { Workbench.OptimizerState.scheduleNames.contains($0.key) && $0.value.isFinite },
      .schedule,
      "is of no schedule of learning rates")
  }
}

extension SavedObject.Function {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    cell = try fields.decode(.cell, in: SavedRange.count)
    start = try fields.decode(.start, in: SavedRange.count)
    end = try fields.decode(.end, in: SavedRange.count)
    defaults = try fields.decode([[SavedItem]].self, forKey: .defaults)
    type = try fields.contains(.type) ? fields.decode(.type, in: SavedRange.count) : nil
    try fields.require(defaults.allSatisfy { $0.count <= 1 }, .defaults, "has two values for one parameter")
  }
}
