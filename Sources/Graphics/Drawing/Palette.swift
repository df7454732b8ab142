/// The colours of series, in the order they are given out.
///
/// The ten of Matthew Petroff's "Accessible Color Sequences for Data Visualization" (arXiv:2107.02270), chosen so that
/// neighbours in the cycle can be told apart with every common form of colour blindness and in grey. But for the ninth, which is
/// a grey there as the fourth is: on a map of points threes and eights looked alike. Nearly black is like none of them.
package enum Palette {
  package static let colors: [Color] = [
    Color(0x3f90da), Color(0xffa90e), Color(0xbd1f01), Color(0x94a4a2), Color(0x832db6),
    Color(0xa96b59), Color(0xe76300), Color(0xb9ac70), Color(0x26282e), Color(0x92dadd),
  ]

  /// The colour of the series or class with this number; after the last the first comes again.
  package static func color(_ index: Int) -> Color { colors[((index % colors.count) + colors.count) % colors.count] }

  static let grid = Color(0xe8e8e8)
  /// Lines across the plot that mark a place.
  static let rule = Color(0x5f5f5f)
  static let axis = Color(0x8a8a8a)
  /// Around images that are as light as the page.
  static let frame = Color(0xc4c4c4)
}
