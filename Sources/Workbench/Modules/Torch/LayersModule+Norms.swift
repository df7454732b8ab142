/// `torch.nn`: normalizations and bilinear maps.
extension LayersModule {
  static let norms = #"""
    class RMSNorm(_Written):
        def __init__(self, normalized_shape, eps=None, elementwise_affine=True):
            super().__init__()
            self.normalized_shape = tuple(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else (normalized_shape,)
            self.eps = eps
            self.elementwise_affine = elementwise_affine
            self.weight = Parameter(torch.ones(self.normalized_shape)) if elementwise_affine else None

        def extra_repr(self):
            return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"

        def forward(self, input):
            return functional.rms_norm(input, self.normalized_shape, self.weight, self.eps)

    class LocalResponseNorm(_Written):
        def __init__(self, size, alpha=0.0001, beta=0.75, k=1.0):
            super().__init__()
            self.size = size
            self.alpha = alpha
            self.beta = beta
            self.k = k

        def extra_repr(self):
            return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"

        def forward(self, input):
            return functional.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    class Bilinear(_Written):
        def __init__(self, in1_features, in2_features, out_features, bias=True):
            super().__init__()
            self.in1_features = in1_features
            self.in2_features = in2_features
            self.out_features = out_features
            bound = in1_features ** -0.5
            self.weight = Parameter((torch.rand(out_features, in1_features, in2_features) * 2 - 1) * bound)
            self.bias = Parameter((torch.rand(out_features) * 2 - 1) * bound) if bias else None

        def extra_repr(self):
            return (f"in1_features={self.in1_features}, in2_features={self.in2_features}, "
                    f"out_features={self.out_features}, bias={self.bias is not None}")

        def forward(self, input1, input2):
            result = torch.einsum("bi,oij,bj->bo", input1, self.weight, input2)
            return result if self.bias is None else result + self.bias
    """#
}
