/// The shapes: each an area inside of the unit circle, x to the right and y downward.
enum Outline: Int, CaseIterable, Sendable {
  case square, ellipse, triangle, star, cross, heart

  var name: String { "\(self)" }

  /// Whether a point lies in the area.
  func contains(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .square: return max(abs(x), abs(y)) <= 0.7
    case .ellipse: return x * x + y * y / 0.3 <= 1
    case .triangle: return Self.inner(Self.triangleNormals, x, y, distance: 0.5) == 3
    // Of the five lines that draw a pentagram, a point inside of it is beyond at most one.
    case .star: return Self.inner(Self.pentagramNormals, x, y, distance: 0.309_017) >= 4
    case .cross: return max(abs(x), abs(y)) <= 0.9 && min(abs(x), abs(y)) <= 0.28
    case .heart:
      // (x² + y² - 1)³ = x² y³, moved and scaled into the circle.
      let (x, y) = (x * 1.28, 0.24 - y * 1.28)
      let ring = x * x + y * y - 1
      return ring * ring * ring <= x * x * y * y * y
    }
  }

  /// Of the lines with these normals, all at one distance from the centre, on how many a point lies on the centre's side.
  private static func inner(_ normals: [SIMD2<Double>], _ x: Double, _ y: Double, distance: Double) -> Int {
    normals.reduce(0) { $0 + (x * $1.x + y * $1.y <= distance ? 1 : 0) }
  }

  private static let triangleNormals: [SIMD2<Double>] = [[0, 1], [0.866_025_4, -0.5], [-0.866_025_4, -0.5]]
  private static let pentagramNormals: [SIMD2<Double>] = [
    [0, 1], [0.951_056_5, 0.309_017], [0.587_785_3, -0.809_017], [-0.587_785_3, -0.809_017], [-0.951_056_5, 0.309_017],
  ]
}
