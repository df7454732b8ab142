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
        bias: bias != nil))
  }
}

extension ConvTranspose2d {
  package func described(_ children: [LayerDescription]) -> LayerDescription {
    let convolution = ConvolutionSettings(
      inChannels: inChannels, outChannels: outChannels, kernelSize: kernelSize, stride: stride, padding: padding,
      bias: bias != nil)
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
      BatchNormSettings(channels: channels, epsilon: epsilon, momentum: momentum, affine: weight != nil))
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

extension Sequential {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .sequential(children) }
}

extension Heads {
  package func described(_ children: [LayerDescription]) -> LayerDescription { .heads(children) }
}
