import Tensors

// The descriptions that files have of each kind of layer.

extension Linear {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .linear(LinearSettings(inFeatures: inFeatures, outFeatures: outFeatures, bias: bias != nil))
  }
}

extension Conv2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .conv2d(
      ConvolutionSettings(
        inChannels: inChannels, outChannels: outChannels, kernelSize: kernelSize, stride: stride, padding: padding,
        dilation: dilation, groups: groups, bias: bias != nil))
  }
}

extension Conv1d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .conv1d(
      ConvolutionSettings(
        inChannels: inChannels, outChannels: outChannels, kernelSize: Size2d(kernelSize), stride: Size2d(stride),
        padding: padding.map { .size(Size2d($0)) } ?? .same, dilation: Size2d(dilation), groups: groups,
        bias: bias != nil))
  }
}

extension ConvTranspose1d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    let convolution = ConvolutionSettings(
      inChannels: inChannels, outChannels: outChannels, kernelSize: Size2d(kernelSize), stride: Size2d(stride),
      padding: .size(Size2d(padding)), dilation: Size2d(dilation), groups: groups, bias: bias != nil)
    return .convTranspose1d(
      TransposedConvolutionSettings(convolution: convolution, outputPadding: Size2d(outputPadding)))
  }
}

extension Upsample {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .upsample(
      UpsampleSettings(
        size: resampling.size, factor: resampling.factor, mode: resampling.mode.rawValue,
        alignsCorners: resampling.alignsCorners))
  }
}

extension AdaptiveAvgPool2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .adaptiveAvgPool2d(AdaptivePoolingSettings(size: [height, width]))
  }
}

extension GroupNorm {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .groupNorm(GroupNormSettings(groups: groups, channels: channels, epsilon: epsilon, affine: weight != nil))
  }
}

extension Embedding {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .embedding(EmbeddingSettings(count: count, width: width, paddingIndex: paddingIndex))
  }
}

extension PReLU {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .prelu(PReLUSettings(count: count, start: start))
  }
}

extension ConvTranspose2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    let convolution = ConvolutionSettings(
      inChannels: inChannels, outChannels: outChannels, kernelSize: kernelSize, stride: stride, padding: .size(padding),
      dilation: dilation, groups: groups, bias: bias != nil)
    return .convTranspose2d(TransposedConvolutionSettings(convolution: convolution, outputPadding: outputPadding))
  }
}

extension Pool2d {
  fileprivate var settings: PoolingSettings { PoolingSettings(kernelSize: window, stride: stride, padding: padding) }
}

extension MaxPool2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .maxPool2d(settings) }
}

extension AvgPool2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .avgPool2d(settings) }
}

extension BatchNorm {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .batchNorm(
      BatchNormSettings(
        channels: channels, epsilon: epsilon, momentum: momentum, affine: weight != nil, dimensions: dimensions))
  }
}

extension LayerNorm {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .layerNorm(
      LayerNormSettings(shape: shape.dimensions, epsilon: epsilon, affine: weight != nil, bias: bias != nil))
  }
}

extension Dropout {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .dropout(DropoutSettings(probability: probability))
  }
}

extension Activation {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .activation(kind) }
}

extension LeakyReLU {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .leakyReLU(LeakyReLUSettings(slope: slope))
  }
}

extension GELU {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .gelu(GELUSettings(approximate: isApproximate ? "tanh" : "none"))
  }
}

extension ELU {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .elu(ELUSettings(alpha: alpha)) }
}

extension Hardtanh {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .hardtanh(HardtanhSettings(low: low, high: high))
  }
}

extension Flatten {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .flatten }
}

extension Unflatten {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .unflatten(UnflattenSettings(sizes: shape.dimensions))
  }
}

extension Recurrent {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    let settings = RecurrentSettings(
      inputSize: inputSize, hiddenSize: hiddenSize, layers: layerCount, isBatchFirst: isBatchFirst, bias: hasBias)
    return rule == .gru ? .gru(settings) : .lstm(settings)
  }
}

extension RecurrentCell {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    let settings = RecurrentCellSettings(inputSize: inputSize, hiddenSize: hiddenSize, bias: hasBias)
    return rule == .gru ? .gruCell(settings) : .lstmCell(settings)
  }
}

extension Sequential {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    .sequential(children, names: names)
  }
}

extension Heads {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .heads(children) }
}
