import Graphics
import Language

/// Numbers that were drawn as colours.
struct PyplotMappable {
  var map: Colormap
  var lower: Double
  var upper: Double

  /// With matplotlib's roundings: an array of single precision stays one.
  func color(_ value: Float) -> Color {
    guard upper > lower else { return map.color(Float(0)) }
    return map.color(Float(Double(Float(Double(value) - lower)) / (upper - lower)))
  }
}

/// What a call of `imshow`, `plot` and their like gives: something of the picture, which is shown by it.
final class PyplotArtist: ObjectValue {
  private let name: String
  /// What it unpacks to; nil where it is one thing.
  private let items: [Value]?
  let mappable: PyplotMappable?
  let axes: PyplotAxes?

  init(_ name: String, items: [Value]? = nil, mappable: PyplotMappable? = nil, axes: PyplotAxes? = nil) {
    (self.name, self.items, self.mappable, self.axes) = (name, items, mappable, axes)
  }

  var typeName: String { name }
  func repr() -> String { "<\(name)>" }
  var isShownAsResult: Bool { false }
  var count: Int? { items?.count }

  func iterate() throws -> IteratorValue? {
    guard let items else { return nil }
    return try Value.list(items).objectIterator(name)
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard let items else { throw Diagnostic(.type, "a \(name) cannot be indexed") }
    return try Subscripts.read(.list(items), indices, context)
  }
}
