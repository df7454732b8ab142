/// A place on a canvas, in CSS pixels from the top left corner.
struct Point: Equatable {
  var x: Double
  var y: Double

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// An upright rectangle on a canvas, in CSS pixels.
struct Rectangle: Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  /// This rectangle with each side moved outwards.
  func grown(by distance: Double) -> Rectangle {
    Rectangle(left: left - distance, top: top - distance, right: right + distance, bottom: bottom + distance)
  }
}
