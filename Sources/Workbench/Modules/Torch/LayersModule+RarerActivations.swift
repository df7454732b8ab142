/// `torch.nn`: rarer activations.
extension LayersModule {
  static let rarerActivations = #"""
    class _Elementwise(_Written):
        def __init__(self, inplace=False):
            super().__init__()
            self.inplace = inplace

    class Hardsigmoid(_Elementwise):
        def forward(self, input):
            return functional.hardsigmoid(input, self.inplace)

    class Hardswish(_Elementwise):
        def forward(self, input):
            return functional.hardswish(input, self.inplace)

    class CELU(_Written):
        _shown = ("alpha",)

        def __init__(self, alpha=1.0, inplace=False):
            super().__init__()
            self.alpha = alpha
            self.inplace = inplace

        def forward(self, input):
            return functional.celu(input, self.alpha, self.inplace)

    class Tanhshrink(_Written):
        def forward(self, input):
            return functional.tanhshrink(input)

    class Softshrink(_Written):
        def __init__(self, lambd=0.5):
            super().__init__()
            self.lambd = lambd

        def extra_repr(self):
            return str(self.lambd)

        def forward(self, input):
            return functional.softshrink(input, self.lambd)

    class Hardshrink(Softshrink):
        def forward(self, input):
            return functional.hardshrink(input, self.lambd)

    class RReLU(_Written):
        _shown = ("lower", "upper")

        def __init__(self, lower=0.125, upper=0.3333333333333333, inplace=False):
            super().__init__()
            self.lower = lower
            self.upper = upper
            self.inplace = inplace

        def forward(self, input):
            return functional.rrelu(input, self.lower, self.upper, self.training, self.inplace)
    """#
}
