import Tensors

/// A layer as a file describes it: its kind, its settings, and what it is made of. Its numbers are no part of it.
///
/// In JSON it is an object with the layer's `kind`, as the language calls it, and its settings under the names that the
/// language has for them: `{"kind": "linear", "in_features": 784, "out_features": 4, "bias": true}`. A setting that came
/// later than its kind has a default, which stands for it in files from before.
package indirect enum LayerDescription: Equatable, Sendable {
  case linear(LinearSettings)
  case conv2d(ConvolutionSettings)
  case convTranspose2d(TransposedConvolutionSettings)
  case maxPool2d(PoolingSettings)
  case avgPool2d(PoolingSettings)
  case batchNorm(BatchNormSettings)
  case layerNorm(LayerNormSettings)
  case dropout(DropoutSettings)
  case activation(Activation.Kind)
  case leakyReLU(LeakyReLUSettings)
  case gelu(GELUSettings)
  case elu(ELUSettings)
  case hardtanh(HardtanhSettings)
  case conv1d(ConvolutionSettings)
  case convTranspose1d(TransposedConvolutionSettings)
  case upsample(UpsampleSettings)
  case adaptiveAvgPool2d(AdaptivePoolingSettings)
  /// Instance normalization too.
  case groupNorm(GroupNormSettings)
  case embedding(EmbeddingSettings)
  case prelu(PReLUSettings)
  case gru(RecurrentSettings)
  case lstm(RecurrentSettings)
  case gruCell(RecurrentCellSettings)
  case lstmCell(RecurrentCellSettings)
  case flatten
  case unflatten(UnflattenSettings)
  /// With a name for each layer, or none where they are numbered.
  case sequential([LayerDescription], names: [String] = [])
  case heads([LayerDescription])
  /// The layer itself that stands at another place, one that comes before this: `encoder.2` is the third of the encoder's.
  case shared(place: String)

  /// The most layers that networks in a file may have, counted at each place where one stands.
  package static let mostLayers = 100_000
  /// How deeply they may nest.
  package static let mostNested = 100
}

/// Networks that cannot be written as a description, or a description that no networks can be made of.
package struct DescriptionError: Error, CustomStringConvertible {
  /// The field it is about, as `encoder.layers[2].place`, and what is wrong with it.
  package let description: String

  init(_ description: String) { self.description = description }
}
