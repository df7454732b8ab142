/// A picture that cannot be made or read: what kind of failure, and in words what was expected and what was found.
package struct GraphicsError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable {
    /// A width, height, number of channels or scale outside of what a picture may have.
    case size
    /// Pixel values that do not fill the picture they are said to fill.
    case pixels
    /// The PNG could not be written.
    case encoding
    /// The bytes are no PNG, or a damaged one.
    case decoding
    /// Cairo could not draw.
    case drawing
    /// A plot whose data contradict each other, such as lists of different length.
    case data
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
