import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  var normalizations: [Entry] {
    [
      Entry(
        "batch_norm", group: "layers", "a layer that brings each channel of a batch to mean 0 and variance 1",
        details:
          "For rows and images alike, as PyTorch's `nn.BatchNorm1d` and `nn.BatchNorm2d`. While training it takes "
          + "the mean and variance of the batch, and moves the running ones, which it takes after `net.eval()`. "
          + "A batch with infinite values or NaN does not move them.",
        parameters: [
          Parameter("num_features", .integer(LinearSettings.features), "channels, or numbers in a row"),
          Self.epsilon,
          Parameter(
            "momentum", .either([.real(BatchNormSettings.shares), .nothing]), default: .real(0.1),
            "how far each batch moves the running mean and variance; None: they are those of all batches together"),
          Parameter("affine", .bool, default: .bool(true), "whether to learn a scale and a shift"),
        ], result: "layer", abstract: .asRun, example: "batch_norm(16)(randn(8, 16, 4, 4)).shape",
        departure:
          "running statistics are always kept, so there is no `track_running_stats`; a layer that learns a scale "
          + "learns a shift."
      ) { arguments, _ in
        try TensorError.named("batch_norm") {
          try .network(
            BatchNorm(
              arguments.integer("num_features"), epsilon: arguments.real("eps"),
              momentum: arguments.optionalReal("momentum"),
              affine: arguments.bool("affine")))
        }
      },
      Entry(
        "layer_norm", group: "layers", "a layer that brings each example's last dimensions to mean 0 and variance 1",
        parameters: [
          Parameter("normalized_shape", .integers, "the last dimension, or the shape of the last ones"),
          Self.epsilon,
          Parameter("elementwise_affine", .bool, default: .bool(true), "whether to learn a scale and a shift"),
          Parameter("bias", .bool, default: .bool(true), "whether to learn the shift too"),
        ], result: "layer", abstract: .asRun, example: "layer_norm(16)(randn(8, 16)).shape"
      ) { arguments, _ in
        try TensorError.named("layer_norm") {
          try .network(
            LayerNorm(
              try Shape(lengths: arguments.integers("normalized_shape"), for: "layer_norm"),
              epsilon: arguments.real("eps"),
              affine: arguments.bool("elementwise_affine"), bias: arguments.bool("bias")))
        }
      },
    ]
  }

  private static var epsilon: Parameter {
    Parameter("eps", .real(BatchNormSettings.shares), default: .real(1e-5), "what is added to the variance")
  }
}
