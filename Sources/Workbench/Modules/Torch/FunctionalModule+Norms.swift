/// `torch.nn.functional`: norms and normalizations.
extension FunctionalModule {
  static let norms = #"""
    def normalize(input, p=2.0, dim=1, eps=1e-12):
        return input / torch.clamp(torch.norm(input, p, dim, keepdim=True), min=eps)

    def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
        return torch.norm(x1 - x2 + eps, p, -1, keepdim=keepdim)

    def pdist(input, p=2.0):
        count = input.shape[0]
        rows = [torch.norm(input[place] - input[place + 1:], p, -1) for place in range(count - 1)]
        return torch.cat(rows) if len(rows) > 0 else torch.zeros(0)

    def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
        count = len(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else 1
        dims = list(range(-count, 0))
        mean = input.mean(dims, keepdim=True)
        variance = ((input - mean) ** 2).mean(dims, keepdim=True)
        result = (input - mean) / torch.sqrt(variance + eps)
        if weight is not None:
            result = result * weight
        return result if bias is None else result + bias

    def rms_norm(input, normalized_shape, weight=None, eps=None):
        count = len(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else 1
        square = (input ** 2).mean(list(range(-count, 0)), keepdim=True)
        result = input * torch.rsqrt(square + (1.1920928955078125e-07 if eps is None else eps))
        return result if weight is None else result * weight

    def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
        if input.shape[1] % num_groups != 0:
            raise RuntimeError(f"group_norm: {input.shape[1]} channels are no {num_groups} groups")
        groups = input.reshape(input.shape[0], num_groups, -1)
        mean = groups.mean(-1, keepdim=True)
        variance = ((groups - mean) ** 2).mean(-1, keepdim=True)
        result = ((groups - mean) / torch.sqrt(variance + eps)).reshape(input.shape)
        shape = [1, input.shape[1]] + [1] * (input.dim() - 2)
        if weight is not None:
            result = result * weight.reshape(shape)
        return result if bias is None else result + bias.reshape(shape)

    def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1,
                      eps=1e-05):
        if not use_input_stats or running_mean is not None:
            raise NotImplementedError("instance_norm goes by the statistics of its input here")
        return group_norm(input, input.shape[1], weight, bias, eps)

    def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
        shape = [1, input.shape[1]] + [1] * (input.dim() - 2)
        dims = [place for place in range(input.dim()) if place != 1]
        if training or running_mean is None:
            mean = input.mean(dims)
            variance = ((input - mean.reshape(shape)) ** 2).mean(dims)
            if running_mean is not None:
                count = input.numel() // input.shape[1]
                with torch.no_grad():
                    running_mean.mul_(1 - momentum).add_(momentum * mean)
                    running_var.mul_(1 - momentum).add_(momentum * variance * (count / (count - 1)))
        else:
            mean, variance = running_mean, running_var
        result = (input - mean.reshape(shape)) / torch.sqrt(variance.reshape(shape) + eps)
        if weight is not None:
            result = result * weight.reshape(shape)
        return result if bias is None else result + bias.reshape(shape)

    def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0):
        squares = input ** 2
        count = input.shape[1]
        sums = []
        for channel in range(count):
            first, last = max(0, channel - size // 2), min(count, channel + (size - 1) // 2 + 1)
            sums.append(squares[:, first:last].sum(1))
        return input / (k + alpha * torch.stack(sums, 1) / size) ** beta
    """#
}
