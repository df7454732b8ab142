import Tensors

/// The settings in a file of a ``Linear`` layer.
package struct LinearSettings: Codable, Equatable, Sendable {
  var inFeatures, outFeatures: Int
  /// In files that do not say: true.
  var bias: Bool

  /// The numbers of features that a layer may have.
  package static let features = 1...1_000_000

  enum CodingKeys: String, CodingKey {
    case inFeatures = "in_features"
    case outFeatures = "out_features"
    case bias
  }
}

extension LinearSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inFeatures: try fields.decode(.inFeatures, in: Self.features),
      outFeatures: try fields.decode(.outFeatures, in: Self.features),
      bias: try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
  }
}

/// The settings in a file of a ``Conv2d``.
package struct ConvolutionSettings: Codable, Equatable, Sendable {
  var inChannels, outChannels, kernelSize: Int
  /// In files that do not say: 1, 0, and true.
  var stride, padding: Int
  var bias: Bool

  package static let channels = 1...65_536
  /// Of kernels, of windows that are pooled, and of strides.
  package static let sides = 1...1024
  package static let paddings = 0...1024
  package static let outputPaddings = 0...1023

  enum CodingKeys: String, CodingKey {
    case inChannels = "in_channels"
    case outChannels = "out_channels"
    case kernelSize = "kernel_size"
    case stride, padding, bias
  }
}

extension ConvolutionSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inChannels: try fields.decode(.inChannels, in: Self.channels),
      outChannels: try fields.decode(.outChannels, in: Self.channels),
      kernelSize: try fields.decode(.kernelSize, in: Self.sides),
      stride: try fields.decodeIfPresent(.stride, in: Self.sides) ?? 1,
      padding: try fields.decodeIfPresent(.padding, in: Self.paddings) ?? 0,
      bias: try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
  }
}

/// The settings in a file of a ``ConvTranspose2d``.
package struct TransposedConvolutionSettings: Codable, Equatable, Sendable {
  var convolution: ConvolutionSettings
  /// In files that do not say: 0.
  var outputPadding: Int

  enum CodingKeys: String, CodingKey { case outputPadding = "output_padding" }
}

extension TransposedConvolutionSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    convolution = try ConvolutionSettings(from: decoder)
    outputPadding = try fields.decodeIfPresent(.outputPadding, in: ConvolutionSettings.outputPaddings) ?? 0
    try fields.require(
      outputPadding < convolution.stride, .outputPadding,
      "is \(outputPadding), and must be less than the stride, which is \(convolution.stride)")
  }

  package func encode(to encoder: any Encoder) throws {
    try convolution.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(outputPadding, forKey: .outputPadding)
  }
}

/// The settings in a file of a ``MaxPool2d`` or an ``AvgPool2d``.
package struct PoolingSettings: Codable, Equatable, Sendable {
  var kernelSize: Int
  /// In files that do not say: the kernel's size, and 0.
  var stride, padding: Int

  package static let paddings = 0...512

  enum CodingKeys: String, CodingKey {
    case kernelSize = "kernel_size"
    case stride, padding
  }
}

extension PoolingSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kernelSize = try fields.decode(.kernelSize, in: ConvolutionSettings.sides)
    stride = try fields.decodeIfPresent(.stride, in: ConvolutionSettings.sides) ?? kernelSize
    padding = try fields.decodeIfPresent(.padding, in: Self.paddings) ?? 0
    try fields.require(
      2 * padding <= kernelSize, .padding,
      "is \(padding), and must be at most half of the window, which is \(kernelSize)"
    )
  }
}
