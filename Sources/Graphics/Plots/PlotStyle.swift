/// Sizes that all plots share, in CSS pixels.
enum PlotStyle {
  static let titleSize = 13.0
  static let labelSize = 12.0
  static let tickSize = 11.0
  /// Of names under bars that stand close together.
  static let denseTickSize = 9.0
  static let legendSize = 11.0

  /// Around the whole plot.
  static let padding = 8.0
  /// From the frame to the labels of its ticks.
  static let tickLength = 4.0
  static let tickGap = 4.0
  /// Between the labels of ticks and that of the axis.
  static let labelGap = 6.0

  static let lineWidth = 1.75
  static let markerRadius = 3.0
  static let dashes = [6.0, 3.5]
}
