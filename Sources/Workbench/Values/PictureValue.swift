import Graphics
import Language

/// A picture: shown where it is a cell's result, kept in a variable, shown again.
final class PictureValue: ObjectValue {
  let picture: Picture
  /// A page that one can work with, where there is more than a picture.
  let html: String?

  /// What shows the page where a kernel answers it.
  private let control: ControlValue?

  init(_ picture: Picture, html: String? = nil, control: ControlValue? = nil) {
    self.picture = picture
    self.html = html
    self.control = control
  }

  var typeName: String { "picture" }
  var detail: String? { "\(picture.size.width)×\(picture.size.height)" }
  func repr() -> String { picture.description }
  func display() -> Display? {
    var display = Display(plain: picture.description, html: html, png: picture.png, size: picture.size)
    if let view = control?.link.view { display.forms[view.mimeType] = .json(view.json) }
    return display
  }
}

extension Value {
  /// A picture that is shown where the entry should show one.
  static func displayed(_ picture: PictureValue, _ context: Context) -> Value {
    if context.isCommand, let display = picture.display() { context.output.display(display, id: nil) }
    return .object(picture)
  }
}
