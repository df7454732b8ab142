/// `torch.autograd`: `grad` as there, by the table's own, functions with a derivative of their own, and `Variable` of older
/// programs.
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
        if requires_grad:
            return data.detach().clone().requires_grad_(True)
        # What has no gradient is itself: older programs fill it with what has one.
        return data.detach() if data.requires_grad else data

    class FunctionCtx:
        def __init__(self):
            self._saved = ()
            self._constants = ()
            self.needs_input_grad = ()
            self.materialize_grads = True

        def save_for_backward(self, *tensors):
            for x in tensors:
                if x is not None and not torch.is_tensor(x):
                    raise TypeError(f"save_for_backward can only save variables, but one of these is {x!r}")
            self._saved = tensors

        def save_for_forward(self, *tensors):
            pass

        @property
        def saved_tensors(self):
            return self._saved

        def mark_dirty(self, *tensors):
            pass

        def mark_non_differentiable(self, *tensors):
            self._constants = tensors

        def set_materialize_grads(self, value):
            self.materialize_grads = value

    class Function:
        @staticmethod
        def forward(*values, **options):
            raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

        @staticmethod
        def backward(ctx, *gradients):
            raise NotImplementedError(
                "You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.")

        @classmethod
        def apply(cls, *inputs):
            ctx = FunctionCtx()
            ctx.needs_input_grad = tuple([torch.is_tensor(x) and x.requires_grad for x in inputs])
            with torch.no_grad():
                if hasattr(cls, "setup_context"):
                    result = cls.forward(*inputs)
                    cls.setup_context(ctx, inputs, result)
                else:
                    result = cls.forward(ctx, *inputs)
            outputs = result if isinstance(result, tuple) else (result,)
            places = [place for place, x in enumerate(inputs) if torch.is_tensor(x)]
            learned = [place for place, x in enumerate(outputs) if torch.is_tensor(x) and not any([x is y for y in ctx._constants])]
            if not torch.is_grad_enabled() or not any(ctx.needs_input_grad) or len(learned) == 0:
                return result
            if not ctx.materialize_grads and len(learned) > 1:
                raise RuntimeError(
                    "set_materialize_grads(False) is not there for a Function of several results: here those that nothing comes back to get zeros, not None")

            def backward(gradients):
                all_gradients = [None] * len(outputs)
                for place, x in enumerate(outputs):
                    if place not in learned and torch.is_tensor(x) and ctx.materialize_grads:
                        all_gradients[place] = torch.zeros_like(x)
                for place, gradient in zip(learned, gradients):
                    all_gradients[place] = gradient
                found = cls.backward(ctx, *all_gradients)
                found = list(found) if isinstance(found, (tuple, list)) else [found]
                if len(found) > len(inputs) and any([x is not None for x in found[len(inputs):]]):
                    raise RuntimeError(
                        f"function {cls.__name__}Backward returned an incorrect number of gradients (expected {len(inputs)}, got {len(found)})")
                if len(found) < len(inputs):
                    raise RuntimeError(
                        f"function {cls.__name__}Backward returned an incorrect number of gradients (expected {len(inputs)}, got {len(found)})")
                return [found[place] for place in places]

            made = _with_gradient(tuple([outputs[place] for place in learned]), tuple([inputs[place] for place in places]), backward)
            results = list(outputs)
            for place, x in zip(learned, made):
                results[place] = x
            return tuple(results) if isinstance(result, tuple) else results[0]
    """#

  /// `torch.autograd.functional`: derivatives of functions.
  static let functional = #"""
    def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
        if create_graph:
            raise NotImplementedError("there are no gradients of gradients here")
        xs = [x.detach().clone().requires_grad_(True) for x in (inputs if isinstance(inputs, (tuple, list)) else (inputs,))]
        outputs = func(*xs)
        found = []
        for output in outputs if isinstance(outputs, (tuple, list)) else (outputs,):
            rows = []
            for element in output.reshape(-1):
                if element.requires_grad:
                    rows.append(torch.autograd.grad(element, xs, retain_graph=True, allow_unused=True))
                else:
                    rows.append([None] * len(xs))
            parts = []
            for place, x in enumerate(xs):
                column = [torch.zeros_like(x) if row[place] is None else row[place] for row in rows]
                parts.append(torch.stack(column).detach().reshape(list(output.shape) + list(x.shape)))
            found.append(tuple(parts) if isinstance(inputs, (tuple, list)) else parts[0])
        return tuple(found) if isinstance(outputs, (tuple, list)) else found[0]
    """#
}
