/// `torch.nn`: distances and losses between pairs.
extension LayersModule {
  static let losses = #"""
    class CosineSimilarity(_Written):
        def __init__(self, dim=1, eps=1e-8):
            super().__init__()
            self.dim = dim
            self.eps = eps

        def forward(self, x1, x2):
            return functional.cosine_similarity(x1, x2, self.dim, self.eps)

    class PairwiseDistance(_Written):
        def __init__(self, p=2.0, eps=1e-6, keepdim=False):
            super().__init__()
            self.norm = p
            self.eps = eps
            self.keepdim = keepdim

        def forward(self, x1, x2):
            return functional.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)

    class TripletMarginLoss(_Written):
        def __init__(self, margin=1.0, p=2.0, eps=1e-6, swap=False, reduction="mean"):
            super().__init__()
            self.margin = margin
            self.p = p
            self.eps = eps
            self.swap = swap
            self.reduction = reduction

        def forward(self, anchor, positive, negative):
            return functional.triplet_margin_loss(
                anchor, positive, negative, self.margin, self.p, self.eps, self.swap, self.reduction)

    class CosineEmbeddingLoss(_Written):
        def __init__(self, margin=0.0, reduction="mean"):
            super().__init__()
            self.margin = margin
            self.reduction = reduction

        def forward(self, input1, input2, target):
            return functional.cosine_embedding_loss(input1, input2, target, self.margin, self.reduction)

    class MarginRankingLoss(CosineEmbeddingLoss):
        def forward(self, input1, input2, target):
            return functional.margin_ranking_loss(input1, input2, target, self.margin, self.reduction)

    class SoftMarginLoss(_Written):
        def __init__(self, reduction="mean"):
            super().__init__()
            self.reduction = reduction

        def forward(self, input, target):
            return functional.soft_margin_loss(input, target, self.reduction)
    """#
}
