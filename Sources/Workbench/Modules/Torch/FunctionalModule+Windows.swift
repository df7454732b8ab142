/// `torch.nn.functional`: windows of images, and images sampled at places.
extension FunctionalModule {
  static let windows = #"""
    def _pair(value):
        return tuple(value) if isinstance(value, (tuple, list)) else (value, value)

    def _patches(input, kernel_size, dilation, padding, stride):
        (high, wide), (down, right) = _pair(kernel_size), _pair(dilation)
        (top, left), (step, pace) = _pair(padding), _pair(stride)
        rows = (input[0] + 2 * top - down * (high - 1) - 1) // step + 1
        columns = (input[1] + 2 * left - right * (wide - 1) - 1) // pace + 1
        if rows < 1 or columns < 1:
            raise RuntimeError(f"windows of {high}×{wide} do not fit into {input[0]}×{input[1]}")
        return high, wide, down, right, top, left, step, pace, rows, columns

    def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
        whole = input if input.dim() == 4 else input.unsqueeze(0)
        high, wide, down, right, top, left, step, pace, rows, columns = _patches(
            whole.shape[2:], kernel_size, dilation, padding, stride)
        padded = pad(whole, (left, left, top, top)) if top > 0 or left > 0 else whole
        parts = [
            padded[:, :, i * down:i * down + (rows - 1) * step + 1:step, j * right:j * right + (columns - 1) * pace + 1:pace]
            for i in range(high) for j in range(wide)]
        result = torch.stack(parts, 2).reshape(whole.shape[0], whole.shape[1] * high * wide, rows * columns)
        return result if input.dim() == 4 else result[0]

    def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
        whole = input if input.dim() == 3 else input.unsqueeze(0)
        size = _pair(output_size)
        high, wide, down, right, top, left, step, pace, rows, columns = _patches(size, kernel_size, dilation, padding, stride)
        if whole.shape[1] % (high * wide) != 0 or whole.shape[2] != rows * columns:
            raise RuntimeError(f"fold: {tuple(input.shape)} are no windows of {high}×{wide} in {size[0]}×{size[1]}")
        parts = whole.reshape(whole.shape[0], whole.shape[1] // (high * wide), high, wide, rows, columns)
        result = torch.zeros(whole.shape[0], parts.shape[1], size[0] + 2 * top, size[1] + 2 * left)
        for i in range(high):
            for j in range(wide):
                result[:, :, i * down:i * down + (rows - 1) * step + 1:step,
                       j * right:j * right + (columns - 1) * pace + 1:pace] += parts[:, :, i, j]
        result = result[:, :, top:top + size[0], left:left + size[1]]
        return result if input.dim() == 3 else result[0]

    def adaptive_avg_pool1d(input, output_size):
        count = output_size[0] if isinstance(output_size, (tuple, list)) else output_size
        length = input.shape[-1]
        parts = [(place * length // count, -(-(place + 1) * length // count)) for place in range(count)]
        return torch.stack([input[..., start:end].mean(-1) for start, end in parts], -1)

    def adaptive_max_pool1d(input, output_size, return_indices=False):
        if return_indices:
            raise NotImplementedError("adaptive_max_pool1d gives no places of what is largest here: return_indices=False")
        count = output_size[0] if isinstance(output_size, (tuple, list)) else output_size
        length = input.shape[-1]
        parts = [(place * length // count, -(-(place + 1) * length // count)) for place in range(count)]
        return torch.stack([input[..., start:end].max(-1)[0] for start, end in parts], -1)

    def channel_shuffle(input, groups):
        if input.shape[1] % groups != 0:
            raise RuntimeError(f"channel_shuffle: {input.shape[1]} channels are no {groups} groups")
        cut = input.reshape([input.shape[0], groups, input.shape[1] // groups] + list(input.shape[2:]))
        return cut.transpose(1, 2).reshape(input.shape)

    def affine_grid(theta, size, align_corners=None):
        if len(size) != 4:
            raise NotImplementedError("affine_grid makes grids of images here: size is (batch, channels, height, width)")
        def places(count):
            if align_corners:
                return torch.linspace(-1, 1, count) if count > 1 else torch.zeros(1)
            return (2 * torch.arange(float(count)) + 1) / count - 1
        y, x = torch.meshgrid(places(size[2]), places(size[3]), indexing="ij")
        base = torch.stack([x, y, torch.ones_like(x)], -1).reshape(1, -1, 3)
        return torch.matmul(base, theta.transpose(1, 2)).reshape(size[0], size[2], size[3], 2)

    def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
        if input.dim() != 4:
            raise NotImplementedError("grid_sample takes images here: batch×channels×height×width")
        if mode not in ("bilinear", "nearest"):
            raise NotImplementedError("grid_sample: mode is bilinear or nearest here")
        if padding_mode not in ("zeros", "border"):
            raise NotImplementedError("grid_sample: padding_mode is zeros or border here")
        count, channels, height, width = input.shape
        def place(position, length):
            return (position + 1) / 2 * (length - 1) if align_corners else ((position + 1) * length - 1) / 2
        x, y = place(grid[..., 0], width), place(grid[..., 1], height)
        if padding_mode == "border":
            x, y = torch.clamp(x, 0, width - 1), torch.clamp(y, 0, height - 1)
        flat = input.reshape(count, channels, height * width)
        def taken(row, column):
            there = (row >= 0) & (row <= height - 1) & (column >= 0) & (column <= width - 1)
            places = torch.clamp(row, 0, height - 1) * width + torch.clamp(column, 0, width - 1)
            index = places.detach().long().reshape(count, 1, -1).expand(count, channels, places.numel() // count)
            found = torch.gather(flat, 2, index).reshape([count, channels] + list(row.shape[1:]))
            return found * there.float().unsqueeze(1)
        if mode == "nearest":
            return taken(torch.round(y.detach()), torch.round(x.detach()))
        top, left = torch.floor(y.detach()), torch.floor(x.detach())
        down, right = (y - top).unsqueeze(1), (x - left).unsqueeze(1)
        return (taken(top, left) * (1 - down) * (1 - right) + taken(top, left + 1) * (1 - down) * right
                + taken(top + 1, left) * down * (1 - right) + taken(top + 1, left + 1) * down * right)
    """#
}
