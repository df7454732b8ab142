/// What `torch.nn` has besides the table's layers: classes as a program would write them.
enum LayersModule {
  static let text = [
    activations, rarerActivations, images, norms, rarer, losses, margins, containers, attention, lazy,
    "RNN = _bases.RNN",
  ].joined(separator: "\n\n")
}
