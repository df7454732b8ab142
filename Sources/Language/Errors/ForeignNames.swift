/// Names that people bring from Python, where they stand for whole modules.
enum ForeignNames {
  /// The usual names of modules whose functions have no prefix here: `torch.exp` is `exp`.
  static let modules: Set<String> = [
    "torch", "nn", "F", "optim", "functional", "torchvision", "transforms", "datasets", "np", "numpy", "plt",
    "matplotlib", "pyplot", "math", "random", "tf", "jnp", "jax", "keras", "sns", "pd", "os", "sys", "time",
  ]

  /// `MaxPool2d` as this language writes it: `max_pool2d`.
  static func snakeCase(_ name: String) -> String {
    var result = ""
    var previousIsSmall = false
    for letter in name {
      if letter.isUppercase, previousIsSmall { result += "_" }
      result += letter.lowercased()
      previousIsSmall = letter.isLowercase
    }
    return result
  }
}
