import Tensors

extension LayerDescription: Codable {
  private enum CodingKeys: String, CodingKey { case kind, layers, names, place }

  /// The kinds that are not the name of an activation.
  private enum Kind: String, CaseIterable {
    case linear, conv2d
    case convTranspose2d = "conv_transpose2d"
    case maxPool2d = "max_pool2d"
    case avgPool2d = "avg_pool2d"
    case batchNorm = "batch_norm"
    case layerNorm = "layer_norm"
    case dropout, flatten, unflatten
    case leakyReLU = "leaky_relu"
    case gelu, elu, hardtanh, conv1d, upsample, embedding, prelu
    case convTranspose1d = "conv_transpose1d"
    case adaptiveAvgPool2d = "adaptive_avg_pool2d"
    case groupNorm = "group_norm"
    case gru, lstm
    case gruCell = "gru_cell"
    case lstmCell = "lstm_cell"
    case sequential, heads, shared
  }

  /// What can stand under `kind` in a file.
  package static var kinds: [String] { Kind.allCases.map(\.rawValue) + Activation.Kind.allCases.map(\.rawValue) }

  /// A text of this length is no kind, and no place.
  private static let longestName = 1_000

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    // Each layer within another is an item of a list in a field, and the outermost stands in a field of an item of a list.
    try fields.require(
      decoder.codingPath.count <= 2 * (Self.mostNested + 2), .kind, "is of a layer nested too deeply")
    let name = try fields.decode(.kind, most: Self.longestName)
    if let activation = Activation.Kind(rawValue: name) {
      self = .activation(activation)
      return
    }
    switch Kind(rawValue: name) {
    case .linear: self = .linear(try LinearSettings(from: decoder))
    case .conv2d: self = .conv2d(try ConvolutionSettings(from: decoder))
    case .convTranspose2d: self = .convTranspose2d(try TransposedConvolutionSettings(from: decoder))
    case .maxPool2d: self = .maxPool2d(try PoolingSettings(from: decoder))
    case .avgPool2d: self = .avgPool2d(try PoolingSettings(from: decoder))
    case .batchNorm: self = .batchNorm(try BatchNormSettings(from: decoder))
    case .layerNorm: self = .layerNorm(try LayerNormSettings(from: decoder))
    case .dropout: self = .dropout(try DropoutSettings(from: decoder))
    case .leakyReLU: self = .leakyReLU(try LeakyReLUSettings(from: decoder))
    case .gelu: self = .gelu(try GELUSettings(from: decoder))
    case .elu: self = .elu(try ELUSettings(from: decoder))
    case .hardtanh: self = .hardtanh(try HardtanhSettings(from: decoder))
    case .conv1d: self = .conv1d(try ConvolutionSettings(from: decoder))
    case .convTranspose1d: self = .convTranspose1d(try TransposedConvolutionSettings(from: decoder))
    case .upsample: self = .upsample(try UpsampleSettings(from: decoder))
    case .adaptiveAvgPool2d: self = .adaptiveAvgPool2d(try AdaptivePoolingSettings(from: decoder))
    case .groupNorm: self = .groupNorm(try GroupNormSettings(from: decoder))
    case .embedding: self = .embedding(try EmbeddingSettings(from: decoder))
    case .prelu: self = .prelu(try PReLUSettings(from: decoder))
    case .gru: self = .gru(try RecurrentSettings(from: decoder))
    case .lstm: self = .lstm(try RecurrentSettings(from: decoder))
    case .gruCell: self = .gruCell(try RecurrentCellSettings(from: decoder))
    case .lstmCell: self = .lstmCell(try RecurrentCellSettings(from: decoder))
    case .flatten: self = .flatten
    case .unflatten: self = .unflatten(try UnflattenSettings(from: decoder))
    case .sequential:
      let layers = try Self.layers(in: fields)
      let names = try fields.decodeIfPresent([String].self, forKey: .names) ?? []
      try fields.require(
        names.isEmpty
          || names.count == layers.count && Set(names).count == names.count
            && names.allSatisfy(Sequential.isName),
        .names, "is no list of a name for each layer")
      self = .sequential(layers, names: names)
    case .heads:
      let heads = try Self.layers(in: fields)
      try fields.require(!heads.isEmpty, .layers, "is empty, and heads have a network for each result")
      self = .heads(heads)
    case .shared: self = .shared(place: try fields.decode(.place, most: Self.longestName))
    case nil:
      let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(60).filter { $0.value >= 32 }))
      try fields.require(false, .kind, "is '\(shown)', which is no kind of layer")
      self = .flatten
    }
  }

  private static func layers(in fields: KeyedDecodingContainer<CodingKeys>) throws -> [LayerDescription] {
    try fields.decode([LayerDescription].self, forKey: .layers)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    func write(_ kind: Kind, _ settings: (any Encodable)? = nil) throws {
      try fields.encode(kind.rawValue, forKey: .kind)
      try settings?.encode(to: encoder)
    }
    switch self {
    case .linear(let settings): try write(.linear, settings)
    case .conv2d(let settings): try write(.conv2d, settings)
    case .convTranspose2d(let settings): try write(.convTranspose2d, settings)
    case .maxPool2d(let settings): try write(.maxPool2d, settings)
    case .avgPool2d(let settings): try write(.avgPool2d, settings)
    case .batchNorm(let settings): try write(.batchNorm, settings)
    case .layerNorm(let settings): try write(.layerNorm, settings)
    case .dropout(let settings): try write(.dropout, settings)
    case .leakyReLU(let settings): try write(.leakyReLU, settings)
    case .gelu(let settings): try write(.gelu, settings)
    case .elu(let settings): try write(.elu, settings)
    case .hardtanh(let settings): try write(.hardtanh, settings)
    case .conv1d(let settings): try write(.conv1d, settings)
    case .convTranspose1d(let settings): try write(.convTranspose1d, settings)
    case .upsample(let settings): try write(.upsample, settings)
    case .adaptiveAvgPool2d(let settings): try write(.adaptiveAvgPool2d, settings)
    case .groupNorm(let settings): try write(.groupNorm, settings)
    case .embedding(let settings): try write(.embedding, settings)
    case .prelu(let settings): try write(.prelu, settings)
    case .gru(let settings): try write(.gru, settings)
    case .lstm(let settings): try write(.lstm, settings)
    case .gruCell(let settings): try write(.gruCell, settings)
    case .lstmCell(let settings): try write(.lstmCell, settings)
    case .flatten: try write(.flatten)
    case .unflatten(let settings): try write(.unflatten, settings)
    case .activation(let kind): try fields.encode(kind.rawValue, forKey: .kind)
    case .sequential(let layers, let names):
      try write(.sequential)
      try fields.encode(layers, forKey: .layers)
      if !names.isEmpty { try fields.encode(names, forKey: .names) }
    case .heads(let layers):
      try write(.heads)
      try fields.encode(layers, forKey: .layers)
    case .shared(let place):
      try write(.shared)
      try fields.encode(place, forKey: .place)
    }
  }
}
