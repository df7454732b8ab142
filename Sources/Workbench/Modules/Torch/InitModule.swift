/// `torch.nn.init`: what fills parameters beside the table's own, and the names of older programs.
enum InitModule {
  static let text = #"""
    import warnings

    def calculate_gain(nonlinearity, param=None):
        if nonlinearity in ("linear", "sigmoid", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d",
                            "conv_transpose3d"):
            return 1
        if nonlinearity == "tanh":
            return 5.0 / 3
        if nonlinearity == "relu":
            return math.sqrt(2.0)
        if nonlinearity == "leaky_relu":
            slope = 0.01 if param is None else param
            if isinstance(slope, bool) or not isinstance(slope, (int, float)):
                raise ValueError(f"negative_slope {slope} not a valid number")
            return math.sqrt(2.0 / (1 + slope ** 2))
        if nonlinearity == "selu":
            return 3.0 / 4
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")

    def _filled(tensor, values):
        with torch.no_grad():
            tensor.copy_(values)
        return tensor

    def eye_(tensor):
        if tensor.dim() != 2:
            raise ValueError("Only tensors with 2 dimensions are supported")
        rows, columns = tensor.shape
        return _filled(tensor, (torch.arange(rows).reshape(-1, 1) == torch.arange(columns)).float())

    def dirac_(tensor, groups=1):
        if tensor.dim() not in (3, 4):
            raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
        if tensor.shape[0] % groups != 0:
            raise ValueError("dim 0 must be divisible by groups")
        values = torch.zeros(tensor.shape)
        out = tensor.shape[0] // groups
        for group in range(groups):
            for channel in range(min(out, tensor.shape[1])):
                if tensor.dim() == 3:
                    values[group * out + channel, channel, tensor.shape[2] // 2] = 1.0
                else:
                    values[group * out + channel, channel, tensor.shape[2] // 2, tensor.shape[3] // 2] = 1.0
        return _filled(tensor, values)

    def orthogonal_(tensor, gain=1, generator=None):
        if tensor.dim() < 2:
            raise ValueError("Only tensors with 2 or more dimensions are supported")
        if tensor.numel() == 0:
            return tensor
        rows = tensor.shape[0]
        columns = tensor.numel() // rows
        with torch.no_grad():
            vectors = torch.randn(min(rows, columns), max(rows, columns), generator=generator)
            basis = torch.zeros(vectors.shape)
            for place in range(len(vectors)):
                vector = vectors[place]
                before = basis[:place]
                for again in range(2 if place > 0 else 0):
                    vector = vector - torch.mv(before.t(), torch.mv(before, vector))
                basis[place] = vector / torch.norm(vector)
            basis = basis if rows <= columns else basis.t()
            tensor.copy_((gain * basis).reshape(tensor.shape))
        return tensor

    def trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None):
        if a >= b:
            raise ValueError(f"minimum value a={a} must be less than maximum value b={b}")
        with torch.no_grad():
            values = torch.randn(tensor.shape, generator=generator) * std + mean
            outside = (values < a) | (values > b)
            tries = 0
            while bool(outside.any()):
                tries += 1
                if tries > 10000:
                    raise ValueError(f"trunc_normal_: nearly no number of mean {mean} and deviation {std} lies between {a} and {b}")
                values = torch.where(outside, torch.randn(tensor.shape, generator=generator) * std + mean, values)
                outside = (values < a) | (values > b)
            tensor.copy_(values)
        return tensor

    def sparse_(tensor, sparsity, std=0.01, generator=None):
        if tensor.dim() != 2:
            raise ValueError("Only tensors with 2 dimensions are supported")
        rows, columns = tensor.shape
        count = math.ceil(sparsity * rows)
        with torch.no_grad():
            values = torch.randn(rows, columns, generator=generator) * std
            for column in range(columns):
                values[torch.randperm(rows, generator=generator)[:count], column] = 0.0
            tensor.copy_(values)
        return tensor

    def _renamed(name, function):
        def deprecated(*values, **options):
            warnings.warn(f"`nn.init.{name}` is now deprecated in favor of `nn.init.{name}_`.", FutureWarning, stacklevel=2)
            return function(*values, **options)
        return deprecated

    uniform = _renamed("uniform", uniform_)
    normal = _renamed("normal", normal_)
    constant = _renamed("constant", constant_)
    eye = _renamed("eye", eye_)
    dirac = _renamed("dirac", dirac_)
    xavier_uniform = _renamed("xavier_uniform", xavier_uniform_)
    xavier_normal = _renamed("xavier_normal", xavier_normal_)
    kaiming_uniform = _renamed("kaiming_uniform", kaiming_uniform_)
    kaiming_normal = _renamed("kaiming_normal", kaiming_normal_)
    orthogonal = _renamed("orthogonal", orthogonal_)
    sparse = _renamed("sparse", sparse_)
    """#
}
