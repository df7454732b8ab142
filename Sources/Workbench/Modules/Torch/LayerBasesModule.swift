/// What a class derives from that names one of the table's layers, `class MaskedLinear(nn.Linear)`: that layer once more,
/// written as a program would write it, with PyTorch's attributes, so that a class may change any part of it.
enum LayerBasesModule {
  static let text = [dense, convolutions, normalizations, containers, shapes, recurrent].joined(separator: "\n\n")

  private static let dense = #"""
    def _take(module, layer, names):
        for name in names:
            setattr(module, name, getattr(layer, name))
        for name in ("weight", "bias"):
            module.register_parameter(name, getattr(layer, name, None))

    def _refill(module, layer):
        with torch.no_grad():
            for name in ("weight", "bias"):
                old, new = getattr(module, name, None), getattr(layer, name, None)
                if old is not None and new is not None:
                    old.copy_(new)

    class Linear(Module):
        def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
            super().__init__()
            _take(self, nn.Linear(in_features, out_features, bias=bias), ("in_features", "out_features"))
            if type(self).reset_parameters is not Linear.reset_parameters:
                self.reset_parameters()

        def reset_parameters(self):
            _refill(self, nn.Linear(self.in_features, self.out_features, bias=self.bias is not None))

        def extra_repr(self):
            return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"

        def forward(self, input):
            return F.linear(input, self.weight, self.bias)

    class Embedding(Module):
        def __init__(self, num_embeddings, embedding_dim, device=None, dtype=None):
            super().__init__()
            layer = nn.Embedding(num_embeddings, embedding_dim)
            self.num_embeddings = num_embeddings
            self.embedding_dim = embedding_dim
            self.weight = layer.weight
            if type(self).reset_parameters is not Embedding.reset_parameters:
                self.reset_parameters()

        def reset_parameters(self):
            _refill(self, nn.Embedding(self.num_embeddings, self.embedding_dim))

        def extra_repr(self):
            return f"{self.num_embeddings}, {self.embedding_dim}"

        def forward(self, input):
            return F.embedding(input, self.weight)

    class Identity(Module):
        def __init__(self, *args, **kwargs):
            super().__init__()

        def forward(self, input):
            return input
    """#

  private static let convolutions = #"""
    _FACTS = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups")

    class _Convolution(Module):
        def extra_repr(self):
            text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
            if self.padding == "same" or any([side != 0 for side in self.padding]):
                text += f", padding={self.padding}"
            if any([side != 1 for side in self.dilation]):
                text += f", dilation={self.dilation}"
            if self.groups != 1:
                text += f", groups={self.groups}"
            if self.bias is None:
                text += ", bias=False"
            if self.padding_mode != "zeros":
                text += f", padding_mode={self.padding_mode}"
            return text

        def _borders(self):
            if self.padding == "same":
                sums = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size)]
                pairs = [(total // 2, total - total // 2) for total in sums]
            else:
                pairs = [(side, side) for side in self.padding]
            return [side for pair in reversed(pairs) for side in pair]

    class _Plain(_Convolution):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                     padding_mode="zeros", device=None, dtype=None):
            super().__init__()
            if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
                raise ValueError(f"padding_mode is zeros, reflect, replicate or circular, and this is {padding_mode!r}")
            layer = self._made(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias)
            _take(self, layer, _FACTS)
            self.padding_mode = padding_mode
            if type(self).reset_parameters is not _Plain.reset_parameters:
                self.reset_parameters()

        def reset_parameters(self):
            size = self.kernel_size if len(self.kernel_size) > 1 else self.kernel_size[0]
            _refill(self, self._made(self.in_channels, self.out_channels, size, groups=self.groups,
                                     bias=self.bias is not None))

        def _conv_forward(self, input, weight, bias):
            if self.padding_mode == "zeros":
                return self._convolved(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)
            padded = F.pad(input, self._borders(), self.padding_mode)
            return self._convolved(padded, weight, bias, self.stride, 0, self.dilation, self.groups)

        def forward(self, input):
            return self._conv_forward(input, self.weight, self.bias)

    class Conv2d(_Plain):
        def _made(self, *values, **options):
            return nn.Conv2d(*values, **options)

        def _convolved(self, *values):
            return F.conv2d(*values)

    class Conv1d(_Plain):
        def _made(self, *values, **options):
            return nn.Conv1d(*values, **options)

        def _convolved(self, *values):
            return F.conv1d(*values)

    class ConvTranspose2d(_Convolution):
        def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,
                     bias=True, dilation=1, device=None, dtype=None):
            super().__init__()
            layer = nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride, padding, output_padding, groups,
                                       bias, dilation)
            _take(self, layer, _FACTS + ("output_padding",))
            self.padding_mode = "zeros"
            if type(self).reset_parameters is not ConvTranspose2d.reset_parameters:
                self.reset_parameters()

        def reset_parameters(self):
            _refill(self, nn.ConvTranspose2d(self.in_channels, self.out_channels, self.kernel_size, groups=self.groups,
                                             bias=self.bias is not None))

        def forward(self, input):
            return F.conv_transpose2d(input, self.weight, self.bias, self.stride, self.padding, self.output_padding,
                                      self.groups, self.dilation)
    """#

  private static let normalizations = #"""
    class _BatchNorm(Module):
        def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None,
                     dtype=None):
            super().__init__()
            self.num_features = num_features
            self.eps = eps
            self.momentum = momentum
            self.affine = affine
            self.track_running_stats = track_running_stats
            self.register_parameter("weight", Parameter(torch.ones(num_features)) if affine else None)
            self.register_parameter("bias", Parameter(torch.zeros(num_features)) if affine else None)
            self.register_buffer("running_mean", torch.zeros(num_features) if track_running_stats else None)
            self.register_buffer("running_var", torch.ones(num_features) if track_running_stats else None)
            self.register_buffer("num_batches_tracked", torch.tensor(0) if track_running_stats else None)

        def reset_running_stats(self):
            if self.track_running_stats:
                self.running_mean.zero_()
                self.running_var.fill_(1)
                self.num_batches_tracked.zero_()

        def reset_parameters(self):
            self.reset_running_stats()
            if self.affine:
                with torch.no_grad():
                    self.weight.fill_(1)
                    self.bias.zero_()

        def extra_repr(self):
            return (f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
                    f"track_running_stats={self.track_running_stats}")

        def forward(self, input):
            self._check_input_dim(input)
            factor = 0.0 if self.momentum is None else self.momentum
            if self.training and self.track_running_stats:
                self.num_batches_tracked.add_(1)
                if self.momentum is None:
                    factor = 1.0 / self.num_batches_tracked.item()
            return F.batch_norm(input, self.running_mean, self.running_var, self.weight, self.bias,
                                self.training or not self.track_running_stats, factor, self.eps)

    class BatchNorm1d(_BatchNorm):
        def _check_input_dim(self, input):
            if input.dim() not in (2, 3):
                raise ValueError(f"expected 2D or 3D input (got {input.dim()}D input)")

    class BatchNorm2d(_BatchNorm):
        def _check_input_dim(self, input):
            if input.dim() != 4:
                raise ValueError(f"expected 4D input (got {input.dim()}D input)")

    class LayerNorm(Module):
        def __init__(self, normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None):
            super().__init__()
            self.normalized_shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
            self.eps = eps
            self.elementwise_affine = elementwise_affine
            shape = self.normalized_shape
            self.register_parameter("weight", Parameter(torch.ones(shape)) if elementwise_affine else None)
            self.register_parameter("bias", Parameter(torch.zeros(shape)) if elementwise_affine and bias else None)

        def reset_parameters(self):
            with torch.no_grad():
                if self.weight is not None:
                    self.weight.fill_(1)
                if self.bias is not None:
                    self.bias.zero_()

        def extra_repr(self):
            return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"

        def forward(self, input):
            return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    class GroupNorm(Module):
        def __init__(self, num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None):
            super().__init__()
            self.num_groups = num_groups
            self.num_channels = num_channels
            self.eps = eps
            self.affine = affine
            self.register_parameter("weight", Parameter(torch.ones(num_channels)) if affine else None)
            self.register_parameter("bias", Parameter(torch.zeros(num_channels)) if affine else None)

        def reset_parameters(self):
            if self.affine:
                with torch.no_grad():
                    self.weight.fill_(1)
                    self.bias.zero_()

        def extra_repr(self):
            return f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}"

        def forward(self, input):
            return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)
    """#

  private static let shapes = #"""
    class Flatten(Module):
        def __init__(self, start_dim=1, end_dim=-1):
            super().__init__()
            self.start_dim = start_dim
            self.end_dim = end_dim

        def extra_repr(self):
            return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

        def forward(self, input):
            return torch.flatten(input, self.start_dim, self.end_dim)

    class Softplus(Module):
        def __init__(self, beta=1.0, threshold=20.0):
            super().__init__()
            self.beta = beta
            self.threshold = threshold

        def extra_repr(self):
            return f"beta={self.beta}, threshold={self.threshold}"

        def forward(self, input):
            return F.softplus(input, self.beta, self.threshold)

    class MaxPool2d(Module):
        def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
            super().__init__()
            if dilation not in (1, (1, 1)) or return_indices:
                raise NotImplementedError("nn.MaxPool2d has no dilation and no return_indices here")
            self.kernel_size = kernel_size
            self.stride = kernel_size if stride is None else stride
            self.padding = padding
            self.dilation = dilation
            self.return_indices = return_indices
            self.ceil_mode = ceil_mode

        def extra_repr(self):
            return (f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, "
                    f"dilation={self.dilation}, ceil_mode={self.ceil_mode}")

        def forward(self, input):
            if not self.ceil_mode:
                return F.max_pool2d(input, self.kernel_size, self.stride, self.padding)
            # A window may reach over the far edge where it begins before it: what is there is less than everything.
            more = []
            for side, window, stride, border in zip(
                    input.shape[-2:], *[_both(value) for value in (self.kernel_size, self.stride, self.padding)]):
                windows = -(-(side + 2 * border - window) // stride) + 1
                if (windows - 1) * stride >= side + border:
                    windows -= 1
                more.append((border, max(border, (windows - 1) * stride + window - side - border)))
            borders = [more[1][0], more[1][1], more[0][0], more[0][1]]
            padded = F.pad(input, borders, value=-math.inf) if any(borders) else input
            return F.max_pool2d(padded, self.kernel_size, self.stride)

    def _both(value):
        return tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    """#

  private static let containers = #"""
    class _Numbered(Module):
        def _held(self):
            return list(self._modules.values())

        def _place(self, index):
            count = len(self._modules)
            if not -count <= index < count:
                raise IndexError(f"index {index} is out of range")
            return list(self._modules.keys())[index]

        def __len__(self):
            return len(self._modules)

        def __iter__(self):
            return iter(self._held())

        def __setitem__(self, index, module):
            setattr(self, self._place(index), module)

        def append(self, module):
            self.add_module(str(len(self._modules)), module)
            return self

        def extend(self, modules):
            for module in modules:
                self.append(module)
            return self

    class Sequential(_Numbered):
        def __init__(self, *layers):
            super().__init__()
            if len(layers) == 1 and isinstance(layers[0], dict):
                for name, layer in layers[0].items():
                    self.add_module(name, layer)
            else:
                for place, layer in enumerate(layers):
                    self.add_module(str(place), layer)

        def __getitem__(self, index):
            if isinstance(index, slice):
                return nn.Sequential(*self._held()[index])
            return self._modules[self._place(index)]

        def forward(self, input):
            for layer in self._held():
                input = layer(input)
            return input

    class ModuleList(_Numbered):
        def __init__(self, modules=None):
            super().__init__()
            if modules is not None:
                self.extend(modules)

        def __getitem__(self, index):
            if isinstance(index, slice):
                return nn.ModuleList(self._held()[index])
            return self._modules[self._place(index)]
    """#
}
