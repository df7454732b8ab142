/// `torch.nn`: padding, pooling and pixels.
extension LayersModule {
  static let images = #"""
    class PixelShuffle(_Written):
        _shown = ("upscale_factor",)

        def __init__(self, upscale_factor):
            super().__init__()
            self.upscale_factor = upscale_factor

        def forward(self, input):
            return functional.pixel_shuffle(input, self.upscale_factor)

    class PixelUnshuffle(_Written):
        _shown = ("downscale_factor",)

        def __init__(self, downscale_factor):
            super().__init__()
            self.downscale_factor = downscale_factor

        def forward(self, input):
            return functional.pixel_unshuffle(input, self.downscale_factor)

    class _Padded(_Written):
        _mode = "constant"
        _pairs = 2

        def __init__(self, padding, value=None):
            super().__init__()
            self.padding = tuple(padding) if isinstance(padding, (tuple, list)) else (padding,) * (2 * self._pairs)
            self.value = value

        def extra_repr(self):
            return str(self.padding)

        def forward(self, input):
            if self._mode == "constant":
                return functional.pad(input, self.padding, "constant", self.value or 0.0)
            return functional.pad(input, self.padding, self._mode)

    class ZeroPad2d(_Padded):
        def __init__(self, padding):
            super().__init__(padding)

    class ConstantPad2d(_Padded):
        def __init__(self, padding, value):
            super().__init__(padding, value)

        def extra_repr(self):
            return f"padding={self.padding}, value={self.value}"

    class ReflectionPad2d(ZeroPad2d):
        _mode = "reflect"

    class ReplicationPad2d(ZeroPad2d):
        _mode = "replicate"

    class CircularPad2d(ZeroPad2d):
        _mode = "circular"

    class ZeroPad1d(ZeroPad2d):
        _pairs = 1

    class ConstantPad1d(ConstantPad2d):
        _pairs = 1

    class ReflectionPad1d(ReflectionPad2d):
        _pairs = 1

    class ReplicationPad1d(ReplicationPad2d):
        _pairs = 1

    class _Pool1d(_Written):
        _shown = ("kernel_size", "stride", "padding")

        def __init__(self, kernel_size, stride=None, padding=0):
            super().__init__()
            self.kernel_size = kernel_size
            self.stride = kernel_size if stride is None else stride
            self.padding = padding

    class MaxPool1d(_Pool1d):
        def forward(self, input):
            return functional.max_pool1d(input, self.kernel_size, self.stride, self.padding)

    class AvgPool1d(_Pool1d):
        def forward(self, input):
            return functional.avg_pool1d(input, self.kernel_size, self.stride, self.padding)

    class AdaptiveMaxPool2d(_Written):
        _shown = ("output_size",)

        def __init__(self, output_size, return_indices=False):
            super().__init__()
            self.output_size = output_size
            self.return_indices = return_indices

        def forward(self, input):
            return functional.adaptive_max_pool2d(input, self.output_size, self.return_indices)

    class UpsamplingNearest2d(_Written):
        def __init__(self, size=None, scale_factor=None):
            super().__init__()
            self.size = size
            self.scale_factor = scale_factor

        def forward(self, input):
            return functional.interpolate(input, size=self.size, scale_factor=self.scale_factor, mode="nearest")

    class UpsamplingBilinear2d(UpsamplingNearest2d):
        def forward(self, input):
            return functional.interpolate(
                input, size=self.size, scale_factor=self.scale_factor, mode="bilinear", align_corners=True)
    """#
}
