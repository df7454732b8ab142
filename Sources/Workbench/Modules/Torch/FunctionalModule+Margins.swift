/// `torch.nn.functional`: losses with margins.
extension FunctionalModule {
  static let margins = #"""
    def hinge_embedding_loss(input, target, margin=1.0, reduction="mean"):
        far = torch.clamp(margin - input, min=0)
        losses = torch.where(target == 1, input, torch.zeros_like(input)) + torch.where(target == -1, far, torch.zeros_like(input))
        # As PyTorch has it: what is neither is both.
        losses = torch.where((target != 1) & (target != -1), input + far, losses)
        return _reduced(losses, reduction)

    def multilabel_soft_margin_loss(input, target, weight=None, reduction="mean"):
        losses = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
        if weight is not None:
            losses = losses * weight
        return _reduced(losses.mean(-1), reduction)

    def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, reduction="mean"):
        if p not in (1, 2):
            raise ValueError("only p == 1 and p == 2 supported")
        rows = input if input.dim() == 2 else input.unsqueeze(0)
        classes = target.reshape(-1, 1).long()
        margins = torch.clamp(margin - torch.gather(rows, 1, classes) + rows, min=0) ** p
        if weight is not None:
            margins = margins * weight[classes.reshape(-1)].reshape(-1, 1)
        other = torch.arange(rows.shape[1]).reshape(1, -1) != classes
        losses = torch.where(other, margins, torch.zeros_like(margins)).sum(1) / rows.shape[1]
        return _reduced(losses if input.dim() == 2 else losses[0], reduction)
    """#
}
