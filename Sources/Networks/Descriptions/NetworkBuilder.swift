import Tensors

/// Makes networks from their descriptions, with new parameters.
package struct NetworkBuilder {
  /// The layer at each place that is complete, and how many layers it has, itself included.
  private var built: [String: (layer: any Layer, count: Int)] = [:]
  private var count = 0

  package init() {}

  /// Lets networks refer to a layer that is there already, and to those that it is made of.
  ///
  /// - Parameter place: where it stands: `encoder`.
  package mutating func know(_ layer: any Layer, at place: String) { _ = know(layer, place) }

  /// - Returns: how many layers it has, itself included.
  private mutating func know(_ layer: any Layer, _ place: String) -> Int {
    var layers = 1
    for (number, child) in layer.children.enumerated() { layers += know(child, "\(place).\(number)") }
    built[place] = (layer, layers)
    return layers
  }

  /// - Parameters:
  ///   - place: where the network stands, as the references in it begin: `encoder`.
  ///   - random: where new parameters come from.
  /// - Throws: ``DescriptionError`` where a reference leads nowhere, or there are too many layers; ``TensorError`` of code
  ///   `memory`.
  package mutating func build(
    _ description: LayerDescription, at place: String, random: inout RandomSource
  ) throws -> any Layer { try build(description, place, path: place, depth: 0, &random) }

  private mutating func build(
    _ description: LayerDescription, _ place: String, path: String, depth: Int, _ random: inout RandomSource
  ) throws -> any Layer {
    let before = count
    try add(1, path, depth)
    if case .shared(let other) = description, let shared = built[other] {
      try add(shared.count - 1, path, depth)
      // As many numbers are drawn as for a layer of its own, so that those of the layers after it do not depend on it.
      for _ in shared.layer.randomSources { _ = random.next(.dropout) }
      return shared.layer
    }
    let layer = try make(description, place, path: path, depth: depth, &random)
    built[place] = (layer, count - before)
    return layer
  }

  private mutating func add(_ more: Int, _ path: String, _ depth: Int) throws(DescriptionError) {
    count += more
    guard count <= LayerDescription.mostLayers, depth <= LayerDescription.mostNested else {
      throw DescriptionError(
        "\(path.prefix(200)) has more layers than \(LayerDescription.mostLayers), or deeper ones than "
          + "\(LayerDescription.mostNested)")
    }
  }

  private mutating func children(
    _ layers: [LayerDescription], _ place: String, _ path: String, _ depth: Int, _ random: inout RandomSource
  ) throws -> [any Layer] {
    var children: [any Layer] = []
    for (number, layer) in layers.enumerated() {
      children.append(
        try build(layer, "\(place).\(number)", path: "\(path).layers[\(number)]", depth: depth + 1, &random))
    }
    return children
  }

  private mutating func make(
    _ description: LayerDescription, _ place: String, path: String, depth: Int, _ random: inout RandomSource
  ) throws -> any Layer {
    switch description {
    case .linear(let it): return try Linear(it.inFeatures, it.outFeatures, bias: it.bias, random: &random)
    case .conv2d(let it):
      return try Conv2d(
        it.inChannels, it.outChannels, it.kernelSize, stride: it.stride, padding: it.padding, dilation: it.dilation,
        groups: it.groups, bias: it.bias, random: &random)
    case .conv1d(let it):
      var padding: Int?
      if case .size(let size) = it.padding { padding = size.width }
      return try Conv1d(
        it.inChannels, it.outChannels, it.kernelSize.width, stride: it.stride.width, padding: padding,
        dilation: it.dilation.width, groups: it.groups, bias: it.bias, random: &random)
    case .convTranspose1d(let it):
      let convolution = it.convolution
      return try ConvTranspose1d(
        convolution.inChannels, convolution.outChannels, convolution.kernelSize.width,
        stride: convolution.stride.width, padding: it.padding.width, outputPadding: it.outputPadding.width,
        dilation: convolution.dilation.width, groups: convolution.groups, bias: convolution.bias, random: &random)
    case .upsample(let it): return Upsample(it.resampling)
    case .adaptiveAvgPool2d(let it): return AdaptiveAvgPool2d(it.size[0], it.size[1])
    case .groupNorm(let it):
      return try GroupNorm(it.groups, it.channels, epsilon: it.epsilon, affine: it.affine)
    case .embedding(let it):
      return try Embedding(it.count, it.width, paddingIndex: it.paddingIndex, random: &random)
    case .prelu(let it): return try PReLU(it.count, start: it.start)
    case .gru(let it): return try Recurrent(.gru, it, random: &random)
    case .lstm(let it): return try Recurrent(.lstm, it, random: &random)
    case .gruCell(let it):
      return try RecurrentCell(.gru, it.inputSize, it.hiddenSize, bias: it.bias, random: &random)
    case .lstmCell(let it):
      return try RecurrentCell(.lstm, it.inputSize, it.hiddenSize, bias: it.bias, random: &random)
    case .convTranspose2d(let it):
      let convolution = it.convolution
      return try ConvTranspose2d(
        convolution.inChannels, convolution.outChannels, convolution.kernelSize, stride: convolution.stride,
        padding: it.padding, outputPadding: it.outputPadding, dilation: convolution.dilation,
        groups: convolution.groups, bias: convolution.bias, random: &random)
    case .maxPool2d(let it): return MaxPool2d(it.kernelSize, stride: it.stride, padding: it.padding)
    case .avgPool2d(let it): return AvgPool2d(it.kernelSize, stride: it.stride, padding: it.padding)
    case .batchNorm(let it):
      let layer = try BatchNorm(it.channels, epsilon: it.epsilon, momentum: it.momentum, affine: it.affine)
      layer.dimensions = it.dimensions
      return layer
    case .layerNorm(let it):
      return try LayerNorm(Shape(it.shape), epsilon: it.epsilon, affine: it.affine, bias: it.bias)
    case .dropout(let it): return Dropout(it.probability, random: &random)
    case .activation(let kind): return Activation(kind)
    case .leakyReLU(let it): return LeakyReLU(it.slope)
    case .gelu(let it): return GELU(isApproximate: it.approximate == "tanh")
    case .elu(let it): return ELU(it.alpha)
    case .hardtanh(let it): return Hardtanh(it.low, it.high)
    case .unflatten(let it): return Unflatten(Shape(it.sizes))
    case .flatten: return Flatten()
    case .sequential(let layers, let names):
      return try Sequential(try children(layers, place, path, depth, &random), names: names)
    case .heads(let layers): return try Heads(try children(layers, place, path, depth, &random))
    case .shared(let other):
      throw DescriptionError("\(path).place is '\(other.prefix(60))', and no layer before it stands there")
    }
  }
}

extension Recurrent {
  fileprivate convenience init(
    _ rule: RecurrentRule, _ settings: RecurrentSettings, random: inout RandomSource
  ) throws {
    try self.init(
      rule, settings.inputSize, settings.hiddenSize, layers: settings.layers, bias: settings.bias,
      batchFirst: settings.isBatchFirst, random: &random)
  }
}
