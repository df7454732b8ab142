import Graphics
import Language

/// A picture: shown where it is a cell's result, kept in a variable, shown again.
final class PictureValue: ObjectValue {
  let picture: Picture

  init(_ picture: Picture) { self.picture = picture }

  var typeName: String { "picture" }
  var detail: String? { "\(picture.size.width)×\(picture.size.height)" }
  func repr() -> String { picture.description }
  func display() -> Display? { Display(plain: picture.description, png: picture.png, size: picture.size) }
}
