/// Functions of `torch`: what programs set or ask for once.
extension TorchModule {
  static let settings = #"""
    __version__ = "2.15.0+elbow"

    autocast = torch.amp.autocast

    def initial_seed():
        return _seed()

    def seed():
        number = torch.randint(0, 2**31, (1,)).item()
        torch.manual_seed(number)
        return number

    def get_default_dtype():
        return torch.float32

    def set_default_dtype(d):
        if d != torch.float32:
            raise TypeError(f"all tensors hold float32 here, and {d} is no other choice")

    def set_default_tensor_type(t):
        if t != torch.FloatTensor and t != "torch.FloatTensor":
            raise TypeError("all tensors hold float32 here: torch.FloatTensor is the only choice")

    def set_printoptions(**options):
        pass

    def use_deterministic_algorithms(mode, warn_only=False):
        pass

    def compile(model=None, **options):
        if model is None:
            return lambda function: function
        return model

    _real_limits = {
        "float32": (32, 1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38, 1e-06),
        "float64": (64, 2.220446049250313e-16, 1.7976931348623157e+308, 2.2250738585072014e-308, 1e-15),
        "float16": (16, 0.0009765625, 65504.0, 6.103515625e-05, 0.001),
        "bfloat16": (16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38, 0.01),
    }

    class finfo:
        def __init__(self, type=None):
            name = "float32" if type is None else _type_name(type)
            if name not in _real_limits:
                raise TypeError(
                    f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.{name}'")
            self.bits, self.eps, self.max, self.tiny, self.resolution = _real_limits[name]
            self.min = -self.max
            self.smallest_normal = self.tiny
            self.dtype = name

        def __repr__(self):
            return (f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
                + f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})")

    def _type_name(type):
        name = str(type).split(".")[-1]
        return {"float": "float32", "double": "float64", "half": "float16", "long": "int64", "int": "int32",
            "short": "int16"}.get(name, name)

    class iinfo:
        def __init__(self, type):
            name = _type_name(type)
            widths = {"int64": 64, "int32": 32, "int16": 16, "int8": 8, "uint8": 8}
            if name not in widths:
                raise TypeError(f"torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.{name}'")
            self.bits = widths[name]
            self.max = 255 if name == "uint8" else _largest_whole if name == "int64" else 2 ** (self.bits - 1) - 1
            self.min = 0 if name == "uint8" else -self.max - 1
            self.dtype = name

        def __repr__(self):
            return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
    """#
}
