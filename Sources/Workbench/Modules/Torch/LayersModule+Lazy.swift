/// `torch.nn`: layers that learn how wide their input is from the first that they see.
extension LayersModule {
  static let lazy = #"""
    class _Lazy(Module):
        def __init__(self, bias):
            super().__init__()
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
            self._has_bias = bias

        def _settled(self, input):
            if self.weight is None:
                layer = self._layer(input)
                self.weight = layer.weight
                if self._has_bias:
                    self.bias = layer.bias

    class LazyLinear(_Lazy):
        def __init__(self, out_features, bias=True, device=None, dtype=None):
            super().__init__(bias)
            self.in_features, self.out_features = 0, out_features

        def extra_repr(self):
            return f"in_features={self.in_features}, out_features={self.out_features}, bias={self._has_bias}"

        def _layer(self, input):
            self.in_features = input.shape[-1]
            return torch.nn.Linear(self.in_features, self.out_features, bias=self._has_bias)

        def forward(self, input):
            self._settled(input)
            return functional.linear(input, self.weight, self.bias)

    class _LazyConvolution(_Lazy):
        def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                     padding_mode="zeros", device=None, dtype=None):
            super().__init__(bias)
            if padding_mode != "zeros":
                raise NotImplementedError("a lazy convolution pads with zeros here")
            self.in_channels, self.out_channels, self.kernel_size = 0, out_channels, kernel_size
            self.stride, self.padding, self.dilation, self.groups = stride, padding, dilation, groups

        def extra_repr(self):
            return f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"

        def _layer(self, input):
            if input.dim() not in (self._rank + 1, self._rank + 2):
                raise RuntimeError(f"Expected {self._rank + 1}D (unbatched) or {self._rank + 2}D (batched) input, but got {input.dim()}D")
            self.in_channels = input.shape[-1 - self._rank]
            kind = torch.nn.Conv2d if self._rank == 2 else torch.nn.Conv1d
            return kind(self.in_channels, self.out_channels, self.kernel_size, groups=self.groups, bias=self._has_bias)

        def forward(self, input):
            self._settled(input)
            work = functional.conv2d if self._rank == 2 else functional.conv1d
            return work(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)

    class LazyConv2d(_LazyConvolution):
        _rank = 2

    class LazyConv1d(_LazyConvolution):
        _rank = 1
    """#
}
