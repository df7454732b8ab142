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
      let image = try PyplotImage(
        arguments["X"], arguments, axes.figure?.usualMap ?? .string("viridis"), "imshow")
      let opacity = try PyplotArguments.opacity(arguments, "imshow") ?? 1
      let origin = arguments["origin"].isNone ? "upper" : arguments["origin"].text
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
      let aspect = try Self.aspect(arguments["aspect"], "imshow") ?? .box(1)
      image.tellNote(context)
      let isUpper = origin == "upper"
      axes.chart.items.append(
        ChartItem(
          .image(
            ChartItem.Image(
              raster: image.raster, left: extent[0], right: extent[1], bottom: isUpper ? extent[2] : extent[3],
              top: isUpper ? extent[3] : extent[2])), color: .black, opacity: opacity))
      axes.chart.aspect = aspect
      (axes.chart.x.isInverted, axes.chart.y.isInverted) = (extent[0] > extent[1], extent[2] > extent[3])
      if let mappable = image.mappable { axes.mappable = mappable }
      return .object(PyplotArtist("AxesImage", mappable: image.mappable, axes: axes))
    }
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
