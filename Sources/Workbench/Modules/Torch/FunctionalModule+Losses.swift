/// `torch.nn.functional`: losses between pairs.
extension FunctionalModule {
  static let losses = #"""
    def _reduced(losses, reduction):
        if reduction == "none":
            return losses
        if reduction not in ["mean", "sum"]:
            raise ValueError(f"{reduction} is not a valid value for reduction")
        return losses.mean() if reduction == "mean" else losses.sum()

    def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, reduction="mean"):
        far = pairwise_distance(anchor, negative, p, eps)
        if swap:
            far = torch.minimum(far, pairwise_distance(positive, negative, p, eps))
        return _reduced(torch.clamp(pairwise_distance(anchor, positive, p, eps) - far + margin, min=0), reduction)

    def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
        products = (input1 * input2).sum(-1)
        lengths = ((input1 ** 2).sum(-1) + 1e-12) * ((input2 ** 2).sum(-1) + 1e-12)
        similar = products / torch.sqrt(lengths)
        return _reduced(torch.where(target == 1, 1 - similar, torch.clamp(similar - margin, min=0)), reduction)

    def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
        return _reduced(torch.clamp(-target * (input1 - input2) + margin, min=0), reduction)

    def soft_margin_loss(input, target, reduction="mean"):
        return _reduced(torch.log1p(torch.exp(-target * input)), reduction)
    """#
}
