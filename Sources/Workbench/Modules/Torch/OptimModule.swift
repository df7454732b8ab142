/// `torch.optim`: the base of optimizers, and those that the table has no entry for, each by the recursion in which PyTorch's
/// documentation gives it.
///
/// A parameter's state is found by `_identity`, since a tensor is no key: the same parameter comes as another value each time.
enum OptimModule {
  static let text = [base, plain, adam, adaptive, quasiNewton].joined(separator: "\n\n")

  private static let base = #"""
    class _State:
        def __init__(self):
            self._known = {}

        def __getitem__(self, parameter):
            return self._known.setdefault(_identity(parameter), {})

        def __setitem__(self, parameter, value):
            self._known[_identity(parameter)] = value

        def __contains__(self, parameter):
            return _identity(parameter) in self._known

        def __len__(self):
            return len(self._known)

        def get(self, parameter, default=None):
            return self._known.get(_identity(parameter), default)

        def clear(self):
            self._known.clear()

    def _require(condition, message):
        if not condition:
            raise ValueError(message)

    def _check_rates(lr, betas, eps, weight_decay):
        _require(0.0 <= lr, f"Invalid learning rate: {lr}")
        _require(0.0 <= eps, f"Invalid epsilon value: {eps}")
        for place, beta in enumerate(betas):
            _require(0.0 <= beta < 1.0, f"Invalid beta parameter at index {place}: {beta}")
        _require(0.0 <= weight_decay, f"Invalid weight_decay value: {weight_decay}")

    class Optimizer:
        def __init__(self, params, defaults):
            if torch.is_tensor(params):
                raise TypeError(
                    "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor")
            self.defaults = defaults
            self.state = _State()
            self.param_groups = []
            groups = list(params)
            _require(len(groups) > 0, "optimizer got an empty parameter list")
            if not isinstance(groups[0], dict):
                groups = [{"params": groups}]
            for group in groups:
                self.add_param_group(group)

        def add_param_group(self, param_group):
            if not isinstance(param_group, dict):
                raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
            group = dict(param_group)
            params = group["params"]
            params = [params] if torch.is_tensor(params) else list(params)
            params = [p[1] if isinstance(p, tuple) else p for p in params]
            for p in params:
                if not torch.is_tensor(p):
                    raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(p).__name__}")
                _require(p.is_leaf, "can't optimize a non-leaf Tensor")
            numbers = [_identity(p) for p in params]
            for other in self.param_groups:
                _require(
                    not any(_identity(p) in numbers for p in other["params"]),
                    "some parameters appear in more than one parameter group")
            group["params"] = params
            for name, default in self.defaults.items():
                group.setdefault(name, default)
            self.param_groups.append(group)

        def zero_grad(self, set_to_none=True):
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        if set_to_none:
                            p.grad = None
                        else:
                            p.grad.zero_()

        def step(self, closure=None):
            loss = None
            if closure is not None:
                with torch.enable_grad():
                    loss = closure()
            with torch.no_grad():
                for group in self.param_groups:
                    for p in group["params"]:
                        if p.grad is not None:
                            gradient = -p.grad if group.get("maximize", False) else p.grad.clone()
                            self._update(p, gradient, self.state[p], group)
            return loss

        def _update(self, p, gradient, state, group):
            raise NotImplementedError(f"{type(self).__name__} has no step of its own")

        def state_dict(self):
            state, groups, count = {}, [], 0
            for group in self.param_groups:
                kept = {name: value for name, value in group.items() if name != "params"}
                kept["params"] = list(range(count, count + len(group["params"])))
                for number, p in zip(kept["params"], group["params"]):
                    if p in self.state:
                        state[number] = self.state[p]
                count += len(group["params"])
                groups.append(kept)
            return {"state": state, "param_groups": groups}

        def load_state_dict(self, state_dict):
            groups = state_dict["param_groups"]
            _require(len(groups) == len(self.param_groups), "loaded state dict has a different number of parameter groups")
            for group, own in zip(groups, self.param_groups):
                _require(
                    len(group["params"]) == len(own["params"]),
                    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
            self.state.clear()
            for group, own in zip(groups, self.param_groups):
                for number, p in zip(group["params"], own["params"]):
                    if number in state_dict["state"]:
                        self.state[p] = {
                            name: value.clone() if torch.is_tensor(value) else value
                            for name, value in state_dict["state"][number].items()}
                for name, value in group.items():
                    if name != "params":
                        own[name] = value

        def __repr__(self):
            text = type(self).__name__ + " ("
            for place, group in enumerate(self.param_groups):
                text += f"\nParameter Group {place}\n"
                for name in sorted(group.keys()):
                    if name != "params":
                        text += f"    {name}: {group[name]}\n"
            return text + ")"

    def _decayed(p, gradient, group):
        if group["weight_decay"] == 0:
            return gradient
        if group.get("decoupled_weight_decay", False):
            p.mul_(1 - group["lr"] * group["weight_decay"])
            return gradient
        return gradient + group["weight_decay"] * p

    def _counted(state):
        step = int(state["step"].item()) + 1 if "step" in state else 1
        state["step"] = torch.tensor(float(step))
        return step

    def _mean(state, name, gradient, beta):
        if name not in state:
            state[name] = torch.zeros_like(gradient)
        state[name].lerp_(gradient, 1 - beta)
        return state[name]

    def _square_mean(state, name, gradient, beta):
        if name not in state:
            state[name] = torch.zeros_like(gradient)
        state[name].mul_(beta).add_((1 - beta) * gradient * gradient)
        return state[name]
    """#

  /// Variants of those that the table has: the table's own take them only as they are used most.
  private static let plain = #"""
    class _SGD(Optimizer):
        def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, maximize=False):
            _require(0.0 <= lr, f"Invalid learning rate: {lr}")
            _require(
                not nesterov or (momentum > 0 and dampening == 0), "Nesterov momentum requires a momentum and zero dampening")
            super().__init__(params, dict(
                lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov, maximize=maximize))

        def _update(self, p, gradient, state, group):
            gradient = _decayed(p, gradient, group)
            momentum = group["momentum"]
            if momentum != 0:
                if state.get("momentum_buffer") is None:
                    state["momentum_buffer"] = gradient.clone()
                else:
                    state["momentum_buffer"].mul_(momentum).add_(gradient, alpha=1 - group["dampening"])
                buffer = state["momentum_buffer"]
                gradient = gradient + momentum * buffer if group["nesterov"] else buffer
            p.add_(gradient, alpha=-group["lr"])

    class _RMSprop(Optimizer):
        def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, maximize=False):
            _check_rates(lr, (), eps, weight_decay)
            _require(0.0 <= momentum, f"Invalid momentum value: {momentum}")
            _require(0.0 <= alpha, f"Invalid alpha value: {alpha}")
            super().__init__(params, dict(
                lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered, weight_decay=weight_decay, maximize=maximize))

        def _update(self, p, gradient, state, group):
            _counted(state)
            gradient = _decayed(p, gradient, group)
            average = _square_mean(state, "square_avg", gradient, group["alpha"])
            if group["centered"]:
                mean = _mean(state, "grad_avg", gradient, group["alpha"])
                average = average - mean * mean
            average = torch.sqrt(average) + group["eps"]
            if group["momentum"] > 0:
                if "momentum_buffer" not in state:
                    state["momentum_buffer"] = torch.zeros_like(p)
                state["momentum_buffer"].mul_(group["momentum"]).add_(gradient / average)
                p.add_(state["momentum_buffer"], alpha=-group["lr"])
            else:
                p.add_(-group["lr"] * gradient / average)
    """#

  /// Adam and what was made of it.
  private static let adam = #"""
    class _Adam(Optimizer):
        _decoupled = False

        def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, maximize=False):
            _check_rates(lr, betas, eps, weight_decay)
            super().__init__(params, dict(
                lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize,
                decoupled_weight_decay=self._decoupled))

        def _update(self, p, gradient, state, group):
            step = _counted(state)
            beta1, beta2 = group["betas"]
            gradient = _decayed(p, gradient, group)
            mean = _mean(state, "exp_avg", gradient, beta1)
            square = _square_mean(state, "exp_avg_sq", gradient, beta2)
            if group["amsgrad"]:
                greatest = state.get("max_exp_avg_sq")
                square = square.clone() if greatest is None else torch.maximum(greatest, square)
                state["max_exp_avg_sq"] = square
            root = torch.sqrt(square) / math.sqrt(1 - beta2 ** step) + group["eps"]
            p.add_(-(group["lr"] / (1 - beta1 ** step)) * mean / root)

    class _AdamW(_Adam):
        _decoupled = True

        def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, maximize=False):
            super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)

    class Adamax(Optimizer):
        def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False,
                     differentiable=False, capturable=False):
            _check_rates(lr, betas, eps, weight_decay)
            super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize))

        def _update(self, p, gradient, state, group):
            step = _counted(state)
            beta1, beta2 = group["betas"]
            gradient = _decayed(p, gradient, group)
            mean = _mean(state, "exp_avg", gradient, beta1)
            before = state.get("exp_inf")
            before = torch.zeros_like(p) if before is None else before
            state["exp_inf"] = torch.maximum(before * beta2, torch.abs(gradient) + group["eps"])
            p.add_(-(group["lr"] / (1 - beta1 ** step)) * mean / state["exp_inf"])

    class NAdam(Optimizer):
        def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3,
                     decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False):
            _check_rates(lr, betas, eps, weight_decay)
            _require(0.0 <= momentum_decay, f"Invalid momentum_decay value: {momentum_decay}")
            super().__init__(params, dict(
                lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay,
                decoupled_weight_decay=decoupled_weight_decay, maximize=maximize))

        def _update(self, p, gradient, state, group):
            step = _counted(state)
            beta1, beta2 = group["betas"]
            gradient = _decayed(p, gradient, group)
            decay = group["momentum_decay"]
            mu = beta1 * (1 - 0.5 * 0.96 ** (step * decay))
            mu_next = beta1 * (1 - 0.5 * 0.96 ** ((step + 1) * decay))
            if "mu_product" not in state:
                state["mu_product"] = torch.tensor(1.0)
            state["mu_product"] = state["mu_product"] * mu
            product = state["mu_product"].item()
            mean = _mean(state, "exp_avg", gradient, beta1)
            square = _square_mean(state, "exp_avg_sq", gradient, beta2)
            root = torch.sqrt(square / (1 - beta2 ** step)) + group["eps"]
            p.add_(-group["lr"] * (1 - mu) / (1 - product) * gradient / root)
            p.add_(-group["lr"] * mu_next / (1 - product * mu_next) * mean / root)

    class RAdam(Optimizer):
        def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *,
                     foreach=None, maximize=False, capturable=False, differentiable=False):
            _check_rates(lr, betas, eps, weight_decay)
            super().__init__(params, dict(
                lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, decoupled_weight_decay=decoupled_weight_decay,
                maximize=maximize))

        def _update(self, p, gradient, state, group):
            step = _counted(state)
            beta1, beta2 = group["betas"]
            gradient = _decayed(p, gradient, group)
            mean = _mean(state, "exp_avg", gradient, beta1) / (1 - beta1 ** step)
            square = _square_mean(state, "exp_avg_sq", gradient, beta2)
            correction = 1 - beta2 ** step
            last = 2 / (1 - beta2) - 1
            now = last - 2 * step * beta2 ** step / correction
            if now > 5.0:
                rectified = math.sqrt((now - 4) * (now - 2) * last / ((last - 4) * (last - 2) * now))
                adaptive = math.sqrt(correction) / (torch.sqrt(square) + group["eps"])
                p.add_(mean * group["lr"] * adaptive * rectified, alpha=-1.0)
            else:
                p.add_(mean * group["lr"], alpha=-1.0)
    """#

  private static let adaptive = #"""
    class Adadelta(Optimizer):
        def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, capturable=False,
                     maximize=False, differentiable=False):
            _check_rates(lr, (), eps, weight_decay)
            _require(0.0 <= rho <= 1.0, f"Invalid rho value: {rho}")
            super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize))

        def _update(self, p, gradient, state, group):
            _counted(state)
            rho, eps = group["rho"], group["eps"]
            gradient = _decayed(p, gradient, group)
            square = _square_mean(state, "square_avg", gradient, rho)
            if "acc_delta" not in state:
                state["acc_delta"] = torch.zeros_like(p)
            delta = torch.sqrt(state["acc_delta"] + eps) / torch.sqrt(square + eps) * gradient
            _square_mean(state, "acc_delta", delta, rho)
            p.add_(delta, alpha=-group["lr"])

    class Adagrad(Optimizer):
        def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None,
                     *, maximize=False, differentiable=False, fused=None):
            _check_rates(lr, (), eps, weight_decay)
            _require(0.0 <= lr_decay, f"Invalid lr_decay value: {lr_decay}")
            _require(0.0 <= initial_accumulator_value, f"Invalid initial_accumulator_value value: {initial_accumulator_value}")
            super().__init__(params, dict(
                lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
                initial_accumulator_value=initial_accumulator_value, maximize=maximize))

        def add_param_group(self, param_group):
            super().add_param_group(param_group)
            group = self.param_groups[-1]
            for p in group["params"]:
                state = self.state[p]
                state["step"] = torch.tensor(0.0)
                state["sum"] = torch.full_like(p.detach(), group["initial_accumulator_value"])

        def share_memory(self):
            pass

        def _update(self, p, gradient, state, group):
            step = _counted(state)
            gradient = _decayed(p, gradient, group)
            rate = group["lr"] / (1 + (step - 1) * group["lr_decay"])
            state["sum"].add_(gradient * gradient)
            p.add_(-rate * gradient / (torch.sqrt(state["sum"]) + group["eps"]))
    """#
}
