import Language
import Tensors

/// Sessions of format 1, which Elbow wrote until November 2026: their networks stood there as source text, as
/// `sequential(linear(30, 512), relu, linear(512, 784), sigmoid)`, beside the places of layers that stand in several.
/// Nothing else in them differs from format 2.
///
/// The text is read as the language reads it, and nothing of it is run.
struct FormatOne {
  static let version = 1

  /// The fields of the document `model` that describe the networks.
  struct Model: Decodable {
    var encoder, decoder: String
    /// The places of layers that stand in several, each layer's in a list; absent where there are none.
    var shared: [[String]]?

    private enum CodingKeys: String, CodingKey { case encoder, decoder, shared }

    /// The longest text of a network, in bytes: one of ten thousands of layers.
    private static let longest = 1 << 20

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      encoder = try fields.decode(.encoder, most: Self.longest)
      self.decoder = try fields.decode(.decoder, most: Self.longest)
      shared = try fields.decodeIfPresent([[String]].self, forKey: .shared)
    }
  }

  /// Texts that no version wrote.
  struct Unreadable: Error {}

  /// The layer at each place of both networks.
  private var layers: [String: WrittenCall] = [:]
  /// For each further place of a shared layer, its first.
  private var firstPlaces: [String: String] = [:]

  /// The document `network` of format 2, whose reader finds settings that no layer can have; and how the places of shared
  /// layers contradict it, if they do.
  ///
  /// - Throws: ``Unreadable`` or ``Diagnostic`` where the texts describe no networks.
  static func network(of model: Model) throws -> (json: String, contradiction: String?) {
    let networks = [("encoder", try parsed(model.encoder)), ("decoder", try parsed(model.decoder))]
    var converter = FormatOne()
    for (place, network) in networks { converter.add(network, at: place) }
    var contradiction: String?
    for group in model.shared ?? [] {
      for place in group.dropFirst() {
        if let layer = converter.layers[place], layer == converter.layers[group[0]] {
          converter.firstPlaces[place] = group[0]
        } else {
          contradiction = "layers of model.shared are not built alike"
        }
      }
    }
    let fields = try networks.map { "\"\($0)\":\(try converter.json(of: $1, at: $0))" }
    return ("{\(fields.joined(separator: ","))}", contradiction)
  }

  private static func parsed(_ text: String) throws -> WrittenCall {
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_(),.=+- ".utf8.contains(byte)
    }
    guard isPlain else { throw Unreadable() }
    return try WrittenCall(parsing: text)
  }

  private mutating func add(_ layer: WrittenCall, at place: String) {
    layers[place] = layer
    guard case .call(let kind, let children, _) = layer, Self.networks.contains(kind) else { return }
    for (number, child) in children.enumerated() { add(child, at: "\(place).\(number)") }
  }

  // MARK: A layer in JSON

  private static let networks: Set = ["sequential", "heads"]

  /// The settings that stood without their names, in their order.
  private static let positional = [
    "linear": ["in_features", "out_features"], "conv2d": ["in_channels", "out_channels", "kernel_size"],
    "conv_transpose2d": ["in_channels", "out_channels", "kernel_size"], "max_pool2d": ["kernel_size"],
    "avg_pool2d": ["kernel_size"], "batch_norm": ["num_features"], "layer_norm": ["normalized_shape"],
    "dropout": ["p"], "leaky_relu": ["negative_slope"], "unflatten": ["sizes"],
  ]
  /// And those that stood with them.
  private static let named: Set = [
    "bias", "stride", "padding", "output_padding", "eps", "momentum", "affine", "elementwise_affine", "negative_slope",
  ]
  /// Those that are lists of lengths, also where there is one.
  private static let lengths: Set = ["normalized_shape", "sizes"]

  private func json(of layer: WrittenCall, at place: String) throws -> String {
    if let first = firstPlaces[place] { return "{\"kind\":\"shared\",\"place\":\"\(first)\"}" }
    var fields: [(name: String, value: String)] = []
    let kind: String
    switch layer {
    case .name(let name): kind = name
    case .call(let name, let children, let named) where Self.networks.contains(name):
      guard named.isEmpty else { throw Unreadable() }
      kind = name
      let layers = try children.enumerated().map { try json(of: $1, at: "\(place).\($0)") }
      fields = [("layers", "[\(layers.joined(separator: ","))]")]
    case .call(let name, let values, let named):
      kind = name
      let names = Self.positional[name] ?? []
      let values = name == "unflatten" ? [Self.sizes(values)] : values
      guard values.count <= names.count, named.allSatisfy({ Self.named.contains($0.name) }) else { throw Unreadable() }
      fields =
        try zip(names, values).map { ($0, try Self.json(of: $1, isList: Self.lengths.contains($0))) }
        + named.map { ($0.name, try Self.json(of: $0.value, isList: false)) }
    default: throw Unreadable()
    }
    guard Set(fields.map(\.name)).count == fields.count else { throw Unreadable() }
    return "{\"kind\":\"\(kind)\"\(fields.map { ",\"\($0.name)\":\($0.value)" }.joined())}"
  }

  /// The lengths of `unflatten(1, (1, 28, 28))`, which was `unflatten(1, 28, 28)` in the beginning.
  private static func sizes(_ values: [WrittenCall]) -> WrittenCall {
    if values.count == 2, values[0] == .integer(1), case .tuple = values[1] { return values[1] }
    return .tuple(values)
  }

  private static func json(of value: WrittenCall, isList: Bool) throws -> String {
    switch value {
    case .integer(let number): return isList ? "[\(number)]" : "\(number)"
    case .real(let number) where number.isFinite: return "\(number)"
    case .bool(let isTrue): return "\(isTrue)"
    case .tuple(let items) where isList:
      return "[\(try items.map { try json(of: $0, isList: false) }.joined(separator: ","))]"
    default: throw Unreadable()
    }
  }
}
