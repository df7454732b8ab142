/// The size of one image: channels × height × width.
package struct ImageShape: Sendable, Equatable, CustomStringConvertible {
  package let channels: Int
  package let height: Int
  package let width: Int

  package init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Values in an image.
  package var count: Int { channels * height * width }

  package var description: String { "\(channels)×\(height)×\(width)" }
}
