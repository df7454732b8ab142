import CPNG

/// Rasters to PNG files in memory and back, through libpng.
///
/// libpng reports errors by `longjmp`, which must never pass a Swift frame: it would skip releases and leave Swift's
/// state broken. Writing uses the simplified interface (`png_image_…`), which does its `setjmp` inside of libpng's own C
/// frames; reading needs the full one, behind the C frame of CPNGReading.
package enum PNG {
  /// What a file is made for.
  package enum Purpose: Sendable {
    /// To be kept: as small as libpng makes it.
    case keeping
    /// To be seen for a moment, until the next one replaces it: a third of the time, a fifth larger.
    case glimpse
  }

  /// libpng's own words for the fault.
  static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// A control structure as libpng wants it before its first call.
  static func control() -> png_image {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    return image
  }

  /// The layout of a pixel with 1, 3 or 4 channels.
  static func format(channels: Int) -> png_uint_32 {
    channels == 1 ? 0 : channels == 3 ? PNG_FORMAT_FLAG_COLOR : PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA
  }
}
