/// What programs say for the sake of graphics processors and compilers, which have nothing to do here, and `torch.special`.
extension TorchModule {
  /// `torch.amp`, `torch.cuda.amp`: without a graphics processor PyTorch computes as without them too.
  static let mixedPrecision = #"""
    class autocast:
        def __init__(self, device_type="cuda", dtype=None, enabled=True, cache_enabled=None):
            if enabled and device_type == "cpu":
                raise NotImplementedError("on the processor autocast computes with fewer digits, and here all is float32: autocast(\"cpu\", enabled=False)")

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return False

        def __call__(self, function):
            return function

    class GradScaler:
        def __init__(self, device="cuda", init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000,
                     enabled=True):
            if enabled and device == "cpu":
                raise NotImplementedError("losses are not scaled here, for all is float32: GradScaler(\"cpu\", enabled=False)")

        def scale(self, outputs):
            return outputs

        def unscale_(self, optimizer):
            pass

        def step(self, optimizer, *values, **options):
            return optimizer.step(*values, **options)

        def update(self, new_scale=None):
            pass

        def get_scale(self):
            return 1.0

        def is_enabled(self):
            return False

        def state_dict(self):
            return {}

        def load_state_dict(self, state_dict):
            pass
    """#

  /// `torch.jit`: what is compiled elsewhere runs as it is.
  static let compiling = #"""
    def script(obj, *values, **options):
        return obj

    def trace(func, example_inputs=None, *values, **options):
        return func

    def ignore(function):
        return function

    def export(function):
        return function

    def is_scripting():
        return False

    def is_tracing():
        return False
    """#

  static let special = #"""
    expit = torch.sigmoid
    exp2 = torch.exp2
    expm1 = torch.expm1
    log1p = torch.log1p
    erf = torch.erf
    erfinv = torch.erfinv
    gammaln = torch.lgamma
    digamma = torch.digamma
    psi = torch.digamma
    logit = torch.logit
    xlogy = torch.xlogy
    sinc = torch.sinc
    round = torch.round
    softmax = torch.softmax
    log_softmax = torch.log_softmax
    logsumexp = torch.logsumexp

    def entr(input):
        return torch.where(input > 0, -input * torch.log(input), torch.where(input == 0, 0.0 * input, -math.inf * torch.ones_like(input)))

    def xlog1py(input, other):
        return torch.where((input == 0) & ~torch.isnan(torch.as_tensor(other)), torch.zeros_like(input + other), input * torch.log1p(torch.as_tensor(other)))

    def ndtr(input):
        return 0.5 * (1 + torch.erf(input * 0.7071067811865476))
    """#
}
