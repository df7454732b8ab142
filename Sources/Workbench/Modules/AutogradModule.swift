/// `torch.autograd`: `grad` as there, by the table's own, and `Variable` of older programs.
enum AutogradModule {
  /// It sees the table's entry by the name `_grad`.
  static let text = #"""
    def _listed(values):
        return list(values) if isinstance(values, (list, tuple)) else [values]

    def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
             is_grads_batched=False, materialize_grads=False):
        if create_graph or is_grads_batched:
            raise NotImplementedError("there are no gradients of gradients here, and none of several vectors at once")
        outputs, inputs = _listed(outputs), _listed(inputs)
        weights = [None] * len(outputs) if grad_outputs is None else _listed(grad_outputs)
        if len(weights) != len(outputs):
            raise ValueError(f"grad takes as many grad_outputs as outputs, {len(outputs)}, and here are {len(weights)}")
        total = 0
        for output, weight in zip(outputs, weights):
            if weight is not None:
                if tuple(weight.shape) != tuple(output.shape):
                    raise ValueError(
                        f"grad_outputs have the shape of their output, {tuple(output.shape)}, and not {tuple(weight.shape)}")
                output = (output * weight).sum()
            elif output.numel() != 1:
                raise ValueError(
                    f"grad starts from one number, and this output has the shape {tuple(output.shape)}: sum or mean of it, or "
                    "grad_outputs=torch.ones_like(y)")
            total = total + output.reshape(())
        if not (allow_unused or materialize_grads) or not total.requires_grad:
            return tuple(_grad(total, inputs))
        return tuple([_grad_or_none(total, x, materialize_grads) for x in inputs])

    def _grad_or_none(total, x, is_zero):
        try:
            return _grad(total, x)
        except Exception:
            return torch.zeros_like(x) if is_zero else None

    def Variable(data, requires_grad=False, volatile=False):
        if not torch.is_tensor(data):
            raise TypeError(f"Variable takes a tensor, and this is {data!r}")
        return data.detach().clone().requires_grad_(True) if requires_grad else data.detach()
    """#
}
