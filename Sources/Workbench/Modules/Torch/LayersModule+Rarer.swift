/// `torch.nn`: rarer layers.
extension LayersModule {
  static let rarer = #"""
    class InstanceNorm1d(_Written):
        def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None,
                     dtype=None, *, bias=True):
            super().__init__()
            if track_running_stats:
                raise NotImplementedError("InstanceNorm1d goes by the statistics of its input here: track_running_stats=False")
            self.num_features = num_features
            self.eps = eps
            self.momentum = momentum
            self.affine = affine
            self.weight = Parameter(torch.ones(num_features)) if affine else None
            self.bias = Parameter(torch.zeros(num_features)) if affine and bias else None

        def extra_repr(self):
            return (f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
                    f"bias={self.bias is not None}, track_running_stats=False")

        def forward(self, input):
            if input.dim() == 2:
                return self.forward(input.unsqueeze(0)).squeeze(0)
            return functional.instance_norm(input, None, None, self.weight, self.bias, True, self.momentum, self.eps)

    class AdaptiveAvgPool1d(_Written):
        _shown = ("output_size",)

        def __init__(self, output_size):
            super().__init__()
            self.output_size = output_size

        def forward(self, input):
            return functional.adaptive_avg_pool1d(input, self.output_size)

    class AdaptiveMaxPool1d(_Written):
        _shown = ("output_size",)

        def __init__(self, output_size, return_indices=False):
            super().__init__()
            self.output_size = output_size
            self.return_indices = return_indices

        def forward(self, input):
            return functional.adaptive_max_pool1d(input, self.output_size, self.return_indices)

    class Unfold(_Written):
        _shown = ("kernel_size", "dilation", "padding", "stride")

        def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
            super().__init__()
            self.kernel_size = kernel_size
            self.dilation = dilation
            self.padding = padding
            self.stride = stride

        def forward(self, input):
            return functional.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)

    class Fold(_Written):
        _shown = ("output_size", "kernel_size", "dilation", "padding", "stride")

        def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
            super().__init__()
            self.output_size = output_size
            self.kernel_size = kernel_size
            self.dilation = dilation
            self.padding = padding
            self.stride = stride

        def forward(self, input):
            return functional.fold(
                input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride)

    class ChannelShuffle(_Written):
        def __init__(self, groups):
            super().__init__()
            self.groups = groups

        def extra_repr(self):
            return f"groups={self.groups}"

        def forward(self, input):
            return functional.channel_shuffle(input, self.groups)
    """#
}
