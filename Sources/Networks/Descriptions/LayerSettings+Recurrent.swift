import Tensors

/// The settings in a file of a ``Recurrent`` network.
package struct RecurrentSettings: Codable, Equatable, Sendable {
  var inputSize, hiddenSize: Int
  /// In files that do not say: 1, false and true.
  var layers: Int
  var isBatchFirst, bias: Bool

  enum CodingKeys: String, CodingKey {
    case inputSize = "input_size"
    case hiddenSize = "hidden_size"
    case layers = "num_layers"
    case isBatchFirst = "batch_first"
    case bias
  }

  /// How many layers may lie on each other.
  package static let layerCounts = 1...100

  init(inputSize: Int, hiddenSize: Int, layers: Int, isBatchFirst: Bool, bias: Bool) {
    (self.inputSize, self.hiddenSize, self.layers) = (inputSize, hiddenSize, layers)
    (self.isBatchFirst, self.bias) = (isBatchFirst, bias)
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    inputSize = try fields.decode(.inputSize, in: LinearSettings.features)
    hiddenSize = try fields.decode(.hiddenSize, in: LinearSettings.features)
    layers = try fields.decodeIfPresent(.layers, in: Self.layerCounts) ?? 1
    isBatchFirst = try fields.decodeIfPresent(Bool.self, forKey: .isBatchFirst) ?? false
    bias = try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true
  }
}

/// The settings in a file of a ``RecurrentCell``.
package struct RecurrentCellSettings: Codable, Equatable, Sendable {
  var inputSize, hiddenSize: Int
  /// In files that do not say: true.
  var bias: Bool

  enum CodingKeys: String, CodingKey {
    case inputSize = "input_size"
    case hiddenSize = "hidden_size"
    case bias
  }

  init(inputSize: Int, hiddenSize: Int, bias: Bool) {
    (self.inputSize, self.hiddenSize, self.bias) = (inputSize, hiddenSize, bias)
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    inputSize = try fields.decode(.inputSize, in: LinearSettings.features)
    hiddenSize = try fields.decode(.hiddenSize, in: LinearSettings.features)
    bias = try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true
  }
}
