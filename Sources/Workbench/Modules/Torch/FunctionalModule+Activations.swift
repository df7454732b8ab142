/// `torch.nn.functional`: rarer activations, and products of two inputs.
extension FunctionalModule {
  static let activations = #"""
    def _placed(input, result, inplace):
        return input.copy_(result) if inplace else result

    def tanhshrink(input):
        return input - torch.tanh(input)

    def softshrink(input, lambd=0.5):
        if lambd < 0:
            raise RuntimeError(f"lambda must be greater or equal to 0, but found to be {lambd}.")
        return torch.where(input > lambd, input - lambd, torch.where(input < -lambd, input + lambd, input * 0))

    def hardshrink(input, lambd=0.5):
        # What is no number is within no bounds.
        return torch.where((input >= -lambd) & (input <= lambd), torch.zeros_like(input), input)

    def prelu(input, weight):
        if weight.numel() > 1:
            weight = weight.reshape([1, -1] + [1] * (input.dim() - 2))
        return torch.where(input > 0, input, weight * input)

    def rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False):
        slope = lower + (upper - lower) * torch.rand_like(input) if training else (lower + upper) / 2
        return _placed(input, torch.where(input > 0, input, slope * input), inplace)

    def bilinear(input1, input2, weight, bias=None):
        result = torch.einsum("...i,oij,...j->...o", input1, weight, input2)
        return result if bias is None else result + bias

    def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
        if ceil_mode:
            raise NotImplementedError("lp_pool2d leaves out what fills no window here: ceil_mode=False")
        window = kernel_size if isinstance(kernel_size, (tuple, list)) else (kernel_size, kernel_size)
        mean = avg_pool2d(input ** norm_type, kernel_size, stride)
        return (torch.sign(mean) * torch.relu(torch.abs(mean)) * (window[0] * window[1])) ** (1.0 / norm_type)

    def celu(input, alpha=1.0, inplace=False):
        low = torch.where(input > 0, torch.zeros_like(input), input)
        return _placed(input, torch.where(input > 0, input, alpha * torch.expm1(low / alpha)), inplace)

    def hardsigmoid(input, inplace=False):
        return _placed(input, relu6(input + 3) / 6, inplace)

    def hardswish(input, inplace=False):
        return _placed(input, input * relu6(input + 3) / 6, inplace)
    """#
}
