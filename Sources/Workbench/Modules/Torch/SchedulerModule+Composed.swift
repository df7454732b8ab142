/// Schedules that rise and fall, that are made of others, and the one that looks at a loss.
extension SchedulerModule {
  /// Those that go up and down, and the optimizer's momentum against them.
  static let cycles = #"""
    class _Cycle(LRScheduler):
        def _begin_momentum(self, base, highest, last_epoch):
            groups = self.optimizer.param_groups
            _require(
                "momentum" in groups[0] or "betas" in groups[0],
                f"{type(self).__name__} moves the momentum too, and this optimizer has none: cycle_momentum=False")
            self.use_beta1 = "betas" in groups[0]
            lows, highs = _each("base_momentum", self.optimizer, base), _each("max_momentum", self.optimizer, highest)
            if last_epoch == -1:
                for group, low, high in zip(groups, lows, highs):
                    self._set_momentum(group, high)
                    group["max_momentum"] = high
                    group["base_momentum"] = low
            return lows, highs

        def _set_momentum(self, group, momentum):
            if self.use_beta1:
                group["betas"] = (momentum, group["betas"][1])
            else:
                group["momentum"] = momentum

    class CyclicLR(_Cycle):
        def __init__(self, optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular", gamma=1.0,
                     scale_fn=None, scale_mode="cycle", cycle_momentum=True, base_momentum=0.8, max_momentum=0.9,
                     last_epoch=-1):
            self._take(optimizer)
            base_lrs = _each("base_lr", optimizer, base_lr)
            self.max_lrs = _each("max_lr", optimizer, max_lr)
            modes = ["triangular", "triangular2", "exp_range"]
            _require(scale_fn is not None or mode in modes, f"CyclicLR's mode is one of {modes}, and this is {mode!r}")
            if last_epoch == -1:
                for group, rate in zip(optimizer.param_groups, base_lrs):
                    group["lr"] = rate
            up = float(step_size_up)
            self.total_size = up + (up if step_size_down is None else float(step_size_down))
            self.step_ratio = up / self.total_size
            self.mode = mode
            self.gamma = gamma
            self._scale_fn_custom = scale_fn
            self.scale_mode = scale_mode if scale_fn is not None else "iterations" if mode == "exp_range" else "cycle"
            self.cycle_momentum = cycle_momentum
            if cycle_momentum:
                self.base_momentums, self.max_momentums = self._begin_momentum(base_momentum, max_momentum, last_epoch)
            super().__init__(optimizer, last_epoch)
            self.base_lrs = base_lrs

        def scale_fn(self, x):
            if self._scale_fn_custom is not None:
                return self._scale_fn_custom(x)
            if self.mode == "triangular2":
                return 1 / 2.0 ** (x - 1)
            return self.gamma ** x if self.mode == "exp_range" else 1.0

        def get_lr(self):
            cycle = math.floor(1 + self.last_epoch / self.total_size)
            place = 1.0 + self.last_epoch / self.total_size - cycle
            height = place / self.step_ratio if place <= self.step_ratio else (place - 1) / (self.step_ratio - 1)
            scale = self.scale_fn(cycle if self.scale_mode == "cycle" else self.last_epoch)
            if self.cycle_momentum:
                momentums = zip(self.base_momentums, self.max_momentums)
                for group, (lowest, highest) in zip(self.optimizer.param_groups, momentums):
                    self._set_momentum(group, highest - (highest - lowest) * height * scale)
            return [
                base + (highest - base) * height * scale for base, highest in zip(self.base_lrs, self.max_lrs)]

        def _unkept(self):
            return ["optimizer", "_scale_fn_custom"]

    class OneCycleLR(_Cycle):
        def __init__(self, optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
                     anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0,
                     final_div_factor=1e4, three_phase=False, last_epoch=-1):
            self._take(optimizer)
            counts = [total_steps] if total_steps is not None else [epochs, steps_per_epoch]
            _require(None not in counts, "OneCycleLR takes total_steps, or epochs and steps_per_epoch")
            for count in counts:
                _require(isinstance(count, int) and count > 0, f"a number of steps is whole and above 0, and this is {count!r}")
            self.total_steps = total_steps if total_steps is not None else epochs * steps_per_epoch
            _require(
                isinstance(pct_start, float) and 0 <= pct_start <= 1,
                f"pct_start is a share from 0.0 to 1.0, and this is {pct_start!r}")
            _require(
                anneal_strategy in ["cos", "linear"], f"anneal_strategy is 'cos' or 'linear', and this is {anneal_strategy!r}")
            self._anneal_func_type = anneal_strategy
            top = float(pct_start * self.total_steps) - 1
            rise = [top, "initial_lr", "max_lr", "max_momentum", "base_momentum"]
            fall = [self.total_steps - 1, "max_lr", "min_lr", "base_momentum", "max_momentum"]
            if three_phase:
                back = float(2 * pct_start * self.total_steps) - 2
                fall = [self.total_steps - 1, "initial_lr", "min_lr", "max_momentum", "max_momentum"]
                phases = [rise, [back, "max_lr", "initial_lr", "base_momentum", "max_momentum"], fall]
            else:
                phases = [rise, fall]
            names = ["end_step", "start_lr", "end_lr", "start_momentum", "end_momentum"]
            self._schedule_phases = [dict(zip(names, phase)) for phase in phases]
            if last_epoch == -1:
                for group, highest in zip(optimizer.param_groups, _each("max_lr", optimizer, max_lr)):
                    group["initial_lr"] = highest / div_factor
                    group["max_lr"] = highest
                    group["min_lr"] = group["initial_lr"] / final_div_factor
            self.cycle_momentum = cycle_momentum
            if cycle_momentum:
                self._begin_momentum(base_momentum, max_momentum, last_epoch)
            super().__init__(optimizer, last_epoch)

        def _between(self, start, end, share):
            if self._anneal_func_type == "linear":
                return (end - start) * share + start
            return end + (start - end) / 2.0 * (math.cos(math.pi * share) + 1)

        def get_lr(self):
            _require(
                self.last_epoch <= self.total_steps,
                f"OneCycleLR has {self.total_steps} steps in all, and this is step {self.last_epoch}")
            start = 0.0
            for phase in self._schedule_phases:
                if self.last_epoch <= phase["end_step"] or phase is self._schedule_phases[-1]:
                    break
                start = phase["end_step"]
            share = (self.last_epoch - start) / (phase["end_step"] - start)
            if self.cycle_momentum:
                for group in self.optimizer.param_groups:
                    momentums = [group[phase["start_momentum"]], group[phase["end_momentum"]]]
                    self._set_momentum(group, self._between(*momentums, share))
            return [
                self._between(group[phase["start_lr"]], group[phase["end_lr"]], share)
                for group in self.optimizer.param_groups]

    """#

  /// Those that are made of others.
  static let composed = #"""
    class _Composed(LRScheduler):
        def _compose(self, optimizer, schedulers):
            name = type(self).__name__
            _require(len(schedulers) > 0, f"{name} is made of other schedules, and there are none")
            for scheduler in schedulers:
                if not hasattr(scheduler, "optimizer"):
                    raise TypeError(f"{name} is made of other schedules, and {scheduler!r} is none")
                _require(
                    not isinstance(scheduler, ReduceLROnPlateau),
                    f"{name} steps without a measure, which ReduceLROnPlateau needs: step that one by itself")
                _require(scheduler.optimizer is optimizer, f"{name} is made of schedules of one optimizer")
            self.optimizer = optimizer
            self._schedulers = schedulers

        def _unkept(self):
            return ["optimizer", "_schedulers"]

        def state_dict(self):
            state = super().state_dict()
            state["_schedulers"] = [scheduler.state_dict() for scheduler in self._schedulers]
            return state

        def load_state_dict(self, state_dict):
            super().load_state_dict(state_dict)
            for scheduler, state in zip(self._schedulers, state_dict["_schedulers"]):
                scheduler.load_state_dict(state)

    class ChainedScheduler(_Composed):
        def __init__(self, schedulers, optimizer=None):
            _require(len(schedulers) > 0, "ChainedScheduler is made of other schedules, and there are none")
            self._compose(optimizer if optimizer is not None else schedulers[0].optimizer, schedulers)
            self._last_lr = self._rates()

        def step(self):
            for scheduler in self._schedulers:
                scheduler.step()
            self._last_lr = self._rates()

    class SequentialLR(_Composed):
        def __init__(self, optimizer, schedulers, milestones, last_epoch=-1):
            self._compose(optimizer, schedulers)
            _require(
                len(milestones) == len(schedulers) - 1,
                f"between {len(schedulers)} schedules there are {len(schedulers) - 1} milestones, and not {len(milestones)}")
            self._milestones = milestones
            self.last_epoch = last_epoch + 1
            # All have taken a first step when they were made: it is taken back, and then taken by the first alone.
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"]
            self._take_back(self)
            first = self._present(0)
            first._initial_step()
            self._last_lr = first.get_last_lr()

        def _take_back(self, schedule):
            if hasattr(schedule, "_schedulers"):
                for part in schedule._schedulers:
                    self._take_back(part)
            elif hasattr(schedule, "last_epoch"):
                schedule.last_epoch -= 1

        def _present(self, epoch):
            return self._schedulers[sum([1 for milestone in self._milestones if milestone <= epoch])]

        def step(self):
            self.last_epoch += 1
            scheduler = self._present(self.last_epoch)
            if self.last_epoch in self._milestones:
                scheduler._update_lr(0)
            else:
                scheduler.step()
            self._last_lr = scheduler.get_last_lr()

    """#

  /// The one that looks at a measure.
  static let plateau = #"""
    class ReduceLROnPlateau(LRScheduler):
        def __init__(self, optimizer, mode="min", factor=0.1, patience=10, threshold=1e-4, threshold_mode="rel",
                     cooldown=0, min_lr=0, eps=1e-8):
            _require(factor < 1.0, f"ReduceLROnPlateau takes a factor below 1, and this is {factor}")
            _require(mode in ["min", "max"], f"mode is 'min' or 'max', and this is {mode!r}")
            _require(threshold_mode in ["rel", "abs"], f"threshold_mode is 'rel' or 'abs', and this is {threshold_mode!r}")
            self._take(optimizer)
            self.factor = factor
            self.default_min_lr = None if isinstance(min_lr, (list, tuple)) else min_lr
            self.min_lrs = _each("min_lr", optimizer, min_lr)
            self.patience = patience
            self.cooldown = cooldown
            self.eps = eps
            self.last_epoch = 0
            self._last_lr = self._rates()
            self.mode = mode
            self.threshold = threshold
            self.threshold_mode = threshold_mode
            self.mode_worse = math.inf if mode == "min" else -math.inf
            self._reset()

        def _reset(self):
            self.best = self.mode_worse
            self.cooldown_counter = 0
            self.num_bad_epochs = 0

        @property
        def in_cooldown(self):
            return self.cooldown_counter > 0

        def _is_better(self, value, best):
            sign = -1 if self.mode == "min" else 1
            if self.threshold_mode == "rel":
                limit = best * (1 + sign * self.threshold)
            else:
                limit = best + sign * self.threshold
            return value < limit if self.mode == "min" else value > limit

        def step(self, metrics, epoch=None):
            value = float(metrics)
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
            if self._is_better(value, self.best):
                self.best = value
                self.num_bad_epochs = 0
            else:
                self.num_bad_epochs += 1
            if self.in_cooldown:
                self.cooldown_counter -= 1
                self.num_bad_epochs = 0
            if self.num_bad_epochs > self.patience:
                for group, lowest in zip(self.optimizer.param_groups, self.min_lrs):
                    rate = max(group["lr"] * self.factor, lowest)
                    if group["lr"] - rate > self.eps:
                        group["lr"] = rate
                self.cooldown_counter = self.cooldown
                self.num_bad_epochs = 0
            self._last_lr = self._rates()
    """#
}
