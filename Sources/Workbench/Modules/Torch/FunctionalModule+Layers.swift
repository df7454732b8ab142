/// `torch.nn.functional`: what layers do, without their parameters.
extension FunctionalModule {
  static let layers = #"""
    import warnings

    def _chosen_dimension(name, rank):
        warnings.warn(
            f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.",
            stacklevel=3)
        return 0 if rank in (0, 1, 3) else 1

    def relu_(input):
        return input.relu_()

    def embedding(input, weight, padding_idx=None):
        return weight[input.long()]

    def glu(input, dim=-1):
        if input.shape[dim] % 2 != 0:
            raise RuntimeError(f"glu: halving dimension must be even, but dimension {dim} is size {input.shape[dim]}")
        a, b = torch.chunk(input, 2, dim)
        return a * torch.sigmoid(b)

    def threshold(input, threshold, value, inplace=False):
        return _placed(input, torch.where(input > threshold, input, torch.full_like(input, value)), inplace)

    def softmin(input, dim=None):
        return torch.softmax(-input, _chosen_dimension("softmin", input.dim()) if dim is None else dim)

    def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
        uniform = torch.clamp(torch.rand_like(logits), min=1.1754944e-38)
        noise = -torch.log(torch.clamp(-torch.log(uniform), min=1.1754944e-38))
        soft = torch.softmax((logits + noise) / tau, dim)
        if not hard:
            return soft
        places = torch.argmax(soft, dim, keepdim=True)
        one = torch.zeros_like(soft).scatter_(dim, places, 1.0)
        return one - soft.detach() + soft

    def _channels_dropped(input, p, training, rank):
        if not 0 <= p <= 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        if not training or p == 0:
            return input
        if p == 1:
            return input * 0
        batched = input if input.dim() == rank else input.unsqueeze(0)
        kept = torch.bernoulli(torch.full(list(batched.shape[:2]) + [1] * (rank - 2), 1 - p))
        return (batched * kept / (1 - p)).reshape(input.shape)

    def dropout1d(input, p=0.5, training=True, inplace=False):
        return _channels_dropped(input, p, training, 3)

    def dropout2d(input, p=0.5, training=True, inplace=False):
        return _channels_dropped(input, p, training, 4)

    def _windows(input, kernel_size, stride, padding, border):
        window, step, margin = [size[0] if isinstance(size, (tuple, list)) else size for size in
                                (kernel_size, kernel_size if stride is None else stride, padding)]
        if input.dim() not in [2, 3]:
            raise RuntimeError(f"pooling of rows takes batch×channels×length, and this is {tuple(input.shape)}")
        if 2 * margin > window:
            raise RuntimeError(f"pad should be at most half of effective kernel size, and these are {margin} and {window}")
        padded = pad(input, (margin, margin), "constant", border) if margin > 0 else input
        count = (padded.shape[-1] - window) // step + 1
        if count < 1:
            raise RuntimeError(f"a window of {window} does not fit into a row of {padded.shape[-1]}")
        return torch.stack([padded[..., start:start + (count - 1) * step + 1:step] for start in range(window)], -1)

    def max_pool1d(input, kernel_size, stride=None, padding=0):
        return _windows(input, kernel_size, stride, padding, -math.inf).max(-1)[0]

    def avg_pool1d(input, kernel_size, stride=None, padding=0):
        return _windows(input, kernel_size, stride, padding, 0.0).mean(-1)

    def adaptive_max_pool2d(input, output_size, return_indices=False):
        if return_indices:
            raise NotImplementedError("adaptive_max_pool2d gives no places of what is largest here: return_indices=False")
        sizes = list(output_size) if isinstance(output_size, (tuple, list)) else [output_size, output_size]
        for dim, count in zip((-2, -1), sizes):
            length = input.shape[dim]
            if count is None or count == length:
                continue
            # As PyTorch cuts them: from the part's share rounded down to the end of it rounded up.
            parts = [(place * length // count, -(-(place + 1) * length // count)) for place in range(count)]
            input = torch.stack([input.narrow(dim, start, end - start).max(dim)[0] for start, end in parts], dim)
        return input

    def pixel_shuffle(input, upscale_factor):
        r = upscale_factor
        *lead, channels, height, width = input.shape
        if channels % (r * r) != 0:
            raise RuntimeError(f"pixel_shuffle: {channels} channels are no multiple of {r * r}")
        cut = input.reshape(-1, channels // (r * r), r, r, height, width)
        return cut.permute(0, 1, 4, 2, 5, 3).reshape(lead + [channels // (r * r), height * r, width * r])

    def pixel_unshuffle(input, downscale_factor):
        r = downscale_factor
        *lead, channels, height, width = input.shape
        if height % r != 0 or width % r != 0:
            raise RuntimeError(f"pixel_unshuffle: {height}×{width} is no multiple of {r}")
        cut = input.reshape(-1, channels, height // r, r, width // r, r)
        return cut.permute(0, 1, 3, 5, 2, 4).reshape(lead + [channels * r * r, height // r, width // r])

    def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
        scores = torch.matmul(query, key.transpose(-2, -1)) * (query.shape[-1] ** -0.5 if scale is None else scale)
        if is_causal:
            if attn_mask is not None:
                raise RuntimeError("scaled_dot_product_attention: with is_causal there is no attn_mask")
            attn_mask = torch.tril(torch.ones(query.shape[-2], key.shape[-2])) > 0
        if attn_mask is not None:
            if attn_mask.dtype == torch.bool:
                scores = torch.where(attn_mask, scores, -math.inf)
                # Who may look at nothing gets nothing.
                sees = attn_mask.any(-1, True)
                scores = torch.where(sees, scores, 0.0)
                weights = torch.softmax(scores, -1) * sees
                return torch.matmul(torch.dropout(weights, dropout_p, dropout_p > 0), value)
            else:
                scores = scores + attn_mask
        return torch.matmul(torch.dropout(torch.softmax(scores, -1), dropout_p, dropout_p > 0), value)
    """#
}
