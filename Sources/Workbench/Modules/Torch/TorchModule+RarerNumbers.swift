/// Functions of `torch`: rarer functions of numbers.
extension TorchModule {
  static let rarerNumbers = #"""
    def rsub(input, other, *, alpha=1):
        return other - alpha * input

    def addr(input, vec1, vec2, *, beta=1, alpha=1):
        product = alpha * torch.outer(vec1, vec2)
        return product if beta == 0 else beta * input + product

    def sgn(input):
        return torch.sign(input)

    # The sign of 0 is that of what it divides.
    def signbit(input):
        return (input < 0) | ((input == 0) & (1 / input < 0))

    def logit(input, eps=None):
        if eps is not None:
            input = torch.clamp(input, eps, 1 - eps)
        else:
            # Outside there is no such number, and no slope either.
            outside = ~((input >= 0) & (input <= 1))
            if bool(outside.any()):
                input = input * torch.where(outside, math.nan, 1.0)
        return torch.log(input / (1 - input))

    def sinc(input):
        x = math.pi * input
        there = x != 0
        return torch.where(there, torch.sin(x) / torch.where(there, x, torch.ones_like(x)), torch.ones_like(x))

    def fmax(input, other):
        return torch.where(torch.isnan(input), other, torch.where(torch.isnan(other), input, torch.maximum(input, other)))

    def fmin(input, other):
        return torch.where(torch.isnan(input), other, torch.where(torch.isnan(other), input, torch.minimum(input, other)))

    def float_power(input, exponent):
        return (input.float() if torch.is_tensor(input) else float(input)) ** exponent

    def nansum(input, dim=None, keepdim=False):
        numbers = torch.where(torch.isnan(input), torch.zeros_like(input), input)
        return numbers.sum(dim, keepdim)

    def nanmean(input, dim=None, keepdim=False):
        there = (~torch.isnan(input)).long()
        total = nansum(input, dim, keepdim)
        return total / there.sum(dim, keepdim)

    def nanmedian(input, dim=None, keepdim=False):
        if dim is not None:
            raise NotImplementedError("nanmedian goes over all numbers here: without dim")
        there = input[~torch.isnan(input)]
        return torch.median(there) if there.numel() > 0 else torch.tensor(math.nan)

    def cumulative_trapezoid(y, x=None, *, dx=None, dim=-1):
        count = y.shape[dim]
        middle = (y.narrow(dim, 0, count - 1) + y.narrow(dim, 1, count - 1)) / 2
        if x is not None and x.dim() == 1:
            shape = [1] * y.dim()
            shape[dim] = count - 1
            return torch.cumsum(middle * torch.diff(x).reshape(shape), dim)
        return torch.cumsum(middle * (torch.diff(x, dim=dim) if x is not None else 1.0 if dx is None else dx), dim)

    def vander(x, N=None, increasing=False):
        powers = list(range(x.shape[0] if N is None else N))
        return torch.stack([x ** power for power in (powers if increasing else powers[::-1])], 1)

    def renorm(input, p, dim, maxnorm):
        rows = input.transpose(0, dim)
        lengths = torch.norm(rows.reshape(rows.shape[0], -1), p, 1)
        factors = torch.where(lengths > maxnorm, maxnorm / (lengths + 1e-7), torch.ones_like(lengths))
        return (rows * factors.reshape([-1] + [1] * (rows.dim() - 1))).transpose(0, dim)

    def msort(input):
        return torch.sort(input, 0)[0]

    def poisson(input, generator=None):
        draw = lambda: torch.distributions.Poisson(input).sample()
        return draw() if generator is None else _drawing(generator, draw)

    def randint_like(input, low, high=None, *, dtype=None, device=None, layout=None, requires_grad=False):
        if high is None:
            low, high = 0, low
        result = torch.randint(low, high, input.shape)
        return result.to(input.dtype if dtype is None else dtype)

    def chain_matmul(*matrices):
        return torch.linalg.multi_dot(matrices)
    """#
}
