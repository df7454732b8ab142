extension Layer {
  /// Whether what it makes of a row of a batch depends on that row, and on the others only as batch normalization does: so
  /// that processes may share a batch. Of a network of the user's own code nobody knows.
  package var worksByRows: Bool {
    switch self {
    case is Linear, is Conv1d, is Conv2d, is ConvTranspose1d, is ConvTranspose2d, is Activation, is LeakyReLU, is GELU,
      is ELU, is Hardtanh, is PReLU, is Dropout, is BatchNorm, is LayerNorm, is GroupNorm, is Identity, is Flatten,
      is Unflatten, is any Pool2d, is Upsample, is AdaptiveAvgPool2d:
      LayerHooks.around == nil
    case is Sequential, is Heads: children.allSatisfy(\.worksByRows)
    default: false
    }
  }
}
