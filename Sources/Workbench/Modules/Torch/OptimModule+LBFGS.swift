/// `torch.optim.LBFGS`: a step along the direction that the last changes of the gradient suggest (Nocedal 1980), as long as
/// PyTorch makes it, or as its line search finds it by the strong Wolfe conditions (Nocedal & Wright, algorithms 3.5 and 3.6).
///
/// What decides, lengths and products, is computed in plain numbers.
extension OptimModule {
  static let quasiNewton = #"""
    def _cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
        low, high = bounds if bounds is not None else (min(x1, x2), max(x1, x2))
        slope = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
        square = slope * slope - g1 * g2
        if square < 0:
            return (low + high) / 2
        root = math.sqrt(square)
        if x1 <= x2:
            place = x2 - (x2 - x1) * ((g2 + root - slope) / (g2 - g1 + 2 * root))
        else:
            place = x1 - (x1 - x2) * ((g1 + root - slope) / (g1 - g2 + 2 * root))
        return min(max(place, low), high)

    class _Point:
        def __init__(self, place, value, gradient, direction):
            self.place = place
            self.value = value
            self.gradient = gradient
            self.slope = float(gradient.dot(direction))

    def _wolfe(evaluate, length, direction, start, tolerance, most, decrease=1e-4, curvature=0.9):
        size = float(direction.abs().max())
        before, now, count = start, evaluate(length), 1
        bracket, done, tries = None, False, 0
        def too_high(point):
            return point.value > start.value + decrease * point.place * start.slope
        while tries < most:
            if too_high(now) or (tries > 1 and now.value >= before.value) or now.slope >= 0 and abs(now.slope) > -curvature * start.slope:
                bracket = [before, now]
                break
            if abs(now.slope) <= -curvature * start.slope:
                bracket, done = [now], True
                break
            bounds = (now.place + 0.01 * (now.place - before.place), now.place * 10)
            length = _cubic_minimum(before.place, before.value, before.slope, now.place, now.value, now.slope, bounds)
            before, now = now, evaluate(length)
            count += 1
            tries += 1
        if bracket is None:
            bracket = [start, now]
        stalled = False
        low, high = (0, 1) if bracket[0].value <= bracket[-1].value else (1, 0)
        while not done and tries < most:
            a, b = bracket
            if abs(b.place - a.place) * size < tolerance:
                break
            length = _cubic_minimum(a.place, a.value, a.slope, b.place, b.value, b.slope)
            first, last = min(a.place, b.place), max(a.place, b.place)
            margin = 0.1 * (last - first)
            if min(last - length, length - first) < margin:
                if stalled or length >= last or length <= first:
                    length = last - margin if abs(length - last) < abs(length - first) else first + margin
                    stalled = False
                else:
                    stalled = True
            else:
                stalled = False
            now = evaluate(length)
            count += 1
            tries += 1
            if too_high(now) or now.value >= bracket[low].value:
                bracket[high] = now
                low, high = (0, 1) if bracket[0].value <= bracket[1].value else (1, 0)
            else:
                if abs(now.slope) <= -curvature * start.slope:
                    done = True
                elif now.slope * (bracket[high].place - bracket[low].place) >= 0:
                    bracket[high] = bracket[low]
                bracket[low] = now
        return bracket[low if len(bracket) > 1 else 0], count

    class LBFGS(Optimizer):
        def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                     history_size=100, line_search_fn=None, *, maximize=False):
            _require(0.0 <= lr, f"Invalid learning rate: {lr}")
            super().__init__(params, dict(
                lr=lr, max_iter=max_iter, max_eval=max_iter * 5 // 4 if max_eval is None else max_eval,
                tolerance_grad=tolerance_grad, tolerance_change=tolerance_change, history_size=history_size,
                line_search_fn=line_search_fn, maximize=maximize))
            _require(len(self.param_groups) == 1, "LBFGS doesn't support per-parameter options (parameter groups)")
            self._params = self.param_groups[0]["params"]

        def _gradient(self):
            parts = [torch.zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self._params]
            flat = torch.cat(parts, 0)
            return -flat if self.param_groups[0]["maximize"] else flat.clone()

        def _move(self, length, direction):
            start = 0
            for p in self._params:
                end = start + p.numel()
                p.add_(direction[start:end].view_as(p), alpha=length)
                start = end

        def _loss(self, closure):
            with torch.enable_grad():
                loss = closure()
            return loss, -float(loss) if self.param_groups[0]["maximize"] else float(loss)

        def step(self, closure):
            if len(self._params) == 0:
                return self._loss(closure)[0]
            with torch.no_grad():
                return self._steps(closure)

        def _direction(self, state, gradient, history):
            change, moved = gradient - state["prev_flat_grad"], state["d"] * state["t"]
            curvature = float(change.dot(moved))
            if curvature > 1e-10:
                if len(state["old_dirs"]) == history:
                    for name in ("old_dirs", "old_stps", "ro"):
                        state[name].pop(0)
                state["old_dirs"].append(change)
                state["old_stps"].append(moved)
                state["ro"].append(1.0 / curvature)
                state["H_diag"] = curvature / float(change.dot(change))
            known = list(zip(state["old_dirs"], state["old_stps"], state["ro"]))
            direction, factors = -gradient, []
            for change, moved, share in reversed(known):
                factors.append(float(moved.dot(direction)) * share)
                direction.add_(change, alpha=-factors[-1])
            direction = direction * state["H_diag"]
            for (change, moved, share), factor in zip(known, reversed(factors)):
                direction.add_(moved, alpha=factor - float(change.dot(direction)) * share)
            return direction

        def _steps(self, closure):
            group, state = self.param_groups[0], self.state[self._params[0]]
            rate, search = float(group["lr"]), group["line_search_fn"]
            if search is not None and search != "strong_wolfe":
                raise RuntimeError("only 'strong_wolfe' is supported")
            state.setdefault("func_evals", 0)
            state.setdefault("n_iter", 0)
            first, loss = self._loss(closure)
            evaluations = 1
            state["func_evals"] += 1
            gradient = self._gradient()
            if float(gradient.abs().max()) <= group["tolerance_grad"]:
                return first
            tries = 0
            while tries < group["max_iter"]:
                tries += 1
                state["n_iter"] += 1
                if state["n_iter"] == 1:
                    state["d"] = -gradient
                    state["old_dirs"], state["old_stps"], state["ro"], state["H_diag"] = [], [], [], 1
                    state["t"] = min(1.0, 1.0 / float(gradient.abs().sum())) * rate
                else:
                    state["d"] = self._direction(state, gradient, group["history_size"])
                    state["t"] = rate
                state["prev_flat_grad"], before = gradient.clone(), loss
                direction = state["d"]
                start = _Point(0, loss, gradient, direction)
                if start.slope > -group["tolerance_change"]:
                    break
                count = 0
                if search is not None:
                    origin = [p.clone() for p in self._params]
                    def evaluate(length):
                        self._move(length, direction)
                        point = _Point(length, self._loss(closure)[1], self._gradient(), direction)
                        for p, kept in zip(self._params, origin):
                            p.copy_(kept)
                        return point
                    found, count = _wolfe(
                        evaluate, state["t"], direction, start, group["tolerance_change"], group["max_eval"] - evaluations)
                    loss, gradient, state["t"] = found.value, found.gradient, found.place
                    self._move(state["t"], direction)
                else:
                    self._move(state["t"], direction)
                    if tries != group["max_iter"]:
                        loss = self._loss(closure)[1]
                        gradient = self._gradient()
                        count = 1
                evaluations += count
                state["func_evals"] += count
                if evaluations >= group["max_eval"] or float(gradient.abs().max()) <= group["tolerance_grad"]:
                    break
                if float((direction * state["t"]).abs().max()) <= group["tolerance_change"]:
                    break
                if abs(loss - before) < group["tolerance_change"]:
                    break
            state["prev_loss"] = before
            return first
    """#
}
