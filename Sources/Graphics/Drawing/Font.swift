import CCairo
import CFont

/// The font of plots, DejaVu Sans, which is part of the program: no machine is without it, and all draw the same letters.
///
/// What it has no letters for (Chinese, say) is drawn with the system's sans-serif font, where there is one.
enum Font {
  private struct Face {
    let freetype: FT_Face
    let cairo: OpaquePointer
  }

  /// Read once, and never freed; Cairo locks it for each drawing.
  private nonisolated(unsafe) static let face: Face? = {
    var library: FT_Library?
    var face: FT_Face?
    guard FT_Init_FreeType(&library) == 0,
      FT_New_Memory_Face(library, elbow_font, FT_Long(elbow_font_size), 0, &face) == 0, let face,
      let cairo = cairo_ft_font_face_create_for_ft_face(face, 0)
    else { return nil }
    return Face(freetype: face, cairo: cairo)
  }()

  /// Whether there is a letter, for each code point of the basic plane: FreeType's own search is for one thread at a time.
  private static let letters: [Bool] = {
    var letters = [Bool](repeating: false, count: 0x10000)
    guard let face else { return letters }
    var glyph: FT_UInt = 0
    var code = FT_Get_First_Char(face.freetype, &glyph)
    while glyph != 0 {
      if code < letters.count { letters[Int(code)] = true }
      code = FT_Get_Next_Char(face.freetype, code, &glyph)
    }
    return letters
  }()

  static func has(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII || Int(scalar.value) < letters.count && letters[Int(scalar.value)]
  }

  /// Chooses the font that has a text's letters.
  static func select(for text: String, in context: OpaquePointer?) {
    if !text.unicodeScalars.allSatisfy(has), selectSystemFont(in: context) { return }
    if let face { cairo_set_font_face(context, face.cairo) }
  }

  /// - Returns: False where the system has no font at all: Cairo's own then has ASCII only.
  private static func selectSystemFont(in context: OpaquePointer?) -> Bool {
    cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    guard let font = cairo_get_scaled_font(context) else { return false }
    return cairo_scaled_font_get_type(font) != CAIRO_FONT_TYPE_USER
  }
}
