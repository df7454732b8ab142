/// Layers that go through sequences both ways, or drop a part between each other; and the plain recurrent one.
extension LayerBasesModule {
  static let recurrent = #"""
    class _Recurrent(Module):
        def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                     bidirectional=False, device=None, dtype=None):
            super().__init__()
            if not 0 <= dropout <= 1:
                raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
            self.input_size = input_size
            self.hidden_size = hidden_size
            self.num_layers = num_layers
            self.bias = bias
            self.batch_first = batch_first
            self.dropout = float(dropout)
            self.bidirectional = bidirectional
            # Not attributes of their own: their parameters are this module's, under PyTorch's names.
            self._ways = []
            for layer in range(num_layers):
                size = input_size if layer == 0 else hidden_size * (2 if bidirectional else 1)
                for end in ["", "_reverse"] if bidirectional else [""]:
                    way = self._way(size)
                    self._ways.append((way, layer, end))
                    for name in self._names():
                        self.register_parameter(f"{name}_l{layer}{end}", getattr(way, f"{name}_l0"))

        def _names(self):
            names = ["weight_ih", "weight_hh"]
            return names + ["bias_ih", "bias_hh"] if self.bias else names

        def extra_repr(self):
            text = f"{self.input_size}, {self.hidden_size}"
            if self.num_layers != 1:
                text += f", num_layers={self.num_layers}"
            if not self.bias:
                text += f", bias={self.bias}"
            if self.batch_first:
                text += f", batch_first={self.batch_first}"
            if self.dropout:
                text += f", dropout={self.dropout}"
            if self.bidirectional:
                text += f", bidirectional={self.bidirectional}"
            return text

        def flatten_parameters(self):
            pass

        def _check(self, way, layer, end):
            for name in self._names():
                if getattr(self, f"{name}_l{layer}{end}") is not getattr(way, f"{name}_l0"):
                    raise RuntimeError(f"{name}_l{layer}{end} was replaced; with torch.no_grad(): "
                                       f"net.{name}_l{layer}{end}.copy_(w) gives it other numbers")

        def _states(self, hx, batch):
            count = len(self._ways)
            if hx is None:
                return [torch.zeros(1, batch, self.hidden_size) for _ in range(count)]
            if hx.shape != (count, batch, self.hidden_size):
                raise RuntimeError(f"Expected hidden size ({count}, {batch}, {self.hidden_size}), got {list(hx.shape)}")
            return [hx[place:place + 1] for place in range(count)]

        def _through(self, input, states):
            found = []
            for place, (way, layer, end) in enumerate(self._ways):
                self._check(way, layer, end)
                if end == "":
                    below, sides = input, []
                result, state = way(below.flip(0) if end else below, states[place])
                sides.append(result.flip(0) if end else result)
                found.append(state)
                if len(sides) == (2 if self.bidirectional else 1):
                    input = torch.cat(sides, -1) if self.bidirectional else sides[0]
                    if self.dropout > 0 and layer < self.num_layers - 1:
                        input = F.dropout(input, self.dropout, self.training)
            return input, found

        def _batched(self, input, hx):
            if input.dim() not in (2, 3):
                raise ValueError(f"{type(self).__name__}: Expected input to be 2D or 3D, got {input.dim()}D instead")
            if input.shape[-1] != self.input_size:
                raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.shape[-1]}")
            if input.dim() == 2:
                return input.unsqueeze(1)
            return input.transpose(0, 1) if self.batch_first else input

        def _shaped(self, output, input):
            if input.dim() == 2:
                return output.squeeze(1)
            return output.transpose(0, 1) if self.batch_first else output

    class GRU(_Recurrent):
        def _way(self, size):
            return nn.GRU(size, self.hidden_size, bias=self.bias)

        def forward(self, input, hx=None):
            steps = self._batched(input, hx)
            if hx is not None and input.dim() == 2:
                hx = hx.unsqueeze(1)
            output, states = self._through(steps, self._states(hx, steps.shape[1]))
            state = torch.cat(states, 0)
            return self._shaped(output, input), state.squeeze(1) if input.dim() == 2 else state

    class LSTM(_Recurrent):
        def _way(self, size):
            return nn.LSTM(size, self.hidden_size, bias=self.bias)

        def forward(self, input, hx=None):
            steps = self._batched(input, hx)
            h, c = (None, None) if hx is None else hx
            if hx is not None and input.dim() == 2:
                h, c = h.unsqueeze(1), c.unsqueeze(1)
            batch = steps.shape[1]
            states = list(zip(self._states(h, batch), self._states(c, batch)))
            output, states = self._through(steps, states)
            h, c = torch.cat([h for h, _ in states], 0), torch.cat([c for _, c in states], 0)
            if input.dim() == 2:
                h, c = h.squeeze(1), c.squeeze(1)
            return self._shaped(output, input), (h, c)

    class _RNNWay(Module):
        def __init__(self, input_size, hidden_size, bias, nonlinearity):
            super().__init__()
            bound = hidden_size ** -0.5
            self._apply_nonlinearity = torch.tanh if nonlinearity == "tanh" else torch.relu
            shapes = [("weight_ih", (hidden_size, input_size)), ("weight_hh", (hidden_size, hidden_size))]
            if bias:
                shapes += [("bias_ih", (hidden_size,)), ("bias_hh", (hidden_size,))]
            self._bias = bias
            for name, shape in shapes:
                self.register_parameter(f"{name}_l0", Parameter((torch.rand(shape) * 2 - 1) * bound))

        def forward(self, input, h):
            comes = F.linear(input, self.weight_ih_l0, self.bias_ih_l0 if self._bias else None)
            h = h[0]
            found = []
            for step in range(len(input)):
                h = self._apply_nonlinearity(
                    comes[step] + F.linear(h, self.weight_hh_l0, self.bias_hh_l0 if self._bias else None))
                found.append(h)
            return torch.stack(found), h.unsqueeze(0)

    class RNN(GRU):
        def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False,
                     dropout=0.0, bidirectional=False, device=None, dtype=None):
            if nonlinearity not in ("tanh", "relu"):
                raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
            self.nonlinearity = nonlinearity
            super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)

        def _way(self, size):
            return _RNNWay(size, self.hidden_size, self.bias, self.nonlinearity)
    """#
}
