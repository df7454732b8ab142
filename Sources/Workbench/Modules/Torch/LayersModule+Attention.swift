/// `torch.nn`: attention (Vaswani et al. 2017), and the layers of transformers that are made of it.
extension LayersModule {
  static let attention = #"""
    import copy as _copy

    # By this name PyTorch prints the last layer of attention.
    class NonDynamicallyQuantizableLinear(torch.nn.Linear):
        pass

    class MultiheadAttention(Module):
        def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None,
                     vdim=None, batch_first=False, device=None, dtype=None):
            super().__init__()
            if embed_dim <= 0 or num_heads <= 0:
                raise ValueError(
                    f"embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and num_heads={num_heads} instead")
            if add_bias_kv or add_zero_attn:
                raise NotImplementedError("MultiheadAttention has no add_bias_kv and no add_zero_attn here")
            if embed_dim % num_heads != 0:
                raise AssertionError("embed_dim must be divisible by num_heads")
            self.embed_dim, self.num_heads, self.dropout, self.batch_first = embed_dim, num_heads, dropout, batch_first
            self.kdim = embed_dim if kdim is None else kdim
            self.vdim = embed_dim if vdim is None else vdim
            self.head_dim = embed_dim // num_heads
            self._together = self.kdim == embed_dim and self.vdim == embed_dim
            if self._together:
                self.in_proj_weight = Parameter(torch.empty(3 * embed_dim, embed_dim))
                parts = [self.in_proj_weight]
            else:
                self.q_proj_weight = Parameter(torch.empty(embed_dim, embed_dim))
                self.k_proj_weight = Parameter(torch.empty(embed_dim, self.kdim))
                self.v_proj_weight = Parameter(torch.empty(embed_dim, self.vdim))
                parts = [self.q_proj_weight, self.k_proj_weight, self.v_proj_weight]
            if bias:
                self.in_proj_bias = Parameter(torch.zeros(3 * embed_dim))
            else:
                self.register_parameter("in_proj_bias", None)
            self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias)
            for part in parts:
                torch.nn.init.xavier_uniform_(part)
            if bias:
                torch.nn.init.zeros_(self.out_proj.bias)

        def _projected(self, query, key, value):
            if self._together:
                weights = self.in_proj_weight.chunk(3)
            else:
                weights = self.q_proj_weight, self.k_proj_weight, self.v_proj_weight
            biases = (None, None, None) if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
            return [functional.linear(x, weight, bias) for x, weight, bias in zip((query, key, value), weights, biases)]

        # What is added to the scores: minus infinity where nobody may look.
        def _added(self, mask):
            return torch.zeros(mask.shape).masked_fill(mask, -math.inf) if mask.dtype == torch.bool else mask.float()

        def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
                    average_attn_weights=True, is_causal=False):
            alone = query.dim() == 2
            if query.dim() not in (2, 3) or key.dim() != query.dim() or value.dim() != query.dim():
                raise AssertionError(
                    f"query, key and value of attention are sequences or batches of these, 2-D or 3-D alike, and they are "
                    f"{query.dim()}-D, {key.dim()}-D and {value.dim()}-D")
            if query.shape[-1] != self.embed_dim:
                raise AssertionError(f"was expecting embedding dimension of {self.embed_dim}, but got {query.shape[-1]}")
            if is_causal and attn_mask is None:
                raise RuntimeError("Need attn_mask if specifying the is_causal hint.")
            if alone:
                query, key, value = query.unsqueeze(0), key.unsqueeze(0), value.unsqueeze(0)
                if key_padding_mask is not None:
                    key_padding_mask = key_padding_mask.unsqueeze(0)
            elif not self.batch_first:
                query, key, value = query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1)
            count, length, sources = query.shape[0], query.shape[1], key.shape[1]
            def heads(x):
                return x.reshape(count, -1, self.num_heads, self.head_dim).transpose(1, 2)
            q, k, v = [heads(x) for x in self._projected(query, key, value)]
            scores = torch.matmul(q * self.head_dim ** -0.5, k.transpose(-2, -1))
            if attn_mask is not None:
                mask = self._added(attn_mask)
                shapes = ((length, sources), (count * self.num_heads, length, sources))
                if tuple(mask.shape) not in shapes:
                    raise RuntimeError(
                        f"The shape of the {mask.dim()}D attn_mask is {mask.shape}, but should be {shapes[0 if mask.dim() == 2 else 1]}.")
                scores = scores + (mask if mask.dim() == 2 else mask.reshape(count, self.num_heads, length, sources))
            if key_padding_mask is not None:
                if tuple(key_padding_mask.shape) != (count, sources):
                    raise AssertionError(
                        f"expecting key_padding_mask shape of {(count, sources)}, but got {key_padding_mask.shape}")
                scores = scores + self._added(key_padding_mask).reshape(count, 1, 1, sources)
            weights = torch.softmax(scores, -1)
            if self.training and self.dropout > 0:
                weights = torch.dropout(weights, self.dropout, True)
            found = torch.matmul(weights, v).transpose(1, 2).reshape(count, length, self.embed_dim)
            found = self.out_proj(found)
            if alone:
                found = found.squeeze(0)
            elif not self.batch_first:
                found = found.transpose(0, 1)
            if not need_weights:
                return found, None
            if average_attn_weights:
                weights = weights.mean(1)
            return found, weights.squeeze(0) if alone else weights

    def _activation_of(activation):
        if activation == "relu":
            return functional.relu
        if activation == "gelu":
            return functional.gelu
        if not callable(activation):
            raise RuntimeError(f"activation should be relu/gelu, not {activation}")
        return activation

    class _TransformerLayer(Module):
        # Attentions, a network of two layers, and for each of them a normalization and a dropout, in PyTorch's order.
        def _set_up(self, attentions, d_model, nhead, width, dropout, activation, eps, batch_first, norm_first, bias):
            for name in attentions:
                setattr(self, name, MultiheadAttention(d_model, nhead, dropout, bias=bias, batch_first=batch_first))
            self.linear1 = torch.nn.Linear(d_model, width, bias=bias)
            self.dropout = torch.nn.Dropout(dropout)
            self.linear2 = torch.nn.Linear(width, d_model, bias=bias)
            self.norm_first = norm_first
            for place in range(len(attentions) + 1):
                setattr(self, f"norm{place + 1}", torch.nn.LayerNorm(d_model, eps=eps, bias=bias))
            for place in range(len(attentions) + 1):
                setattr(self, f"dropout{place + 1}", torch.nn.Dropout(dropout))
            self.activation = _activation_of(activation)

        def _fed(self, x):
            return self.linear2(self.dropout(self.activation(self.linear1(x))))

        def _through(self, x, *parts):
            for place, part in enumerate(parts):
                norm, dropout = getattr(self, f"norm{place + 1}"), getattr(self, f"dropout{place + 1}")
                x = x + dropout(part(norm(x))) if self.norm_first else norm(x + dropout(part(x)))
            return x

    class TransformerEncoderLayer(_TransformerLayer):
        def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=functional.relu, layer_norm_eps=1e-05,
                     batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
            super().__init__()
            self._set_up(
                ["self_attn"], d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, bias)

        def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
            def attended(x):
                return self.self_attn(
                    x, x, x, attn_mask=src_mask, key_padding_mask=src_key_padding_mask, need_weights=False)[0]
            return self._through(src, attended, self._fed)

    class TransformerDecoderLayer(_TransformerLayer):
        def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=functional.relu, layer_norm_eps=1e-05,
                     batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
            super().__init__()
            self._set_up(
                ["self_attn", "multihead_attn"], d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first,
                norm_first, bias)

        def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None,
                    tgt_is_causal=False, memory_is_causal=False):
            def attended(x):
                return self.self_attn(
                    x, x, x, attn_mask=tgt_mask, key_padding_mask=tgt_key_padding_mask, need_weights=False)[0]
            def looked(x):
                return self.multihead_attn(
                    x, memory, memory, attn_mask=memory_mask, key_padding_mask=memory_key_padding_mask, need_weights=False)[0]
            return self._through(tgt, attended, looked, self._fed)

    def _copies(layer, count):
        return torch.nn.ModuleList([_copy.deepcopy(layer) for nothing in range(count)])

    class TransformerEncoder(Module):
        def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
            super().__init__()
            self.layers = _copies(encoder_layer, num_layers)
            self.num_layers = num_layers
            self.norm = norm

        def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
            for layer in self.layers:
                src = layer(src, mask, src_key_padding_mask)
            return src if self.norm is None else self.norm(src)

    class TransformerDecoder(Module):
        def __init__(self, decoder_layer, num_layers, norm=None):
            super().__init__()
            self.layers = _copies(decoder_layer, num_layers)
            self.num_layers = num_layers
            self.norm = norm

        def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None,
                    tgt_is_causal=None, memory_is_causal=False):
            for layer in self.layers:
                tgt = layer(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask)
            return tgt if self.norm is None else self.norm(tgt)

    class RNNCell(Module):
        def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
            super().__init__()
            if nonlinearity not in ("tanh", "relu"):
                raise RuntimeError(f"Unknown nonlinearity: {nonlinearity}")
            self.input_size, self.hidden_size, self.bias, self.nonlinearity = input_size, hidden_size, bias, nonlinearity
            bound = hidden_size ** -0.5
            self.weight_ih = Parameter((torch.rand(hidden_size, input_size) * 2 - 1) * bound)
            self.weight_hh = Parameter((torch.rand(hidden_size, hidden_size) * 2 - 1) * bound)
            for name in ("bias_ih", "bias_hh"):
                self.register_parameter(name, Parameter((torch.rand(hidden_size) * 2 - 1) * bound) if bias else None)

        def extra_repr(self):
            more = "" if self.bias else f", bias={self.bias}"
            return f"{self.input_size}, {self.hidden_size}{more}" + (
                "" if self.nonlinearity == "tanh" else f", nonlinearity={self.nonlinearity}")

        def forward(self, input, hx=None):
            if hx is None:
                hx = torch.zeros(list(input.shape[:-1]) + [self.hidden_size])
            together = functional.linear(input, self.weight_ih, self.bias_ih) + functional.linear(hx, self.weight_hh, self.bias_hh)
            return torch.tanh(together) if self.nonlinearity == "tanh" else torch.relu(together)
    """#
}
