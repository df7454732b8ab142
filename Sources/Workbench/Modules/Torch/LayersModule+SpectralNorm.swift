/// `torch.nn.utils.spectral_norm` and its newer form: a layer's weight divided by its largest singular value (Miyato et al. 2018).
///
/// The value is followed by power iteration, one step for each pass of training.
extension LayersModule {
  private static let spectral = #"""
    class _SpectralBase(_NormedBase):
        _maker = "spectral_norm"

        def _set_up(self, layer, n_power_iterations, eps):
            self._steps, self._eps = n_power_iterations, eps
            rows = self._rows(layer.weight.detach())
            def direction(length):
                return torch.nn.functional.normalize(torch.randn(length), dim=0, eps=eps)
            return direction(rows.shape[0]), direction(rows.shape[1])

        def _rows(self, weight):
            return weight.transpose(0, self._dim).reshape(weight.shape[self._dim], -1)

        # The directions are followed without a gradient, and the value that they give with one.
        def _divided(self, weight, u, v, steps):
            rows = self._rows(weight)
            with torch.no_grad():
                for nothing in range(steps):
                    v.copy_(torch.nn.functional.normalize(torch.mv(rows.t(), u), dim=0, eps=self._eps))
                    u.copy_(torch.nn.functional.normalize(torch.mv(rows, v), dim=0, eps=self._eps))
                u, v = u.clone(), v.clone()
            return weight / torch.dot(u, torch.mv(rows, v))

        def _computed(self):
            return self._divided(*self._parts(), 0)

        def forward(self, input):
            self._last = self._divided(*self._parts(), self._steps if self.training else 0)
            return self._applied(input, self._last)

    def _dimension(module, dim):
        kinds = (
            torch.nn.Linear, torch.nn.Conv2d, torch.nn.Conv1d, torch.nn.ConvTranspose2d, torch.nn.ConvTranspose1d)
        if not isinstance(module, kinds):
            raise TypeError("spectral_norm takes a linear layer or a convolution here, and its `weight`")
        return (1 if isinstance(module, kinds[3:]) else 0) if dim is None else dim
    """#

  static let spectralNorm =
    spectral + "\n\n" + #"""
      class _Spectral(_SpectralBase):
          def __init__(self, layer, n_power_iterations, eps, dim):
              super().__init__(layer, dim)
              self._dim = dim
              u, v = self._set_up(layer, n_power_iterations, eps)
              self.weight_orig = torch.nn.Parameter(layer.weight.detach().clone())
              self.register_buffer("weight_u", u)
              self.register_buffer("weight_v", v)
              self._last = self.weight_orig.detach()

          def _parts(self):
              return self.weight_orig, self.weight_u, self.weight_v

          # As there: the one that the last pass was made with.
          @property
          def weight(self):
              return self._last

      def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
          if name != "weight":
              raise TypeError("spectral_norm takes a layer's `weight` here")
          return _Spectral(module, n_power_iterations, eps, _dimension(module, dim))

      def remove_spectral_norm(module, name="weight"):
          return _removed(module, _Spectral, name)
      """#

  static let parametrizedSpectralNorm =
    spectral + "\n\n" + #"""
      class _Directions(torch.nn.Module):
          def __init__(self, u, v):
              super().__init__()
              self.register_buffer("_u", u)
              self.register_buffer("_v", v)

      class _WeightOf(torch.nn.Module):
          def __init__(self, original, directions):
              super().__init__()
              self.original = original
              self.add_module("0", directions)

      class _SpectralParts(torch.nn.Module):
          def __init__(self, weight):
              super().__init__()
              self.weight = weight

      class _Spectral(_SpectralBase):
          def __init__(self, layer, n_power_iterations, eps, dim):
              super().__init__(layer, dim)
              self._dim = dim
              u, v = self._set_up(layer, n_power_iterations, eps)
              weight = torch.nn.Parameter(layer.weight.detach().clone())
              # As there: near to it before the first pass.
              self._divided(weight.detach(), u, v, 15)
              self._directions = (u, v)
              self.parametrizations = _SpectralParts(_WeightOf(weight, _Directions(u, v)))

          def _parts(self):
              return (self.parametrizations.weight.original,) + self._directions

          @property
          def weight(self):
              return self._divided(*self._parts(), self._steps if self.training else 0)

      def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
          if name != "weight":
              raise TypeError("spectral_norm takes a layer's `weight` here")
          return _Spectral(module, n_power_iterations, eps, _dimension(module, dim))
      """#
}
