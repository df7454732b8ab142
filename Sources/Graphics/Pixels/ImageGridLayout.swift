/// Where everything in an ``ImageGrid`` stands, in pixels of the PNG.
struct ImageGridLayout {
  /// The room and type of the captions, in CSS pixels.
  struct Captions {
    var fontSize: Double
    /// Between a caption and its images.
    var gap: Double
    /// The widest that a row's caption may be.
    var widest: Double
  }

  let columns: Int
  let rows: Int
  /// The largest image, in its own pixels.
  let cell: (width: Int, height: Int)
  /// PNG pixels to a pixel of an image.
  let factor: Int
  let gutter: Int
  /// The top left corner of the gutters: captions stand above and to the left.
  let margin: (left: Int, top: Int)
  let captions: Captions?

  var width: Int { margin.left + columns * cell.width * factor + (columns + 1) * gutter }
  var height: Int { margin.top + rows * cell.height * factor + (rows + 1) * gutter }

  init(_ grid: ImageGrid) throws(GraphicsError) {
    guard !grid.images.isEmpty else { throw GraphicsError(.size, "a grid takes at least one image, found none") }
    if let columns = grid.columns, columns < 1 {
      throw GraphicsError(.size, "a grid has at least one column, found \(columns)")
    }
    let allowed = 0...Raster.maximumSide
    guard allowed.contains(grid.gutter) else {
      throw GraphicsError(.size, "a gutter is 0 to \(Raster.maximumSide) pixels wide, found \(grid.gutter)")
    }
    if let scale = grid.scale, scale < 1 || !allowed.contains(scale) {
      throw GraphicsError(.size, "images are enlarged by a whole number from 1, found \(scale)")
    }
    columns = min(grid.columns ?? ImageGridLayout.columns(for: grid.images.count), grid.images.count)
    rows = (grid.images.count + columns - 1) / columns
    guard grid.rowCaptions.count <= rows else {
      throw GraphicsError(
        .data,
        "captions stand beside rows: expected at most \(rows), found \(grid.rowCaptions.count); with columns=1 every image has a row"
      )
    }
    cell = grid.images.reduce((1, 1)) { (max($0.0, $1.width), max($0.1, $1.height)) }
    gutter = grid.gutter * Picture.pixelRatio
    factor =
      grid.scale.map { $0 * Picture.pixelRatio }
      ?? ImageGridLayout.factor(for: cell, columns: columns, gutter: grid.gutter)
    guard !grid.rowCaptions.isEmpty || !grid.columnCaptions.isEmpty else {
      margin = (0, 0)
      captions = nil
      return
    }
    let captions = Captions(fontSize: 12, gap: 4, widest: 160)
    self.captions = captions
    let ruler = try Canvas(width: 1, height: 1, background: .white)
    let atLeft = grid.rowCaptions.prefix(rows) + [grid.cornerCaption]
    let widest = atLeft.map { ruler.measure($0, size: captions.fontSize).width }.max() ?? 0
    let left = widest > 0 ? min(widest, captions.widest) + 2 * captions.gap : 0
    let top = grid.columnCaptions.isEmpty ? 0 : captions.fontSize + 2 * captions.gap
    // Whole CSS pixels, so that the picture is even and its images stay sharp.
    margin = (Int(left.rounded(.up)) * Picture.pixelRatio, Int(top.rounded(.up)) * Picture.pixelRatio)
  }

  /// The top left corner of a cell.
  func cellOrigin(column: Int, row: Int) -> (x: Int, y: Int) {
    (
      margin.left + gutter + column * (cell.width * factor + gutter),
      margin.top + gutter + row * (cell.height * factor + gutter)
    )
  }

  /// The top left corner of the image with this number, in the middle of its cell.
  func origin(of image: Raster, at index: Int) -> (x: Int, y: Int) {
    let corner = cellOrigin(column: index % columns, row: index / columns)
    return (
      corner.x + (cell.width - image.width) * factor / 2, corner.y + (cell.height - image.height) * factor / 2
    )
  }

  /// About as many columns as rows, a little wider where that leaves no gap in the last row: 64 → 8, 10 → 5, 7 → 3.
  static func columns(for count: Int) -> Int {
    let square = Int(Double(count).squareRoot().rounded(.up))
    return (square...max(square, 2 * square)).first { count.isMultiple(of: $0) } ?? square
  }

  /// One image about 200 CSS pixels wide, a row at most 600, in whole CSS pixels to a pixel of an image.
  ///
  /// Where even one CSS pixel would be too wide, a pixel of an image is a pixel of the PNG.
  static func factor(for cell: (width: Int, height: Int), columns: Int, gutter: Int) -> Int {
    let room = min(200, (600 - (columns + 1) * gutter) / columns)
    let scale = room / max(cell.width, cell.height)
    return max(1, scale * Picture.pixelRatio)
  }
}
