/// `torch.optim.lr_scheduler`: learning rates that change from epoch to epoch, by the recursions in which PyTorch's
/// documentation gives them, so that several schedules of one optimizer act one upon another's rates.
enum SchedulerModule {
  static let text = base + factors + annealing + cycles + composed + plateau

  /// What all have: the rate at the beginning, taken from the optimizer's group where another schedule has left it there; the
  /// count of steps; and what is kept in a file.
  private static let base = #"""
    def _require(condition, message):
        if not condition:
            raise ValueError(message)

    def _each(name, optimizer, value):
        groups = len(optimizer.param_groups)
        if not isinstance(value, (list, tuple)):
            return [value] * groups
        _require(len(value) == groups, f"{name} has {len(value)} values, and the optimizer {groups} groups of parameters")
        return list(value)

    class LRScheduler:
        _is_initial = False

        def __init__(self, optimizer, last_epoch=-1):
            self._take(optimizer)
            for group in optimizer.param_groups:
                if "initial_lr" not in group:
                    if last_epoch != -1:
                        raise KeyError(
                            "a schedule that goes on after an epoch finds where it began in the optimizer's "
                            "param_groups[0]['initial_lr'], and this optimizer has none: load its state_dict first")
                    group["initial_lr"] = group["lr"]
            self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
            self.last_epoch = last_epoch
            self._initial_step()

        def _take(self, optimizer):
            if not hasattr(optimizer, "param_groups"):
                raise TypeError(f"{type(self).__name__} changes an optimizer's rates, and {optimizer!r} is no optimizer")
            self.optimizer = optimizer

        def _initial_step(self):
            self._step_count = 0
            self._is_initial = True
            self.step()
            self._is_initial = False

        def _rates(self, factor=1):
            rates = [group["lr"] for group in self.optimizer.param_groups]
            return rates if factor == 1 else [rate * factor for rate in rates]

        def get_lr(self):
            raise NotImplementedError(f"{type(self).__name__} has no get_lr")

        def get_last_lr(self):
            return self._last_lr

        def step(self, epoch=None):
            self._step_count += 1
            self._update_lr(epoch)

        def _update_lr(self, epoch=None):
            if epoch is None:
                self.last_epoch += 1
                self._set(self.get_lr())
            else:
                self.last_epoch = epoch
                self._set(self._closed() if hasattr(self, "_closed") else self.get_lr())

        def _set(self, rates):
            for group, rate in zip(self.optimizer.param_groups, rates):
                group["lr"] = rate
            self._last_lr = self._rates()

        def _unkept(self):
            return ["optimizer"]

        def state_dict(self):
            return {name: value for name, value in self.__dict__.items() if name not in self._unkept()}

        def load_state_dict(self, state_dict):
            for name, value in state_dict.items():
                if name not in self._unkept():
                    setattr(self, name, value)

    _LRScheduler = LRScheduler

    """#

  /// Those that multiply the rate, now and then or by a function.
  private static let factors = #"""
    class StepLR(LRScheduler):
        def __init__(self, optimizer, step_size, gamma=0.1, last_epoch=-1):
            self.step_size = step_size
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            is_due = self.last_epoch != 0 and self.last_epoch % self.step_size == 0
            return self._rates(self.gamma if is_due else 1)

        def _closed(self):
            return [base * self.gamma ** (self.last_epoch // self.step_size) for base in self.base_lrs]

    def _counted(milestones):
        if isinstance(milestones, dict):
            return milestones
        counts = {}
        for milestone in milestones:
            counts[milestone] = counts.get(milestone, 0) + 1
        return counts

    class MultiStepLR(LRScheduler):
        def __init__(self, optimizer, milestones, gamma=0.1, last_epoch=-1):
            self.milestones = _counted(milestones)
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            return self._rates(self.gamma ** self.milestones.get(self.last_epoch, 0))

        def _closed(self):
            passed = sum([count for milestone, count in self.milestones.items() if milestone <= self.last_epoch])
            return [base * self.gamma ** passed for base in self.base_lrs]

        def load_state_dict(self, state_dict):
            super().load_state_dict(state_dict)
            self.milestones = _counted(self.milestones)

    class ConstantLR(LRScheduler):
        def __init__(self, optimizer, factor=1.0 / 3, total_iters=5, last_epoch=-1):
            _require(0 <= factor <= 1, f"ConstantLR takes a factor from 0 to 1, and this is {factor}")
            self.factor = factor
            self.total_iters = total_iters
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return self._rates(self.factor)
            return self._rates(1.0 / self.factor if self.last_epoch == self.total_iters else 1)

        def _closed(self):
            return [base * (1 if self.last_epoch >= self.total_iters else self.factor) for base in self.base_lrs]

    class LinearLR(LRScheduler):
        def __init__(self, optimizer, start_factor=1.0 / 3, end_factor=1.0, total_iters=5, last_epoch=-1):
            _require(0 < start_factor <= 1, f"LinearLR takes a start_factor above 0 and up to 1, and this is {start_factor}")
            _require(0 <= end_factor <= 1, f"LinearLR takes an end_factor from 0 to 1, and this is {end_factor}")
            self.start_factor = start_factor
            self.end_factor = end_factor
            self.total_iters = total_iters
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return self._rates(self.start_factor)
            if self._is_initial or self.last_epoch > self.total_iters:
                return self._rates()
            slope = self.end_factor - self.start_factor
            return self._rates(1 + slope / (self.total_iters * self.start_factor + (self.last_epoch - 1) * slope))

        def _closed(self):
            share = min(self.total_iters, self.last_epoch) / self.total_iters
            factor = self.start_factor + (self.end_factor - self.start_factor) * share
            return [base * factor for base in self.base_lrs]

    class ExponentialLR(LRScheduler):
        def __init__(self, optimizer, gamma, last_epoch=-1):
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            return self._rates(1 if self._is_initial else self.gamma)

        def _closed(self):
            return [base * self.gamma ** self.last_epoch for base in self.base_lrs]

    class PolynomialLR(LRScheduler):
        def __init__(self, optimizer, total_iters=5, power=1.0, last_epoch=-1):
            self.total_iters = total_iters
            self.power = power
            super().__init__(optimizer, last_epoch)

        def _left(self, epoch):
            return 1.0 - min(self.total_iters, epoch) / self.total_iters

        def get_lr(self):
            if self._is_initial or self.last_epoch > self.total_iters:
                return self._rates()
            return self._rates((self._left(self.last_epoch) / self._left(self.last_epoch - 1)) ** self.power)

        def _closed(self):
            return [base * self._left(self.last_epoch) ** self.power for base in self.base_lrs]

    class _FunctionLR(LRScheduler):
        def __init__(self, optimizer, lr_lambda, last_epoch=-1):
            self._take(optimizer)
            self.lr_lambdas = _each("lr_lambda", optimizer, lr_lambda)
            for factor in self.lr_lambdas:
                if not callable(factor):
                    raise TypeError(f"{type(self).__name__} takes a function of the epoch's number, and this is {factor!r}")
            super().__init__(optimizer, last_epoch)

        def _factors(self):
            return [factor(self.last_epoch) for factor in self.lr_lambdas]

        def _unkept(self):
            return ["optimizer", "lr_lambdas"]

        def state_dict(self):
            state = super().state_dict()
            state["lr_lambdas"] = [getattr(factor, "__dict__", None) or None for factor in self.lr_lambdas]
            return state

        def load_state_dict(self, state_dict):
            super().load_state_dict(state_dict)
            for factor, kept in zip(self.lr_lambdas, state_dict.get("lr_lambdas", [])):
                for name, value in (kept or {}).items():
                    setattr(factor, name, value)

    class LambdaLR(_FunctionLR):
        def get_lr(self):
            return [base * factor for base, factor in zip(self.base_lrs, self._factors())]

    class MultiplicativeLR(_FunctionLR):
        def get_lr(self):
            if self._is_initial:
                return self._rates()
            return [rate * factor for rate, factor in zip(self._rates(), self._factors())]

    """#

  /// Those that follow a cosine.
  private static let annealing = #"""
    class CosineAnnealingLR(LRScheduler):
        def __init__(self, optimizer, T_max, eta_min=0.0, last_epoch=-1):
            self.T_max = T_max
            self.eta_min = eta_min
            super().__init__(optimizer, last_epoch)

        def _height(self, epoch):
            return 1 + math.cos(math.pi * epoch / self.T_max)

        def get_lr(self):
            if self._is_initial:
                return self._rates()
            if self._step_count == 1 and self.last_epoch > 0:
                return self._closed()
            if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:
                rise = (1 - math.cos(math.pi / self.T_max)) / 2
                return [rate + (base - self.eta_min) * rise for base, rate in zip(self.base_lrs, self._rates())]
            change = self._height(self.last_epoch) / self._height(self.last_epoch - 1)
            return [change * (rate - self.eta_min) + self.eta_min for rate in self._rates()]

        def _closed(self):
            share = self._height(self.last_epoch) / 2
            return [self.eta_min + (base - self.eta_min) * share for base in self.base_lrs]

    class CosineAnnealingWarmRestarts(LRScheduler):
        def __init__(self, optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1):
            _require(isinstance(T_0, int) and T_0 > 0, f"T_0 is a whole number of epochs above 0, and this is {T_0!r}")
            _require(isinstance(T_mult, int) and T_mult >= 1, f"T_mult is a whole number from 1, and this is {T_mult!r}")
            _require(isinstance(eta_min, (int, float)), f"eta_min is a number, and this is {eta_min!r}")
            self.T_0 = T_0
            self.T_i = T_0
            self.T_mult = T_mult
            self.eta_min = eta_min
            self.T_cur = last_epoch
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            share = (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2
            return [self.eta_min + (base - self.eta_min) * share for base in self.base_lrs]

        def step(self, epoch=None):
            if epoch is None and self.last_epoch < 0:
                epoch = 0
            if epoch is None:
                epoch = self.last_epoch + 1
                self.T_cur += 1
                if self.T_cur >= self.T_i:
                    self.T_cur %= self.T_i
                    self.T_i *= self.T_mult
            else:
                _require(epoch >= 0, f"an epoch's number is not negative, and this is {epoch}")
                self._go_to(epoch)
            self.last_epoch = math.floor(epoch)
            self._set(self.get_lr())

        def _go_to(self, epoch):
            self.T_i = self.T_0
            self.T_cur = epoch
            if epoch < self.T_0:
                return
            if self.T_mult == 1:
                self.T_cur = epoch % self.T_0
                return
            restarts = int(math.log(epoch / self.T_0 * (self.T_mult - 1) + 1, self.T_mult))
            self.T_cur = epoch - self.T_0 * (self.T_mult ** restarts - 1) / (self.T_mult - 1)
            self.T_i = self.T_0 * self.T_mult ** restarts

    """#
}
