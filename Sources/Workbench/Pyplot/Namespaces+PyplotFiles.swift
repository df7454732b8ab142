import Autodiff
import Datasets
import Files
import Graphics
import Language
import Tensors

/// Colours and files of `matplotlib.pyplot`, which are no figure's.
extension Namespaces {
  func files(_ pyplot: Pyplot) -> [Entry] { [imsave(pyplot), imread(pyplot)] }

  func colors(_ pyplot: Pyplot) -> [Entry] {
    let maps = Self.mapFunctions.filter { Colormap(named: $0) != nil }.map { name in
      PyplotAxesFunctions.plotting(name, "from here on images have these colours", []) { _, _ in
        try Self.set(Value.string(name), pyplot)
        return .none
      }
    }
    return maps + [
      colormap(pyplot), rc(pyplot), rcDefaults(pyplot),
      PyplotAxesFunctions.plotting(
        "set_cmap", "from here on images have these colours", [Parameter("cmap", .any, "the name of a colour map")]
      ) { arguments, _ in
        try Self.set(arguments["cmap"], pyplot)
        return .none
      },
      PyplotAxesFunctions.plotting(
        "clim", "the numbers that have the first and the last colour of what was drawn last",
        [
          PyplotArguments.optional("vmin", "the first colour's number"),
          PyplotArguments.optional("vmax", "the last one's"),
        ]
      ) { arguments, _ in
        guard let mappable = try pyplot.figure().panel().mappable else {
          throw Diagnostic(
            .value, "clim is of an image, and none was drawn here", suggestion: "plt.imshow(x)\nplt.clim(0, 1)")
        }
        try mappable.setLimits(
          try PyplotArguments.number(arguments, "vmin", "clim"), try PyplotArguments.number(arguments, "vmax", "clim"),
          "clim")
        return .none
      },
    ]
  }

  /// The maps that have functions of their own.
  private static let mapFunctions = [
    "bone", "cool", "copper", "gray", "hot", "hsv", "inferno", "jet", "magma", "nipy_spectral", "pink", "plasma",
    "spring", "summer", "viridis", "winter",
  ]

  private static func set(_ value: Value, _ pyplot: Pyplot) throws {
    let map = try PyplotArguments.colormap(value, value, "set_cmap")
    try pyplot.settings.set(.string(map.name), for: "image.cmap")
    try pyplot.figures.last?.current?.mappable?.set(map)
  }

  func rc(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "rc", "settings of a group: plt.rc(\"lines\", linewidth=2)",
      [
        Parameter("group", .any, "its name, or several"),
        Parameter("settings", .any, style: .keywords, "what they are"),
      ]
    ) { arguments, _ in
      if case .dict(let settings) = arguments["settings"] {
        try pyplot.settings.set(group: arguments["group"], settings)
      }
      return .none
    }
  }

  func rcDefaults(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting("rcdefaults", "all settings as they were", []) { _, _ in
      pyplot.settings.reset()
      return .none
    }
  }

  func colormap(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "get_cmap", "a colour map",
      [PyplotArguments.optional("name", "its name"), PyplotArguments.optional("lut", "in how many steps")],
      result: "colormap"
    ) { arguments, _ in
      let map = try PyplotArguments.colormap(arguments["name"], pyplot.settings["image.cmap"], "get_cmap")
      guard let steps = arguments["lut"].wholeNumber else { return .object(PyplotColormap(map)) }
      guard (1...256).contains(steps) else {
        throw Diagnostic(.value, "a colour map has 1 to 256 steps", parameter: "lut")
      }
      return .object(PyplotColormap(map.stepped(steps)))
    }
  }

  private func imread(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "imread", "the colours of a PNG file, from 0 to 1, or the bytes of a JPEG",
      [
        Parameter("fname", .string, suggestions: FileNames.completions, "the file"),
        PyplotArguments.optional("format", "nothing: the file's first bytes tell"),
      ], result: "array"
    ) { arguments, _ in
      let path = pyplot.catalog.expanded(arguments.string("fname"))
      guard !Paths.hasNull(path), Paths.isFile(path) else {
        throw Diagnostic(.data, "\(arguments.string("fname")): there is no such file", parameter: "fname")
      }
      let file = try FileReader(path)
      let bytes = try file.next(file.count)
      guard let format = StoredPicture.Format(bytes) else {
        throw Diagnostic(
          .value, "imread reads PNG and JPEG, and \(arguments.string("fname")) is neither", parameter: "fname")
      }
      let raster = try StoredPicture.decode(bytes)
      let shape = [raster.height, raster.width] + (raster.channels == 1 ? [] : [raster.channels])
      // matplotlib's own reader gives numbers from 0 to 1, PIL, which it leaves other formats to, bytes.
      if format == .jpeg {
        return ArrayFunctions.array(
          Variable(try Tensor(raster.pixels.map(Float.init), Shape(shape)).held(as: .byte, "imread")))
      }
      return ArrayFunctions.array(Variable(try Tensor(raster.pixels.map { Float($0) / 255 }, Shape(shape))))
    }
  }

  private func imsave(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "imsave", "writes numbers as colours to a PNG, JPEG or PDF file, a pixel for each",
      [
        Parameter("fname", .string, suggestions: FileNames.completions, "the file"),
        Parameter("arr", .any, "height×width numbers, or height×width×3 colours"),
      ] + PyplotArguments.colors
        + [PyplotArguments.named("format", PictureFile.formats)] + PyplotArguments.idle("dpi")
    ) { arguments, context in
      try PictureFile.check(format: arguments["format"], "imsave")
      let image = try PyplotImage(arguments["arr"], arguments, pyplot.settings["image.cmap"], "imsave")
      image.tellNote(context)
      try PictureFile.write(image.raster, arguments, parameter: "fname", for: "imsave", pyplot.catalog)
      return .none
    }
  }
}
