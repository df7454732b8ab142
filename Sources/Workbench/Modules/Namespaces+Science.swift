import Language

extension Namespaces {
  /// What programs with PyTorch have beside it of other packages: as much as a tutorial takes of them.
  var science: [String: Value] {
    [
      "scipy": .object(
        NamespaceValue(
          "scipy", [:], text: [SciPyModule.stats, SciPyModule.special].joined(separator: "\n\n"),
          parts: ["stats", "special"])),
      "sklearn": .object(
        NamespaceValue(
          "sklearn", [:],
          text: [
            SklearnModule.table, SklearnModule.decomposition, SklearnModule.manifold, SklearnModule.preprocessing,
            SklearnModule.metrics, SklearnModule.selection, SklearnModule.datasets,
          ].joined(separator: "\n\n"),
          parts: ["decomposition", "manifold", "preprocessing", "metrics", "model_selection", "datasets"])),
      "PIL": pillow,
      "einops": .object(
        NamespaceValue(
          "einops", [:], text: EinopsModule.text,
          parts: [NamespaceValue.Part("layers", parts: ["torch"])])),
    ]
  }
}
