import CCairo

extension Canvas {
  /// The room that a line of text takes, in CSS pixels.
  struct TextSize {
    /// From the first letter's origin to where the next would follow.
    var width: Double
    /// Above the baseline, the same for every text of a size, so that lines of labels stand even.
    var ascent: Double
    /// Below the baseline.
    var descent: Double
    var height: Double { ascent + descent }
  }

  /// Where a text stands relative to the point it is drawn at.
  enum HorizontalAnchor { case left, center, right }
  enum VerticalAnchor { case top, middle, baseline, bottom }

  /// Grey antialiasing without hinting: the same shapes at every place, and the same widths on every machine.
  func prepareFont() {
    guard let options = cairo_font_options_create() else { return }
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
  }

  /// - Parameter size: of the font, in CSS pixels.
  func measure(_ text: String, size: Double) -> TextSize {
    let text = drawable(text)
    Font.select(for: text, in: context)
    cairo_set_font_size(context, size)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    // Fixed parts of the font's size rather than the font's own line height, which is generous in some fonts.
    return TextSize(width: extents.x_advance, ascent: 0.76 * size, descent: 0.24 * size)
  }

  /// Draws one line of text, turned a quarter to the left where `vertical`.
  ///
  /// - Parameters:
  ///   - x: CSS pixels; `y` likewise.
  ///   - size: of the font, in CSS pixels.
  func draw(
    _ text: String, x: Double, y: Double, size: Double, color: Color = .ink,
    horizontal: HorizontalAnchor = .left, vertical: VerticalAnchor = .baseline, turned: Bool = false
  ) {
    let measured = measure(text, size: size)
    let dx =
      switch horizontal {
      case .left: 0.0
      case .center: -measured.width / 2
      case .right: -measured.width
      }
    let dy =
      switch vertical {
      case .top: measured.ascent
      // The middle of the digits and small capitals, which is what the eye lines up.
      case .middle: 0.36 * size
      case .baseline: 0.0
      case .bottom: -measured.descent
      }
    cairo_save(context)
    setColor(color)
    cairo_translate(context, x, y)
    if turned { cairo_rotate(context, -.pi / 2) }
    cairo_move_to(context, dx, dy)
    cairo_show_text(context, drawable(text))
    cairo_restore(context)
  }

  /// The text cut to a width, with an ellipsis where something was left out.
  func fitted(_ text: String, size: Double, width: Double) -> String {
    guard measure(text, size: size).width > width else { return text }
    // Halving rather than dropping letter by letter: a title may be a whole book.
    let letters = Array(text)
    var (fits, tooLong) = (0, letters.count)
    while fits + 1 < tooLong {
      let middle = (fits + tooLong) / 2
      let candidate = String(letters[..<middle]) + "…"
      if measure(candidate, size: size).width <= width { fits = middle } else { tooLong = middle }
    }
    return fits == 0 ? "" : String(letters[..<fits]) + "…"
  }

  /// The text on one line: control characters (among them the NUL that would end a C string) become spaces.
  private func drawable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    // Cairo keeps glyph positions in 24 bits; nothing longer than this could be seen anyway.
    for scalar in text.unicodeScalars.prefix(2_000) { scalars.append(scalar.value < 32 ? " " : scalar) }
    return String(scalars)
  }
}
