/// `torch.nn`: losses with margins.
extension LayersModule {
  static let margins = #"""
    class HingeEmbeddingLoss(_Written):
        def __init__(self, margin=1.0, reduction="mean"):
            super().__init__()
            self.margin = margin
            self.reduction = reduction

        def forward(self, input, target):
            return functional.hinge_embedding_loss(input, target, self.margin, self.reduction)

    class MultiLabelSoftMarginLoss(_Written):
        def __init__(self, weight=None, reduction="mean"):
            super().__init__()
            self.weight = weight
            self.reduction = reduction

        def forward(self, input, target):
            return functional.multilabel_soft_margin_loss(input, target, self.weight, self.reduction)

    class MultiMarginLoss(_Written):
        def __init__(self, p=1, margin=1.0, weight=None, reduction="mean"):
            super().__init__()
            self.p = p
            self.margin = margin
            self.weight = weight
            self.reduction = reduction

        def forward(self, input, target):
            return functional.multi_margin_loss(input, target, self.p, self.margin, self.weight, self.reduction)
    """#
}
