/// What `torch.nn.functional` has besides the table's entries.
enum FunctionalModule {
  static let text = [norms, losses, margins, layers, activations, windows].joined(separator: "\n\n")
}
