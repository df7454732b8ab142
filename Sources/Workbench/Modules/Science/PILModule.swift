/// `PIL.Image`: pictures of bytes, from files and arrays.
enum PILModule {
  static let image = #"""
    NEAREST, LANCZOS, BILINEAR, BICUBIC = 0, 1, 2, 3
    ANTIALIAS = LANCZOS
    FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM = 0, 1

    class Resampling:
        NEAREST, LANCZOS, BILINEAR, BICUBIC = 0, 1, 2, 3

    class Transpose:
        FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM = 0, 1

    def fromarray(obj, mode=None):
        if torch.is_tensor(obj):
            raise TypeError("Image.fromarray takes an array, and this is a tensor: x.numpy()")
        array = np.asarray(obj)
        if array.dtype != np.uint8:
            raise TypeError(f"Image.fromarray takes bytes, and these are {array.dtype}: (255 * x).astype(np.uint8)")
        modes = {2: "L", 3: {3: "RGB", 4: "RGBA"}.get(array.shape[-1] if array.ndim > 0 else 0)}
        found = modes.get(array.ndim)
        if found is None or mode is not None and mode != found:
            raise TypeError(f"Image.fromarray takes height×width bytes (L), or height×width×3 (RGB) or ×4 (RGBA), and these are {tuple(array.shape)}")
        return _image(array)

    def open(fp, mode="r", formats=None):
        return _image(_read(str(fp)))

    def new(mode, size, color=0):
        channels = {"L": 1, "RGB": 3, "RGBA": 4}.get(mode)
        if channels is None:
            raise ValueError(f"Image.new makes images \"L\", \"RGB\" or \"RGBA\" here, and not {mode!r}")
        colors = [color] * channels if isinstance(color, int) else list(color)
        if isinstance(color, int) and channels > 1:
            colors = [color] + [0] * (channels - 1)
        width, height = size
        array = np.zeros((height, width, channels), dtype=np.uint8)
        for i, value in enumerate(colors):
            array[:, :, i] = value
        return _image(array[:, :, 0] if channels == 1 else array)
    """#
}
