/// What `torch.nn.functional` has besides the table's entries.
enum FunctionalModule {
  static let text = [norms, losses, layers].joined(separator: "\n\n")
}
