import Graphics
import Language
import Tensors

/// `imshow`.
extension PyplotAxesFunctions {
  var imshow: Entry {
    Self.plotting(
      "imshow", "numbers as colours, each picture from its smallest to its largest number",
      [
        Parameter("X", .any, "height×width numbers, or height×width×3 colours"),
        PyplotArguments.optional("cmap", "the name of a colour map; by default viridis"),
        PyplotArguments.optional("norm", "how numbers become colours: None"),
        PyplotArguments.named("aspect", "\"equal\", \"auto\", or how high a pixel is for its width"),
        PyplotArguments.named("interpolation", "taken for matplotlib's sake: pixels are squares"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("vmin", "the number that has the map's first colour"),
        PyplotArguments.named("vmax", "the number that has its last"),
        PyplotArguments.named("origin", "where the first row stands: \"upper\" or \"lower\""),
        PyplotArguments.named("extent", "left, right, bottom and top, in the axes' numbers"),
        PyplotArguments.named("label", "taken for matplotlib's sake"),
      ] + PyplotArguments.idle("zorder interpolation_stage resample filternorm"), result: "AxesImage"
    ) { arguments, context in
      guard arguments["norm"].isNone else {
        throw Diagnostic(
          .value, "imshow has no norm but the even one, from vmin to vmax", suggestion: "vmin=0, vmax=1",
          parameter: "norm")
      }
      let axes = try axes()
      try PyplotImage.check(interpolation: arguments["interpolation"], "imshow")
      let image = try PyplotImage(arguments["X"], arguments, axes.settings["image.cmap"], "imshow")
      let opacity = try PyplotArguments.opacity(arguments, "imshow") ?? 1
      let origin = arguments["origin"].isNone ? axes.settings.text("image.origin") : arguments["origin"].text
      guard origin == "upper" || origin == "lower" else {
        throw Diagnostic(.value, "origin is \"upper\" or \"lower\", and this is '\(origin)'", parameter: "origin")
      }
      let (width, height) = (Double(image.raster.width), Double(image.raster.height))
      var extent =
        origin == "upper"
        ? [-0.5, width - 0.5, height - 0.5, -0.5] : [-0.5, width - 0.5, -0.5, height - 0.5]
      if !arguments["extent"].isNone {
        extent = try PyplotArguments.numbers(arguments["extent"], "imshow", "extent")
        guard extent.count == 4, extent.allSatisfy({ $0.isFinite && abs($0) < 1e300 }), extent[0] != extent[1],
          extent[2] != extent[3]
        else {
          throw Diagnostic(
            .value, "extent is left, right, bottom and top, all different", suggestion: "extent=(-3, 3, -3, 3)",
            parameter: "extent")
        }
      }
      let aspect =
        try Self.aspect(arguments["aspect"], "imshow") ?? Self.aspect(axes.settings["image.aspect"], "imshow")
        ?? .box(1)
      image.tellNote(context)
      let isUpper = origin == "upper"
      let id = axes.add(
        ChartItem(
          .image(
            ChartItem.Image(
              raster: image.raster, left: extent[0], right: extent[1], bottom: isUpper ? extent[2] : extent[3],
              top: isUpper ? extent[3] : extent[2])), color: .black, opacity: opacity),
        requestsX: false, requestsY: false)
      axes.chart.aspect = aspect
      // The image is what is shown, until more is drawn.
      axes.x.show(extent[0], extent[1])
      axes.y.show(extent[2], extent[3])
      if let mappable = image.mappable, let numbers = image.numbers {
        axes.mappable = mappable
        PyplotImage.follow(mappable, axes, id, numbers)
      }
      return .object(PyplotArtist("AxesImage", mappable: image.mappable, axes: axes, ids: [id]))
    }
  }

  var matshow: Entry {
    Self.plotting(
      "matshow", "a matrix as colours, its columns numbered at the top",
      [Parameter("A", .any, "height×width numbers")] + PyplotArguments.colors
        + PyplotArguments.idle("fignum interpolation"), result: "AxesImage"
    ) { arguments, context in
      let axes = try axes()
      let words = ["cmap", "vmin", "vmax"].filter { !arguments[$0].isNone }.map {
        CallArgument(name: $0, arguments[$0])
      }
      let entry = PyplotAxesFunctions(axes: { axes }).imshow
      let image = try entry.run(
        try entry.match(
          [CallArgument(arguments["A"])] + words + [CallArgument(name: "origin", .string("upper"))]), context)
      axes.chart.x.isOpposite = true
      return image
    }
  }

  var pcolormesh: Entry {
    Self.plotting(
      "pcolormesh", "numbers as colours, in cells of any widths and heights",
      [
        Parameter("values", .any, style: .variadic, "numbers in rows, or the borders of columns and rows before them"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("shading", "\"flat\", \"nearest\" or \"auto\""),
        PyplotArguments.named("norm", "how numbers become colours: None"),
      ] + PyplotArguments.colors + PyplotArguments.idle("edgecolors linewidth rasterized antialiased zorder label"),
      result: "QuadMesh"
    ) { arguments, _ in
      let values = arguments.values("values")
      guard values.count == 1 || values.count == 3, arguments["norm"].isNone else {
        throw Diagnostic(
          .value, "pcolormesh takes numbers, or x, y and numbers, and colours them evenly from vmin to vmax",
          suggestion: "plt.pcolormesh(x, y, z)")
      }
      let axes = try axes()
      let tensor = try values[values.count - 1].tensor(for: "pcolormesh").value
      guard tensor.rank == 2, tensor.count > 0, tensor.count <= 1_000_000 else {
        throw Diagnostic(
          .shape, "pcolormesh draws numbers in rows and columns, a million at most, and this is \(tensor.shape)")
      }
      let (rows, columns) = (tensor.shape[0], tensor.shape[1])
      let isGiven = values.count == 3
      let x = try isGiven ? Self.borders(values[0], columns, isX: true) : (0...columns).map(Double.init)
      let y = try isGiven ? Self.borders(values[1], rows, isX: false) : (0...rows).map(Double.init)
      let image = try PyplotImage(.init(tensor), arguments, axes.settings["image.cmap"], "pcolormesh")
      guard let mappable = image.mappable else { throw Diagnostic(.shape, "pcolormesh draws numbers") }
      func colors(_ mappable: PyplotMappable) -> [Color?] {
        tensor.array.map { $0.isFinite ? mappable.color($0) : nil }
      }
      let id = axes.add(
        ChartItem(
          .mesh(ChartItem.Mesh(x: x, y: y, colors: colors(mappable))), color: .black,
          opacity: try PyplotArguments.opacity(arguments, "pcolormesh") ?? 1))
      mappable.numbers = tensor
      mappable.redraw = { [weak axes] mappable in
        axes?.change(id) { $0.mark = .mesh(ChartItem.Mesh(x: x, y: y, colors: colors(mappable))) }
      }
      axes.mappable = mappable
      return .object(PyplotArtist("QuadMesh", mappable: mappable, axes: axes, ids: [id]))
    }
  }

  /// The borders of rows or columns: as they are given, or halfway between their middles.
  private static func borders(_ value: Value, _ count: Int, isX: Bool) throws -> [Double] {
    let name = isX ? "x" : "y"
    let tensor = try value.tensor(for: "pcolormesh").value
    var numbers = tensor.array.map(Double.init)
    if tensor.rank == 2 {
      let (rows, columns) = (tensor.shape[0], tensor.shape[1])
      let line = (0..<(isX ? columns : rows)).map { numbers[isX ? $0 : $0 * columns] }
      let isEven = numbers.indices.allSatisfy { numbers[$0] == line[isX ? $0 % columns : $0 / columns] }
      guard isEven else {
        throw Diagnostic(
          .value, "pcolormesh draws upright cells: \(name) is alike in all \(isX ? "rows" : "columns")",
          parameter: nil)
      }
      numbers = line
    }
    if numbers.count == count, count > 1 {
      let middles = zip(numbers, numbers.dropFirst()).map { ($0 + $1) / 2 }
      numbers =
        [numbers[0] - (middles[0] - numbers[0])] + middles
        + [numbers[count - 1] + (numbers[count - 1] - middles[count - 2])]
    } else if numbers.count == 1, count == 1 {
      numbers = [numbers[0] - 0.5, numbers[0] + 0.5]
    }
    guard numbers.count == count + 1, numbers.allSatisfy(\.isFinite) else {
      throw Diagnostic(
        .shape,
        "pcolormesh: \(name) has the \(count + 1) borders or the \(count) middles of the cells, and these are "
          + "\(numbers.count) numbers")
    }
    return numbers
  }

  static func aspect(_ value: Value, _ entry: String) throws -> Chart.Aspect? {
    if value.isNone { return nil }
    if let number = value.number, number > 0, number.isFinite { return .box(number) }
    switch value.text {
    case "equal": return .box(1)
    case "auto": return .filling
    default:
      throw Diagnostic(
        .value, "aspect of \(entry) is \"equal\", \"auto\" or a number, and this is \(value.repr)", parameter: "aspect")
    }
  }
}
