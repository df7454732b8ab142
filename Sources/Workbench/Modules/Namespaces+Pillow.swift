import Autodiff
import Files
import Graphics
import Language
import Tensors

extension Namespaces {
  /// `PIL`, as far as programs read, cut and write pictures with it.
  var pillow: Value {
    .object(
      NamespaceValue(
        "PIL", ["Image": written("PIL.Image", PILModule.image, own([kindOfPictures, pictureOfBytes, bytesOfFile]))]))
  }

  /// `Image.Image`, for isinstance.
  private var kindOfPictures: Entry {
    var kind = entry("Image", "a picture, for isinstance", [], result: "Image") { _, _ in
      throw Diagnostic(
        .type, "PIL.Image.Image is asked by isinstance, and not called",
        suggestion: "Image.open(\"image.png\"), or Image.fromarray(array)")
    }
    kind.recognizes = { PillowImage.cast($0) != nil }
    return kind
  }

  private var pictureOfBytes: Entry {
    entry("_image", "a picture of bytes", [Parameter("array", .any, "height×width, or ×3 or ×4")], result: "Image") {
      arguments, _ in
      let bytes = try arguments.tensor("array", for: "Image.fromarray").value
      let planes = bytes.rank == 2 ? try bytes.reshaped([1] + bytes.shape) : try bytes.permuted([2, 0, 1])
      return .object(PillowImage(try planes.as(.real) / .scalar(255), writer: pictureWriter))
    }
  }

  private var bytesOfFile: Entry {
    entry(
      "_read", "the bytes of a PNG or JPEG file", [Parameter("path", .string, "the file")], result: "array"
    ) { arguments, _ in
      let path = session.catalog.expanded(arguments.string("path"))
      guard !Paths.hasNull(path), Paths.isFile(path) else {
        throw Diagnostic(
          Diagnostic.Kind(rawValue: "FileNotFoundError"), "\(arguments.string("path")): there is no such file")
      }
      let file = try FileReader(path)
      let raster = try StoredPicture.decode(try file.next(file.count))
      let shape = [raster.height, raster.width] + (raster.channels == 1 ? [] : [raster.channels])
      return Value(try Tensor(raster.pixels.map(Float.init), Shape(shape)).held(as: .byte, "Image.open"))
    }
  }

  private var pictureWriter: Entry {
    entry(
      "save", "writes a picture as a PNG, JPEG or PDF file",
      [
        Parameter("image", .any, "the picture"),
        Parameter("fp", .string, suggestions: FileNames.completions, "the file"),
        Parameter("format", .any, default: Value.none, PictureFile.formats),
        Parameter("params", .any, style: .keywords, "how it is compressed, which is not looked at"),
      ], result: "None"
    ) { [session] arguments, _ in
      try PictureFile.check(format: arguments["format"], "save")
      guard let image = PillowImage.cast(arguments["image"]) else { return .none }
      let bytes = try image.bytes
      let raster = try Raster(
        width: bytes.shape[1], height: bytes.shape[0], channels: image.pixels.shape[0],
        pixels: bytes.array.map { UInt8($0) })
      try PictureFile.write(raster, arguments, parameter: "fp", for: "save", session.catalog)
      return .none
    }
  }
}
