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

/// The settings in a file of a ``Conv2d`` or a ``Conv1d``. A size is a number, or a list of two where the directions differ.
package struct ConvolutionSettings: Codable, Equatable, Sendable {
  var inChannels, outChannels: Int
  var kernelSize: Size2d
  /// In files that do not say: 1, 0, 1, 1 and true.
  var stride: Size2d
  var padding: ConvolutionPadding
  var dilation: Size2d
  var groups: Int
  var bias: Bool

  package static let channels = 1...65_536
  /// Of kernels, of windows that are pooled, of strides and dilations.
  package static let sides = 1...1024
  package static let paddings = 0...1024
  package static let outputPaddings = 0...1023

  enum CodingKeys: String, CodingKey {
    case inChannels = "in_channels"
    case outChannels = "out_channels"
    case kernelSize = "kernel_size"
    case stride, padding, dilation, groups, bias
  }
}

extension ConvolutionSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let isSame = try? fields.decode(String.self, forKey: .padding)
    try fields.require(isSame == nil || isSame == "same", .padding, "is a text, and no `same`")
    self.init(
      inChannels: try fields.decode(.inChannels, in: Self.channels),
      outChannels: try fields.decode(.outChannels, in: Self.channels),
      kernelSize: try fields.decodeSize(.kernelSize, in: Self.sides),
      stride: try fields.decodeSizeIfPresent(.stride, in: Self.sides) ?? 1,
      padding: isSame != nil ? .same : .size(try fields.decodeSizeIfPresent(.padding, in: Self.paddings) ?? 0),
      dilation: try fields.decodeSizeIfPresent(.dilation, in: Self.sides) ?? 1,
      groups: try fields.decodeIfPresent(.groups, in: Self.channels) ?? 1,
      bias: try fields.decodeIfPresent(Bool.self, forKey: .bias) ?? true)
    try fields.require(
      inChannels % groups == 0 && outChannels % groups == 0, .groups, "is \(groups), and must divide the channels")
    try fields.require(padding != .same || stride == 1, .padding, "is `same`, and the stride is not 1")
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(inChannels, forKey: .inChannels)
    try fields.encode(outChannels, forKey: .outChannels)
    try fields.encode(kernelSize, forKey: .kernelSize)
    try fields.encode(stride, forKey: .stride)
    switch padding {
    case .size(let size): try fields.encode(size, forKey: .padding)
    case .same: try fields.encode("same", forKey: .padding)
    }
    // These came later: a file that does without is one of before.
    if dilation != 1 { try fields.encode(dilation, forKey: .dilation) }
    if groups != 1 { try fields.encode(groups, forKey: .groups) }
    try fields.encode(bias, forKey: .bias)
  }
}

/// The settings in a file of a ``ConvTranspose2d`` or a ``ConvTranspose1d``.
package struct TransposedConvolutionSettings: Codable, Equatable, Sendable {
  var convolution: ConvolutionSettings
  /// In files that do not say: 0.
  var outputPadding: Size2d

  enum CodingKeys: String, CodingKey { case outputPadding = "output_padding" }

  /// The border that is cut off the result.
  var padding: Size2d { if case .size(let size) = convolution.padding { size } else { 0 } }
}

extension TransposedConvolutionSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    convolution = try ConvolutionSettings(from: decoder)
    outputPadding = try fields.decodeSizeIfPresent(.outputPadding, in: ConvolutionSettings.outputPaddings) ?? 0
    let (stride, dilation) = (convolution.stride, convolution.dilation)
    try fields.require(
      outputPadding.height < max(stride.height, dilation.height)
        && outputPadding.width < max(stride.width, dilation.width), .outputPadding,
      "is \(outputPadding), and must be less than the stride, which is \(stride)")
    try fields.require(convolution.padding != .same, .outputPadding, "belongs to a border that is a number")
  }

  package func encode(to encoder: any Encoder) throws {
    try convolution.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(outputPadding, forKey: .outputPadding)
  }
}

/// The settings in a file of a ``MaxPool2d`` or an ``AvgPool2d``.
package struct PoolingSettings: Codable, Equatable, Sendable {
  var kernelSize: Size2d
  /// In files that do not say: the kernel's size, and 0.
  var stride, padding: Size2d

  package static let paddings = 0...512

  enum CodingKeys: String, CodingKey {
    case kernelSize = "kernel_size"
    case stride, padding
  }
}

extension PoolingSettings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kernelSize = try fields.decodeSize(.kernelSize, in: ConvolutionSettings.sides)
    stride = try fields.decodeSizeIfPresent(.stride, in: ConvolutionSettings.sides) ?? kernelSize
    padding = try fields.decodeSizeIfPresent(.padding, in: Self.paddings) ?? 0
    try fields.require(
      2 * padding.height <= kernelSize.height && 2 * padding.width <= kernelSize.width, .padding,
      "is \(padding), and must be at most half of the window, which is \(kernelSize)"
    )
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(kernelSize, forKey: .kernelSize)
    try fields.encode(stride, forKey: .stride)
    try fields.encode(padding, forKey: .padding)
  }
}

// MARK: - Sizes

extension KeyedEncodingContainer {
  /// A size, as a number where both directions have the same.
  fileprivate mutating func encode(_ size: Size2d, forKey key: Key) throws {
    if size.isSquare {
      try encode(size.height, forKey: key)
    } else {
      try encode([size.height, size.width], forKey: key)
    }
  }
}

extension KeyedDecodingContainer {
  fileprivate func decodeSize(_ key: Key, in range: ClosedRange<Int>) throws -> Size2d {
    guard let both = try? decode([Int].self, forKey: key) else {
      let number: Int = try decode(key, in: range)
      return Size2d(number)
    }
    try require(
      both.count == 2 && both.allSatisfy(range.contains), key, "is \(both.prefix(3)), and must be two of \(range)")
    return Size2d(both[0], both[1])
  }

  fileprivate func decodeSizeIfPresent(_ key: Key, in range: ClosedRange<Int>) throws -> Size2d? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try decodeSize(key, in: range)
  }
}
