/// `torchvision.transforms.functional`: what the transforms do, at once and with what was chosen. Images are tensors.
enum TransformsModule {
  static let text = #"""
    # What works on tensors, on those of an image too.
    def _at(img, work):
        return img._with(work(img._pixels)) if hasattr(img, "_pixels") else work(img)

    def to_tensor(pic):
        return _transforms.ToTensor()(pic)

    def pil_to_tensor(pic):
        return _transforms.PILToTensor()(pic)

    def to_pil_image(pic, mode=None):
        return _transforms.ToPILImage(mode)(pic)

    def normalize(tensor, mean, std, inplace=False):
        result = _transforms.Normalize(mean, std)(tensor)
        return tensor.copy_(result) if inplace else result

    def resize(img, size, interpolation="bilinear", max_size=None, antialias=True):
        return _transforms.Resize(size, interpolation, max_size, antialias)(img)

    def center_crop(img, output_size):
        return _transforms.CenterCrop(output_size)(img)

    def pad(img, padding, fill=0, padding_mode="constant"):
        return _transforms.Pad(padding, fill, padding_mode)(img)

    def crop(img, top, left, height, width):
        return _at(img, lambda x: _cropped(x, top, left, height, width))

    def _cropped(img, top, left, height, width):
        rows, columns = img.shape[-2], img.shape[-1]
        edges = (max(0, -left), max(0, -top), max(0, left + width - columns), max(0, top + height - rows))
        if max(edges) > 0:
            img = _transforms.Pad(edges)(img)
            top, left = top + edges[1], left + edges[0]
        return img[..., top:top + height, left:left + width]

    def resized_crop(img, top, left, height, width, size, interpolation="bilinear", antialias=True):
        return resize(crop(img, top, left, height, width), size, interpolation, None, antialias)

    def hflip(img):
        return _at(img, lambda x: x.flip(-1))

    def vflip(img):
        return _at(img, lambda x: x.flip(-2))

    def rotate(img, angle, interpolation="nearest", expand=False, center=None, fill=None):
        return _transforms._Rotation(angle, interpolation, expand, center, fill)(img)

    def rgb_to_grayscale(img, num_output_channels=1):
        return _transforms.Grayscale(num_output_channels)(img)

    def to_grayscale(img, num_output_channels=1):
        return _transforms.Grayscale(num_output_channels)(img)

    def adjust_brightness(img, brightness_factor):
        if brightness_factor < 0:
            raise ValueError(f"brightness_factor ({brightness_factor}) is not non-negative.")
        return (img * brightness_factor).clamp(0, 1)

    def adjust_contrast(img, contrast_factor):
        if contrast_factor < 0:
            raise ValueError(f"contrast_factor ({contrast_factor}) is not non-negative.")
        gray = rgb_to_grayscale(img) if img.shape[-3] == 3 else img
        mean = gray.mean(dim=(-3, -2, -1), keepdim=True)
        return (contrast_factor * img + (1 - contrast_factor) * mean).clamp(0, 1)

    def get_image_size(img):
        return [img.shape[-1], img.shape[-2]]

    def get_dimensions(img):
        return [img.shape[-3], img.shape[-2], img.shape[-1]]
    """#
}
