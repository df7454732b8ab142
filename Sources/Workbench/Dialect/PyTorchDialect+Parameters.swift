import Language

extension PyTorchDialect {
  static let parameters: ForeignParameters = {
    var parameters = ForeignParameters()
    parameters.renamed = renamed
    parameters.rewritten = [
      "unbiased": RewrittenParameter(
        because: "`correction` is what is taken off n", ["True": "correction=1", "False": "correction=0"]),
      "size_average": RewrittenParameter(
        because: "it is a kind of reduction", ["True": "reduction=\"mean\"", "False": "reduction=\"sum\""]),
      "reduce": RewrittenParameter(
        because: "it is a kind of reduction", ["True": "reduction=\"mean\"", "False": "reduction=\"none\""]),
    ]
    parameters.idle = idle
    parameters.typesOfLists = ["tensor"]
    return parameters
  }()

  private static let renamed: [String: [String]] = [
    "learning_rate": ["lr"], "axis": ["dim"], "keepdims": ["keepdim"], "batch_size": ["batch", "n"],
    "num_epochs": ["epochs"], "n_epochs": ["epochs"], "latent_dim": ["latent"], "latent_size": ["latent"],
    "z_dim": ["latent"], "hidden_dim": ["hidden"], "hidden_size": ["hidden"], "end": ["stop"],
    "ddof": ["correction"], "min": ["low"], "max": ["high"], "cols": ["columns"], "ncols": ["columns"],
    "num_columns": ["columns"], "num_samples": ["n"], "label": ["labels"], "nrow": ["columns"],
  ]
}
