import CCairo

extension Canvas {
  /// Draws what the closure draws, cut off at the sides of a rectangle.
  func clipped<Failure: Error>(to rectangle: Rectangle, _ body: () throws(Failure) -> Void) throws(Failure) {
    cairo_save(context)
    cairo_rectangle(context, rectangle.left, rectangle.top, rectangle.width, rectangle.height)
    cairo_clip(context)
    defer { cairo_restore(context) }
    try body()
  }

  /// A straight line. Where it runs along an axis and `isCrisp`, it is moved onto whole device pixels.
  func line(
    from start: Point, to end: Point, color: Color, opacity: Double = 1, width: Double, dashes: [Double] = [],
    isCrisp: Bool = true
  ) {
    var (start, end) = (start, end)
    if isCrisp {
      if start.x == end.x { (start.x, end.x) = (crisp(start.x, width), crisp(start.x, width)) }
      if start.y == end.y { (start.y, end.y) = (crisp(start.y, width), crisp(start.y, width)) }
    }
    setColor(color, opacity: opacity)
    cairo_set_line_width(context, width)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_move_to(context, start.x, start.y)
    cairo_line_to(context, end.x, end.y)
    cairo_stroke(context)
  }

  /// A line through points, with round corners and ends.
  func polyline(_ points: [Point], color: Color, opacity: Double = 1, width: Double, dashes: [Double] = []) {
    setColor(color, opacity: opacity)
    cairo_set_line_width(context, width)
    cairo_set_line_cap(context, dashes.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    // Cairo's work grows faster than the number of points in one stroke. Solid pieces that share their end points
    // look like one line; dashes would begin anew, and pieces that one can look through show where they overlap.
    let piece = dashes.isEmpty && opacity >= 1 ? 500 : max(1, points.count)
    var first = 0
    while first + 1 < points.count {
      let last = min(first + piece, points.count - 1)
      path(points[first...last])
      cairo_stroke(context)
      first = last
    }
  }

  /// A filled area.
  func polygon(_ points: [Point], color: Color, opacity: Double) {
    guard points.count > 2 else { return }
    setColor(color, opacity: opacity)
    path(points[...])
    cairo_close_path(context)
    cairo_fill(context)
  }

  /// A closed line with sharp corners.
  func outline(_ points: [Point], color: Color, opacity: Double = 1, width: Double) {
    guard points.count > 2, width > 0 else { return }
    setColor(color, opacity: opacity)
    cairo_set_line_width(context, width)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
    cairo_set_dash(context, [], 0, 0)
    path(points[...])
    cairo_close_path(context)
    cairo_stroke(context)
  }

  /// A circle's line.
  func ring(at center: Point, radius: Double, color: Color, opacity: Double = 1, width: Double) {
    guard width > 0 else { return }
    cairo_new_path(context)
    cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
    setColor(color, opacity: opacity)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, [], 0, 0)
    cairo_stroke(context)
  }

  /// A filled disc, with a thin ring where `ring` is given.
  func disc(at center: Point, radius: Double, color: Color, opacity: Double = 1, ring: Color? = nil) {
    cairo_new_path(context)
    cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
    setColor(color, opacity: opacity)
    guard let ring else {
      cairo_fill(context)
      return
    }
    cairo_fill_preserve(context)
    setColor(ring)
    cairo_set_line_width(context, 0.75)
    cairo_set_dash(context, [], 0, 0)
    cairo_stroke(context)
  }

  /// A filled rectangle, with a border where `border` is given.
  func fill(_ rectangle: Rectangle, color: Color, opacity: Double = 1, border: Color? = nil, radius: Double = 0) {
    cairo_new_path(context)
    if radius > 0 {
      let (left, right) = (rectangle.left + radius, rectangle.right - radius)
      let (top, bottom) = (rectangle.top + radius, rectangle.bottom - radius)
      cairo_arc(context, right, top, radius, -.pi / 2, 0)
      cairo_arc(context, right, bottom, radius, 0, .pi / 2)
      cairo_arc(context, left, bottom, radius, .pi / 2, .pi)
      cairo_arc(context, left, top, radius, .pi, 3 * .pi / 2)
      cairo_close_path(context)
    } else {
      cairo_rectangle(context, rectangle.left, rectangle.top, rectangle.width, rectangle.height)
    }
    setColor(color, opacity: opacity)
    guard let border else {
      cairo_fill(context)
      return
    }
    cairo_fill_preserve(context)
    setColor(border)
    cairo_set_line_width(context, 0.75)
    cairo_set_dash(context, [], 0, 0)
    cairo_stroke(context)
  }

  private func path(_ points: ArraySlice<Point>) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x, point.y) }
  }

  /// The coordinate at which a line of this width covers whole device pixels.
  private func crisp(_ coordinate: Double, _ width: Double) -> Double {
    let ratio = Double(Picture.pixelRatio)
    let isOdd = Int((width * ratio).rounded()) % 2 == 1
    return isOdd ? ((coordinate * ratio).rounded(.down) + 0.5) / ratio : (coordinate * ratio).rounded() / ratio
  }
}
