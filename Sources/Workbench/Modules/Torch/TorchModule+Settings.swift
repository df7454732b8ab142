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

    class finfo:
        def __init__(self, type=None):
            self.bits = 32
            self.eps = 1.1920928955078125e-07
            self.max = 3.4028234663852886e+38
            self.min = -3.4028234663852886e+38
            self.tiny = 1.1754943508222875e-38
            self.smallest_normal = 1.1754943508222875e-38
            self.resolution = 1e-06
            self.dtype = "float32"

        def __repr__(self):
            return "finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07, smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)"
    """#
}
