/// What `torch` has besides the table's entries, written in the language over these.
enum TorchModule {
  static let text = [settings, products, order, numbers, rarerNumbers, shapes, rarerShapes].joined(separator: "\n\n")

  /// Those of its functions that are methods of tensors too: the tensor is their first argument.
  static let methods = """
    clip ravel inner addmm addmv baddbmm addcmul addcdiv kron trace diag_embed cross dist hypot deg2rad \
    rad2deg heaviside logcumsumexp isclose count_nonzero argwhere take aminmax kthvalue median quantile histc cov corrcoef \
    tensor_split hsplit vsplit rot90 mode cummax cummin bitwise_and bitwise_or bitwise_xor bitwise_not index_fill inverse logdet pinverse fliplr flipud swapdims moveaxis masked_scatter index_copy scatter_reduce unique_consecutive \
    addr sgn logit sinc fmax fmin float_power nansum nanmean nanmedian renorm msort svd qr matrix_power matrix_exp erfinv
    """.split(separator: " ").map(String.init)
}
