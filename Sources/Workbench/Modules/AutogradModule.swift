/// `torch.autograd`, beside its `grad`.
enum AutogradModule {
  static let text = #"""
    def Variable(data, requires_grad=False, volatile=False):
        if requires_grad:
            data.requires_grad_(True)
        return data
    """#
}
