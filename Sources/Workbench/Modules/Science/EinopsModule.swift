/// `einops`: dimensions by name, as `rearrange(x, "b c (h p) (w q) -> b (h w) (p q c)", p=4, q=4)`.
enum EinopsModule {
  static let text = #"""
    class EinopsError(RuntimeError):
        pass

    # One side of a pattern: a list of groups, each a list of names; "…" is what `...` stands for.
    def _side(text, pattern):
        groups, group = [], None
        for word in text.replace("...", " … ").replace("(", " ( ").replace(")", " ) ").split():
            if word == "(":
                if group is not None:
                    raise EinopsError(f"brackets stand in brackets in \"{pattern}\"")
                group = []
            elif word == ")":
                if group is None:
                    raise EinopsError(f"a bracket is closed that is not open in \"{pattern}\"")
                groups.append(group)
                group = None
            else:
                if word != "…" and not word.isdecimal() and not word.replace("_", "a").isalnum():
                    raise EinopsError(f"\"{word}\" is no name of a dimension in \"{pattern}\"")
                if group is None:
                    groups.append([word])
                else:
                    group.append("(…)" if word == "…" else word)
        if group is not None:
            raise EinopsError(f"a bracket is not closed in \"{pattern}\"")
        names = [name for group in groups for name in group if not name.isdecimal()]
        for name in names:
            if names.count(name) > 1:
                raise EinopsError(f"{name} stands twice on one side of \"{pattern}\"")
        return groups

    # The sides of a pattern, with a name for each dimension that `...` stands for and for each that is a number.
    def _sides(pattern, rank):
        parts = pattern.split("->")
        if len(parts) != 2:
            raise EinopsError(f"a pattern has one `->`: \"{pattern}\"")
        left, right = _side(parts[0], pattern), _side(parts[1], pattern)
        if any("(…)" in group for group in left):
            raise EinopsError(f"`...` stands by itself on the left of \"{pattern}\"")
        others = sum(1 for group in left if group != ["…"])
        has_rest = ["…"] in left
        if others > rank or not has_rest and others != rank:
            raise EinopsError(f"\"{pattern}\" is of {others} dimensions, and the tensor has {rank}")
        rest = [f"…{i}" for i in range(rank - others)] if has_rest else []
        if not has_rest and any("…" in group or "(…)" in group for group in right):
            raise EinopsError(f"`...` stands on the right of \"{pattern}\" alone")
        found = []
        for group in left:
            if group == ["…"]:
                found += [[name] for name in rest]
            else:
                found.append([f"left {len(found)} {i}={name}" if name.isdecimal() else name for i, name in enumerate(group)])
        wanted = []
        for group in right:
            if group == ["…"]:
                wanted += [[name] for name in rest]
                continue
            names = []
            for i, name in enumerate(group):
                if name == "(…)":
                    names += rest
                else:
                    names.append(f"right {len(wanted)} {i}={name}" if name.isdecimal() else name)
            wanted.append(names)
        return found, wanted

    # The length of every name on the left, of a tensor of this shape.
    def _lengths(groups, shape, given, pattern):
        lengths = {}
        for group, length in zip(groups, shape):
            unknown, known = [], 1
            for name in group:
                if "=" in name:
                    lengths[name] = int(name.split("=")[1])
                elif name in given:
                    lengths[name] = int(given[name])
                else:
                    unknown.append(name)
                    continue
                known *= lengths[name]
            if len(unknown) > 1:
                raise EinopsError(f"the lengths of {' and '.join(unknown)} in \"{pattern}\" are not known: give all but one, as {unknown[0]}=…")
            if len(unknown) == 1:
                if known == 0 or length % known != 0:
                    raise EinopsError(f"a dimension of {length} is not divided by {known} in \"{pattern}\"")
                lengths[unknown[0]] = length // known
            elif known != length:
                raise EinopsError(f"({' '.join(name.split('=')[-1] for name in group)}) of \"{pattern}\" is {known}, and the tensor has {length} there")
        return lengths

    def _product(numbers):
        result = 1
        for number in numbers:
            result *= number
        return result

    def _tensor(x):
        if isinstance(x, (list, tuple)):
            return torch.stack(list(x)) if len(x) > 0 and torch.is_tensor(x[0]) else np.stack(x)
        return x

    def _permuted(x, places):
        if places == list(range(len(places))):
            return x
        return x.permute(places) if torch.is_tensor(x) else np.transpose(x, places)

    # A tensor with a dimension for each name on the left, and what the right side makes of them.
    class _Plan:
        def __init__(self, tensor, pattern, given):
            x = _tensor(tensor)
            left, self.right = _sides(pattern, len(x.shape))
            self.pattern = pattern
            self.lengths = _lengths(left, tuple(x.shape), given, pattern)
            self.names = [name for group in left for name in group]
            wanted = [name for group in self.right for name in group]
            for name in given:
                if name not in self.names and name not in wanted:
                    raise EinopsError(f"{name} is given, and stands nowhere in \"{pattern}\"")
            self.kept = [name for name in wanted if name in self.names]
            self.gone = [name for name in self.names if name not in wanted]
            self.new = [name for name in wanted if name not in self.names]
            x = x.reshape([self.lengths[name] for name in self.names])
            self.x = _permuted(x, [self.names.index(name) for name in self.kept + self.gone])

        def shape(self, names):
            return [self.lengths[name] for name in names]

        # Nothing but 1 may come on the right.
        def check_right(self, advice):
            for name in self.new:
                if not name.endswith("=1"):
                    raise EinopsError(f"{name.split('=')[-1]} stands on the right of \"{self.pattern}\" alone{advice}")
                self.lengths[name] = 1

        # Nothing but 1 may go on the left.
        def check_left(self, advice):
            for name in self.gone:
                if "=" not in name or self.lengths[name] != 1:
                    raise EinopsError(f"{name.split('=')[-1]} stands on the left of \"{self.pattern}\" alone{advice}")

        def grouped(self, x):
            return x.reshape([_product(self.shape(group)) for group in self.right])

    def rearrange(tensor, pattern, **axes_lengths):
        plan = _Plan(tensor, pattern, axes_lengths)
        plan.check_right(": einops.repeat makes new dimensions")
        plan.check_left(": einops.reduce leaves dimensions out")
        return plan.grouped(plan.x)

    def reduce(tensor, pattern, reduction, **axes_lengths):
        plan = _Plan(tensor, pattern, axes_lengths)
        plan.check_right("")
        x, place = plan.x, len(plan.kept)
        if len(plan.gone) > 0:
            x = x.reshape(plan.shape(plan.kept) + [_product(plan.shape(plan.gone))])
            if callable(reduction):
                x = reduction(x, (place,))
            elif reduction not in ("min", "max", "sum", "mean", "prod", "any", "all"):
                raise EinopsError(f"a reduction is min, max, sum, mean, prod, any or all, and this is {reduction}")
            elif torch.is_tensor(x):
                x = getattr(torch, {"min": "amin", "max": "amax"}.get(reduction, reduction))(x, place)
            else:
                x = getattr(x, reduction)(place)
        return plan.grouped(x)

    def repeat(tensor, pattern, **axes_lengths):
        plan = _Plan(tensor, pattern, axes_lengths)
        plan.check_left("")
        for name in plan.new:
            if "=" not in name and name not in axes_lengths:
                raise EinopsError(f"{name} of \"{pattern}\" is new: how long is it? {name}=…")
            plan.lengths[name] = int(name.split("=")[1]) if "=" in name else int(axes_lengths[name])
        wanted = [name for group in plan.right for name in group]
        x = plan.x.reshape([1 if name in plan.new else plan.lengths[name] for name in wanted])
        x = x.expand(plan.shape(wanted)) if torch.is_tensor(x) else np.broadcast_to(x, plan.shape(wanted))
        return plan.grouped(x)

    def parse_shape(x, pattern):
        groups = _side(pattern, pattern)
        if len(groups) != len(x.shape):
            raise EinopsError(f"\"{pattern}\" is of {len(groups)} dimensions, and the tensor has {len(x.shape)}")
        return {group[0]: length for group, length in zip(groups, x.shape) if group[0] != "_"}

    def einsum(*operands):
        pattern, tensors = operands[-1], operands[:-1]
        sides = pattern.split("->")
        letters = {}
        def short(text):
            words = []
            for word in text.replace("...", " … ").split():
                if word == "…":
                    words.append("...")
                    continue
                if word not in letters:
                    letters[word] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)]
                words.append(letters[word])
            return "".join(words)
        equation = ",".join(short(part) for part in sides[0].split(",")) + "->" + short(sides[1])
        return torch.einsum(equation, *tensors)

    class Rearrange(nn.Module):
        def __init__(self, pattern, **axes_lengths):
            super().__init__()
            self.pattern = pattern
            self.axes_lengths = axes_lengths

        def forward(self, input):
            return rearrange(input, self.pattern, **self.axes_lengths)

        def extra_repr(self):
            return ", ".join([repr(self.pattern)] + [f"{name}={length}" for name, length in self.axes_lengths.items()])

    class Reduce(nn.Module):
        def __init__(self, pattern, reduction, **axes_lengths):
            super().__init__()
            self.pattern = pattern
            self.reduction = reduction
            self.axes_lengths = axes_lengths

        def forward(self, input):
            return reduce(input, self.pattern, self.reduction, **self.axes_lengths)

        def extra_repr(self):
            return ", ".join([repr(self.pattern), repr(self.reduction)] + [f"{name}={length}" for name, length in self.axes_lengths.items()])
    """#
}
