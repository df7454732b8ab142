/// `torch.nn.utils.weight_norm` and its newer form: a layer's weight as a direction and a length (Salimans & Kingma 2016).
///
/// A layer of the table keeps its weight, and so another layer comes out, which stands for it. The one that was given says so where
/// it is called all the same.
extension LayersModule {
  static let weightNorm =
    normed + "\n\n" + #"""
      class _Normed(_NormedBase):
          def __init__(self, layer, dim):
              super().__init__(layer, dim)
              self.weight_g, self.weight_v = self._parts(layer)
              self._last = self._computed()

          def _pair(self):
              return self.weight_g, self.weight_v

          # As there: the one that the last pass was made with.
          @property
          def weight(self):
              return self._last

          def forward(self, input):
              self._last = self._computed()
              return self._applied(input, self._last)

      def remove_weight_norm(module, name="weight"):
          return _removed(module, _Normed, name)
      """#

  static let parametrizedWeightNorm =
    normed + "\n\n" + #"""
      class _Original(torch.nn.Module):
          def __init__(self, original0, original1):
              super().__init__()
              self.original0, self.original1 = original0, original1

      class _Parametrizations(torch.nn.Module):
          def __init__(self, weight):
              super().__init__()
              self.weight = weight

      class _Normed(_NormedBase):
          def __init__(self, layer, dim):
              super().__init__(layer, dim)
              self.parametrizations = _Parametrizations(_Original(*self._parts(layer)))

          def _pair(self):
              return self.parametrizations.weight.original0, self.parametrizations.weight.original1

          @property
          def weight(self):
              return self._computed()

          def forward(self, input):
              return self._applied(input, self._computed())
      """#

  static let normed = #"""
    def _length(weight, dim):
        if dim is None:
            return weight.norm()
        shape = [1] * weight.dim()
        shape[dim] = weight.shape[dim]
        return weight.transpose(0, dim).reshape(weight.shape[dim], -1).norm(dim=1).reshape(shape)

    class _NormedBase(torch.nn.Module):
        _maker = "weight_norm"

        def __init__(self, layer, dim):
            super().__init__()
            # In a tuple it is no part of this one.
            self._layer = (layer,)
            self._dim = None if dim is None or dim == -1 else dim
            self.bias = layer.bias
            maker = self._maker
            def stands_for_another(layer, input):
                raise RuntimeError(
                    f"{maker} gives another layer here, which stands for this one: self.fc = {maker}(self.fc)")
            self._handle = layer.register_forward_pre_hook(stands_for_another)

        def _parts(self, layer):
            weight = layer.weight.detach()
            return torch.nn.Parameter(_length(weight, self._dim)), torch.nn.Parameter(weight.clone())

        def _computed(self):
            length, direction = self._pair()
            return direction * (length / _length(direction, self._dim))

        def _plain(self):
            layer = self._layer[0]
            self._handle.remove()
            with torch.no_grad():
                layer.weight.copy_(self._computed())
            return layer

        def _applied(self, input, weight):
            layer = self._layer[0]
            functional = torch.nn.functional
            if isinstance(layer, torch.nn.Linear):
                return functional.linear(input, weight, self.bias)
            if isinstance(layer, torch.nn.Conv2d):
                return functional.conv2d(
                    input, weight, self.bias, layer.stride, layer.padding, layer.dilation, layer.groups)
            if isinstance(layer, torch.nn.Conv1d):
                return functional.conv1d(
                    input, weight, self.bias, layer.stride, layer.padding, layer.dilation, layer.groups)
            work = functional.conv_transpose2d if isinstance(layer, torch.nn.ConvTranspose2d) else functional.conv_transpose1d
            return work(
                input, weight, self.bias, layer.stride, layer.padding, layer.output_padding, layer.groups, layer.dilation)

        def __getattr__(self, name):
            if name.startswith("_"):
                raise AttributeError(f"there is no `{name}`")
            return getattr(self._layer[0], name)

        def __repr__(self):
            return repr(self._layer[0])

    def _removed(module, kind, name):
        if not isinstance(module, kind):
            raise ValueError(f"{kind._maker} of '{name}' not found in {module}")
        return module._plain()

    def weight_norm(module, name="weight", dim=0):
        kinds = (
            torch.nn.Linear, torch.nn.Conv2d, torch.nn.Conv1d, torch.nn.ConvTranspose2d, torch.nn.ConvTranspose1d)
        if name != "weight" or not isinstance(module, kinds):
            raise TypeError("weight_norm takes a linear layer or a convolution here, and its `weight`")
        return _Normed(module, dim)
    """#
}
