/// `torch.optim.lr_scheduler`: learning rates that change from epoch to epoch, by the recursions in which PyTorch's
/// documentation gives them.
enum SchedulerModule {
  static let text = #"""
    class LRScheduler:
        def __init__(self, optimizer, last_epoch=-1):
            if last_epoch != -1:
                raise ValueError("a schedule begins at its beginning here: leave last_epoch at -1")
            self.optimizer = optimizer
            self.base_lrs = [group["lr"] for group in optimizer.param_groups]
            self.last_epoch = 0
            self._set(self.get_lr())

        def get_lr(self):
            return [group["lr"] for group in self.optimizer.param_groups]

        def get_last_lr(self):
            return [group["lr"] for group in self.optimizer.param_groups]

        def _set(self, rates):
            for group, rate in zip(self.optimizer.param_groups, rates):
                group["lr"] = rate

        def step(self, epoch=None):
            if epoch is not None:
                raise ValueError("step takes no epoch here: each call is one further")
            self.last_epoch += 1
            self._set(self.get_lr())

        def state_dict(self):
            return {
                name: value for name, value in self.__dict__.items()
                if name != "optimizer" and not callable(value) and name != "lr_lambdas"}

        def load_state_dict(self, state_dict):
            for name, value in state_dict.items():
                setattr(self, name, value)

    _LRScheduler = LRScheduler

    class StepLR(LRScheduler):
        def __init__(self, optimizer, step_size, gamma=0.1, last_epoch=-1):
            self.step_size = step_size
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            rates = self.get_last_lr()
            if self.last_epoch == 0 or self.last_epoch % self.step_size != 0:
                return rates
            return [rate * self.gamma for rate in rates]

    class MultiStepLR(LRScheduler):
        def __init__(self, optimizer, milestones, gamma=0.1, last_epoch=-1):
            self.milestones = sorted(milestones)
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            times = self.milestones.count(self.last_epoch)
            return [rate * self.gamma ** times for rate in self.get_last_lr()]

    class ExponentialLR(LRScheduler):
        def __init__(self, optimizer, gamma, last_epoch=-1):
            self.gamma = gamma
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return self.get_last_lr()
            return [rate * self.gamma for rate in self.get_last_lr()]

    class ConstantLR(LRScheduler):
        def __init__(self, optimizer, factor=1 / 3, total_iters=5, last_epoch=-1):
            self.factor = factor
            self.total_iters = total_iters
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return [rate * self.factor for rate in self.get_last_lr()]
            if self.last_epoch != self.total_iters:
                return self.get_last_lr()
            return [rate / self.factor for rate in self.get_last_lr()]

    class LinearLR(LRScheduler):
        def __init__(self, optimizer, start_factor=1 / 3, end_factor=1.0, total_iters=5, last_epoch=-1):
            self.start_factor = start_factor
            self.end_factor = end_factor
            self.total_iters = total_iters
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return [rate * self.start_factor for rate in self.get_last_lr()]
            if self.last_epoch > self.total_iters:
                return self.get_last_lr()
            slope = self.end_factor - self.start_factor
            before = self.total_iters * self.start_factor + (self.last_epoch - 1) * slope
            return [rate * (1 + slope / before) for rate in self.get_last_lr()]

    class PolynomialLR(LRScheduler):
        def __init__(self, optimizer, total_iters=5, power=1.0, last_epoch=-1):
            self.total_iters = total_iters
            self.power = power
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0 or self.last_epoch > self.total_iters:
                return self.get_last_lr()
            now = 1 - self.last_epoch / self.total_iters
            before = 1 - (self.last_epoch - 1) / self.total_iters
            return [rate * (now / before) ** self.power for rate in self.get_last_lr()]

    class CosineAnnealingLR(LRScheduler):
        def __init__(self, optimizer, T_max, eta_min=0.0, last_epoch=-1):
            self.T_max = T_max
            self.eta_min = eta_min
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return self.get_last_lr()
            if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:
                rise = (1 - math.cos(math.pi / self.T_max)) / 2
                return [
                    rate + (base - self.eta_min) * rise for base, rate in zip(self.base_lrs, self.get_last_lr())]
            now = 1 + math.cos(math.pi * self.last_epoch / self.T_max)
            before = 1 + math.cos(math.pi * (self.last_epoch - 1) / self.T_max)
            return [now / before * (rate - self.eta_min) + self.eta_min for rate in self.get_last_lr()]

    class CosineAnnealingWarmRestarts(LRScheduler):
        def __init__(self, optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1):
            self.T_i = T_0
            self.T_mult = T_mult
            self.eta_min = eta_min
            self.T_cur = -1
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            self.T_cur += 1
            if self.T_cur >= self.T_i:
                self.T_cur -= self.T_i
                self.T_i *= self.T_mult
            share = (1 + math.cos(math.pi * self.T_cur / self.T_i)) / 2
            return [self.eta_min + (base - self.eta_min) * share for base in self.base_lrs]

    class LambdaLR(LRScheduler):
        def __init__(self, optimizer, lr_lambda, last_epoch=-1):
            self.lr_lambdas = lr_lambda if isinstance(lr_lambda, (list, tuple)) else [lr_lambda]
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            return [base * factor(self.last_epoch) for base, factor in zip(self.base_lrs, self.lr_lambdas)]

    class MultiplicativeLR(LRScheduler):
        def __init__(self, optimizer, lr_lambda, last_epoch=-1):
            self.lr_lambdas = lr_lambda if isinstance(lr_lambda, (list, tuple)) else [lr_lambda]
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            if self.last_epoch == 0:
                return self.get_last_lr()
            return [rate * factor(self.last_epoch) for rate, factor in zip(self.get_last_lr(), self.lr_lambdas)]

    class ReduceLROnPlateau:
        def __init__(self, optimizer, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel",
                     cooldown=0, min_lr=0, eps=1e-8):
            if factor >= 1.0:
                raise ValueError("Factor should be < 1.0.")
            if mode not in ["min", "max"]:
                raise ValueError(f"mode {mode} is unknown!")
            if threshold_mode not in ["rel", "abs"]:
                raise ValueError(f"threshold mode {threshold_mode} is unknown!")
            self.optimizer = optimizer
            self.mode = mode
            self.factor = factor
            self.patience = patience
            self.threshold = threshold
            self.threshold_mode = threshold_mode
            self.cooldown = cooldown
            self.min_lr = min_lr
            self.eps = eps
            self.best = math.inf if mode == "min" else -math.inf
            self.num_bad_epochs = 0
            self.cooldown_counter = 0
            self.last_epoch = 0

        def is_better(self, value, best):
            sign = -1 if self.mode == "min" else 1
            if self.threshold_mode == "rel":
                limit = best * (1 + sign * self.threshold)
            else:
                limit = best + sign * self.threshold
            return value < limit if self.mode == "min" else value > limit

        def step(self, metrics, epoch=None):
            value = float(metrics)
            self.last_epoch += 1
            if self.is_better(value, self.best):
                self.best = value
                self.num_bad_epochs = 0
            else:
                self.num_bad_epochs += 1
            if self.cooldown_counter > 0:
                self.cooldown_counter -= 1
                self.num_bad_epochs = 0
            if self.num_bad_epochs > self.patience:
                for group in self.optimizer.param_groups:
                    rate = max(group["lr"] * self.factor, self.min_lr)
                    if group["lr"] - rate > self.eps:
                        group["lr"] = rate
                self.cooldown_counter = self.cooldown
                self.num_bad_epochs = 0

        def get_last_lr(self):
            return [group["lr"] for group in self.optimizer.param_groups]

        def state_dict(self):
            return {name: value for name, value in self.__dict__.items() if name != "optimizer"}

        def load_state_dict(self, state_dict):
            for name, value in state_dict.items():
                setattr(self, name, value)
    """#
}
