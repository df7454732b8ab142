/// Python's `copy`.
enum CopyModule {
  static let text = #"""
    class Error(Exception):
        pass

    _shared = (
        "NoneType", "None", "bool", "int", "float", "str", "function", "builtin_function_or_method", "type", "class", "range",
        "slice", "module", "ellipsis", "NotImplementedType", "device", "dtype", "command")

    def _is_shared(x):
        return x is None or isinstance(x, (bool, int, float, str)) or type(x).__name__ in _shared or (
            callable(x) and not hasattr(x, "__dict__") and not _is_module(x))

    def _is_module(x):
        return isinstance(x, nn.Module)

    def _refuse(x, verb):
        if _is_module(x):
            raise TypeError(
                f"{verb} copies no networks: deepcopy does, and {verb}(net.state_dict()) keeps the weights alone")
        raise TypeError(f"{verb} copies numbers, texts, containers, tensors and objects of classes, and this is a {type(x).__name__}")

    def _is_object(x):
        return hasattr(x, "__dict__") and not isinstance(x, (type, BaseException)) and not _is_module(x)

    def copy(x):
        if hasattr(x, "_copied_criterion"):
            return x._copied_criterion()
        if _is_object(x) and hasattr(x, "__copy__"):
            return x.__copy__()
        if type(x) is list or type(x) is dict or type(x) is set:
            return x.copy()
        if isinstance(x, tuple) and hasattr(x, "_make"):
            return _tuple_like(x, x)
        if isinstance(x, (tuple, frozenset)) or _is_shared(x):
            return x
        if torch.is_tensor(x):
            # It looks into the same numbers.
            return x.detach().requires_grad_(x.requires_grad)
        if type(x).__name__ == "ndarray":
            return x.copy()
        if not _is_object(x):
            _refuse(x, "copy")
        new = object.__new__(type(x))
        if isinstance(x, dict):
            dict.update(new, x)
        for name, value in x.__dict__.items():
            object.__setattr__(new, name, value)
        return new

    def _known_copies(memo):
        if "copies of networks" not in memo:
            memo["copies of networks"] = _copies()
        return memo["copies of networks"]

    # What they hold is copied one by one.
    _kept_apart = ("training", "_parameters", "_buffers", "_modules")

    def _network(x, memo):
        def inner(value):
            return deepcopy(value, memo)
        if not hasattr(x, "__dict__"):
            return _copied_network(x, _known_copies(memo), inner)
        new = object.__new__(type(x))
        memo[id(x)] = new
        _copied_part(x, new, inner)
        own = {name: value for name, value in x.__dict__.items() if name not in _kept_apart}
        for attributes in (own, x._parameters, x._buffers, x._modules):
            for name, value in attributes.items():
                object.__setattr__(new, name, deepcopy(value, memo))
        new.__dict__["training"] = x.training
        return new

    def deepcopy(x, memo=None):
        if memo is None:
            memo = {}
        key = id(x)
        if hasattr(x, "_copied_criterion"):
            if key not in memo:
                memo[key] = x._copied_criterion()
            return memo[key]
        if not _is_shared(x) and key in memo:
            return memo[key]
        if _is_module(x) and not hasattr(x, "__deepcopy__"):
            new = _network(x, memo)
        elif _is_object(x):
            if hasattr(x, "__deepcopy__"):
                new = x.__deepcopy__(memo)
            else:
                new = object.__new__(type(x))
                memo[key] = new
                if isinstance(x, dict):
                    for name, value in x.items():
                        dict.__setitem__(new, deepcopy(name, memo), deepcopy(value, memo))
                for name, value in x.__dict__.items():
                    object.__setattr__(new, name, deepcopy(value, memo))
        elif isinstance(x, list):
            new = []
            memo[key] = new
            for item in x:
                new.append(deepcopy(item, memo))
        elif isinstance(x, dict):
            new = {}
            memo[key] = new
            for name, value in x.items():
                new[deepcopy(name, memo)] = deepcopy(value, memo)
        elif isinstance(x, tuple):
            items = [deepcopy(item, memo) for item in x]
            if key in memo:
                return memo[key]
            new = x if all(one is other for one, other in zip(x, items)) else _tuple_like(x, items)
        elif isinstance(x, (set, frozenset)):
            new = type(x)([deepcopy(item, memo) for item in x])
        elif torch.is_tensor(x):
            if x.requires_grad and not x.is_leaf:
                raise RuntimeError(
                    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment: "
                    + "x.detach() is one")
            if isinstance(x, nn.Parameter):
                new = _copied_parameter(x, _known_copies(memo))
            else:
                new = x.detach().clone().requires_grad_(x.requires_grad)
        elif type(x).__name__ == "ndarray":
            new = x.copy()
        elif type(x).__name__ == "method":
            new = getattr(deepcopy(x.__self__, memo), x.__name__)
        elif _is_shared(x):
            return x
        else:
            _refuse(x, "deepcopy")
        memo[key] = new
        # As long as the copying lasts, nothing else takes its place in memory and with it its number.
        memo.setdefault(id(memo), []).append(x)
        return new
    """#
}
