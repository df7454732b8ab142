/// `torch.nn`: what holds parameters and modules.
extension LayersModule {
  static let containers = #"""
    class ParameterList(Module):
        def __init__(self, values=()):
            super().__init__()
            self._count = 0
            for value in values:
                self.append(value)

        def append(self, value):
            setattr(self, str(self._count), value if isinstance(value, Parameter) else Parameter(value))
            self._count += 1
            return self

        def extend(self, values):
            for value in values:
                self.append(value)
            return self

        def __len__(self):
            return self._count

        def __getitem__(self, index):
            if not -self._count <= index < self._count:
                raise IndexError(f"index {index} is out of range")
            return getattr(self, str(index % self._count))

        def __iter__(self):
            return iter([getattr(self, str(index)) for index in range(self._count)])

    class ParameterDict(Module):
        def __init__(self, parameters=None):
            super().__init__()
            self._names = []
            if parameters is not None:
                self.update(parameters)

        def __setitem__(self, key, value):
            setattr(self, key, value if isinstance(value, Parameter) else Parameter(value))
            if key not in self._names:
                self._names.append(key)

        def __getitem__(self, key):
            if key not in self._names:
                raise KeyError(key)
            return getattr(self, key)

        def __contains__(self, key):
            return key in self._names

        def __len__(self):
            return len(self._names)

        def __iter__(self):
            return iter(list(self._names))

        def keys(self):
            return list(self._names)

        def values(self):
            return [getattr(self, name) for name in self._names]

        def items(self):
            return [(name, getattr(self, name)) for name in self._names]

        def update(self, parameters):
            for name, value in dict(parameters).items():
                self[name] = value

    class DataParallel(Module):
        def __init__(self, module, device_ids=None, output_device=None, dim=0):
            super().__init__()
            self.module = module

        def forward(self, *inputs, **options):
            return self.module(*inputs, **options)
    """#
}
