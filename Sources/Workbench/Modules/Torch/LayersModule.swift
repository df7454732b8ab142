/// What `torch.nn` has besides the table's layers: classes as a program would write them.
enum LayersModule {
  static let text = [activations, images, norms, losses, containers].joined(separator: "\n\n")
}
