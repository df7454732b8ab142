/// Functions of `torch`: functions of each number.
extension TorchModule {
  static let numbers = #"""
    def clip(input, min=None, max=None):
        return torch.clamp(input, min, max)

    def hypot(input, other):
        return torch.sqrt(input * input + other * other)

    def deg2rad(input):
        return input * (math.pi / 180)

    def rad2deg(input):
        return input * (180 / math.pi)

    def heaviside(input, values):
        return torch.where(input == 0, values, torch.where(input > 0, 1.0, 0.0))

    def logspace(start, end, steps, base=10.0):
        return base ** torch.linspace(start, end, steps)

    def logcumsumexp(input, dim):
        parts, total = [], None
        for part in input.unbind(dim):
            total = part if total is None else torch.logaddexp(total, part)
            parts.append(total)
        return torch.stack(parts, dim)

    def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
        # Infinities are close to none but themselves, though the tolerance of one is infinite.
        close = (input == other) | (torch.abs(input - other) <= atol + rtol * torch.abs(other)) & torch.isfinite(other)
        if equal_nan:
            close = close | (torch.isnan(input) & torch.isnan(other))
        return close

    def trapz(y, x=None, dim=-1, dx=1.0):
        return torch.trapezoid(y, x, dim, dx)

    def trapezoid(y, x=None, dim=-1, dx=1.0):
        count = y.shape[dim]
        middle = (y.narrow(dim, 0, count - 1) + y.narrow(dim, 1, count - 1)) / 2
        if x is None:
            return middle.sum(dim) * dx
        steps = x[1:] - x[:-1] if x.dim() == 1 else torch.diff(x, dim=dim)
        if x.dim() == 1 and dim not in [-1, y.dim() - 1]:
            raise NotImplementedError("trapezoid with x goes along the last dimension here")
        return (middle * steps).sum(dim)
    """#
}
