/// An opaque sRGB colour, eight bits a channel.
package struct Color: Sendable, Equatable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour as it is written in CSS: `Color(0x3f90da)`.
  package init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  package static let white = Color(0xffffff)
  package static let black = Color(0x000000)
  /// The text of axes and captions: softer than black on a white page.
  package static let ink = Color(0x262626)
  package static let magenta = Color(0xff00ff)

  /// Whether one channel is enough to hold it.
  var isGrey: Bool { red == green && green == blue }

  /// Whether dark text can be read on it (the Rec. 601 luma above the middle).
  var isLight: Bool { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) > 127_500 }

  /// This colour as the bytes of one pixel with 1, 3 or 4 channels; one channel takes the red.
  func bytes(channels: Int) -> [UInt8] {
    channels == 1 ? [red] : channels == 3 ? [red, green, blue] : [red, green, blue, 255]
  }
}
