import Files
import Graphics
import Language

extension Namespaces {
  /// `IPython.display`: pictures from files, and values shown before a cell's end.
  var notebookDisplay: Value {
    let members = own([image, display, clearing, formats])
    return .object(
      NamespaceValue(
        "IPython",
        [
          "display": .object(NamespaceValue("IPython.display", members)),
          "core": .object(
            NamespaceValue(
              "IPython.core", ["display": .object(NamespaceValue("IPython.core.display", members))])),
        ]))
  }

  /// `matplotlib_inline`, through which notebooks choose how pictures come.
  var inlinePictures: Value {
    let backend = NamespaceValue("matplotlib_inline.backend_inline", own([formats]))
    return .object(NamespaceValue("matplotlib_inline", ["backend_inline": .object(backend)]))
  }

  private var formats: Entry {
    entry(
      "set_matplotlib_formats", "taken for IPython's sake: pictures come as PNG, sharp on every screen",
      [
        Parameter("formats", .any, style: .variadic, "their names"),
        Parameter("settings", .any, style: .keywords, "what else is said of them"),
      ], result: "None", abstract: .nothing
    ) { _, _ in .none }
  }

  private var image: Entry {
    entry(
      "Image", "the picture in a PNG or JPEG file",
      [
        Parameter("data", .any, default: Value.none, "the file"),
        Parameter("url", .any, default: Value.none, "not here: None"),
        Parameter("filename", .any, default: Value.none, suggestions: FileNames.completions, "the file"),
        Parameter(
          "width", .real(1...20_000), default: Value.none, style: .keywordOnly, "how wide it stands on the page"),
        Parameter(
          "height", .real(1...20_000), default: Value.none, style: .keywordOnly, "how high it stands on the page"),
        Parameter("unconfined", .bool, default: .bool(false), style: .keywordOnly, "nothing"),
      ], result: "picture"
    ) { [session] arguments, _ in
      guard arguments["url"].isNone else {
        throw Diagnostic(.value, "nothing is fetched from elsewhere: Image shows a file", parameter: "url")
      }
      let name = arguments["filename"].isNone ? "data" : "filename"
      guard case .string(let given) = arguments[name] else {
        throw Diagnostic(
          .type, "Image takes the path of a PNG or JPEG file", suggestion: "Image(\"x.png\")", parameter: name)
      }
      let path = try FileNames.existing(given, session.catalog)
      let raster = try StoredPicture.decode([UInt8](try FileReader.bytes(of: path)))
      var picture = try Picture(raster, description: "picture \(Paths.name(path)), \(raster.width)×\(raster.height)")
      picture.size = Self.size(raster, arguments)
      return .object(PictureValue(picture))
    }
  }

  /// On the page: as many pixels as the file has, or as asked, in its own proportions where one side is given.
  private static func size(_ raster: Raster, _ arguments: Arguments) -> (width: Int, height: Int) {
    let (own, wide, high) = (
      (Double(raster.width), Double(raster.height)), arguments["width"].number, arguments["height"].number
    )
    let width = wide ?? high.map { $0 * own.0 / own.1 } ?? own.0
    let height = high ?? wide.map { $0 * own.1 / own.0 } ?? own.1
    return (max(1, Int(min(width, 20_000))), max(1, Int(min(height, 20_000))))
  }

  private var display: Entry {
    entry(
      "display", "shows values as a cell shows its own",
      [Parameter("objs", .any, style: .variadic, "the values")], result: "None"
    ) { arguments, context in
      for value in arguments.values("objs") { context.output.display(value.display, id: nil) }
      return .none
    }
  }

  private var clearing: Entry {
    entry(
      "clear_output", "clears what the cell has shown",
      [Parameter("wait", .bool, default: .bool(false), "whether the next output takes its place")], result: "None"
    ) { arguments, context in
      context.output.clear(wait: arguments.bool("wait"))
      return .none
    }
  }
}
