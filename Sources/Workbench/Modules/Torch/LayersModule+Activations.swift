/// `torch.nn`: activations and dropout.
extension LayersModule {
  static let activations = #"""
    class _Written(Module):
        _shown = ()

        def extra_repr(self):
            return ", ".join([f"{name}={getattr(self, name)}" for name in self._shown])

    class Softmax(_Written):
        _shown = ("dim",)

        def __init__(self, dim=None):
            super().__init__()
            self.dim = dim

        def forward(self, input):
            return functional.softmax(input, self.dim)

    class LogSoftmax(Softmax):
        def forward(self, input):
            return functional.log_softmax(input, self.dim)

    class Softmin(Softmax):
        def forward(self, input):
            return functional.softmin(input, self.dim)

    class Softmax2d(_Written):
        def forward(self, input):
            return torch.softmax(input, -3)

    class Dropout2d(_Written):
        _shown = ("p", "inplace")

        def __init__(self, p=0.5, inplace=False):
            super().__init__()
            if not 0 <= p <= 1:
                raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
            self.p = p
            self.inplace = inplace

        def forward(self, input):
            return functional.dropout2d(input, self.p, self.training)

    class Dropout1d(Dropout2d):
        def forward(self, input):
            return functional.dropout1d(input, self.p, self.training)

    class Threshold(_Written):
        _shown = ("threshold", "value")

        def __init__(self, threshold, value, inplace=False):
            super().__init__()
            self.threshold = threshold
            self.value = value
            self.inplace = inplace

        def forward(self, input):
            return functional.threshold(input, self.threshold, self.value, self.inplace)

    class GLU(_Written):
        _shown = ("dim",)

        def __init__(self, dim=-1):
            super().__init__()
            self.dim = dim

        def forward(self, input):
            return functional.glu(input, self.dim)
    """#
}
