import Glibc
import Language
import Tensors
import Text

/// Images turned against the clock: pictures of bytes as Pillow turns them, tensors as torchvision does, which differ in how they
/// round the places that a pixel comes from.
struct ImageRotation {
  enum Filter: String { case nearest, bilinear }

  /// In degrees, against the clock.
  let angle: Double
  let filter: Filter
  /// Whether the result is as large as to hold all of the turned image.
  let expands: Bool
  /// Across and down, in pixels from the corner; nil for the middle.
  let center: (x: Double, y: Double)?
  /// What is seen beyond the edges, for each channel, or for all of them; of pictures from 0 to 1 too.
  let fill: [Float]

  /// - Parameter isPicture: whether the numbers are bytes from 0 to 1 by steps of 1/255.
  func rotated(_ images: Tensor, isPicture: Bool) throws -> Tensor {
    isPicture ? try asPicture(images) : try asTensor(images)
  }

  /// The place that a pixel comes from, by two rows of a matrix.
  private struct Map {
    var (a, b, c, d, e, f): (Double, Double, Double, Double, Double, Double)

    func callAsFunction(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (a * x + b * y + c, d * x + e * y + f) }
  }

  /// The turned planes of an image: `source` gives a number of a plane at a place of the result, nil beyond the edge.
  private func planes(
    of images: Tensor, height: Int, width: Int, _ source: (_ plane: UnsafePointer<Float>, _ x: Int, _ y: Int) -> Float?
  ) throws -> Tensor {
    let shape = images.shape.dimensions
    let (lead, size) = (Array(shape.dropLast(2)), shape.suffix(2).reduce(1, *))
    let channels = lead.last ?? 1
    let result = try Tensor(
      uninitialized: Shape(lengths: lead + [height, width], for: "rotate"), for: "rotate")
    var target = result.mutablePointer
    for plane in 0..<lead.reduce(1, *) {
      let beyond = fill.count == 1 ? fill[0] : fill[plane % channels]
      for y in 0..<height {
        for x in 0..<width {
          target.pointee = source(images.pointer + plane * size, x, y) ?? beyond
          target += 1
        }
      }
    }
    return result
  }

  private func sides(_ images: Tensor) throws -> (height: Int, width: Int) {
    let shape = images.shape
    guard shape.rank == 3 || shape.rank == 4 else {
      throw Diagnostic(.shape, "rotate takes an image of channels×height×width, and this is \(shape)")
    }
    guard fill.count == 1 || fill.count == shape[shape.rank - 3] else {
      throw Diagnostic(
        .value, "fill is one number, or one for each of the \(shape[shape.rank - 3]) channels", parameter: "fill")
    }
    return (shape[shape.rank - 2], shape[shape.rank - 1])
  }

  // MARK: Pictures

  private func asPicture(_ images: Tensor) throws -> Tensor {
    let (height, width) = try sides(images)
    let turn = angle - 360 * (angle / 360).rounded(.down)
    if center == nil {
      switch turn {
      case 0: return images
      case 180:
        return try planes(of: images, height: height, width: width) { $0[(height - 1 - $2) * width + width - 1 - $1] }
      case 90 where expands || height == width:
        return try planes(of: images, height: width, width: height) { $0[$1 * width + width - 1 - $2] }
      case 270 where expands || height == width:
        return try planes(of: images, height: width, width: height) { $0[(height - 1 - $1) * width + $2] }
      default: break
      }
    }
    func rounded(_ x: Double) -> Double { (x * 1e15).rounded(.toNearestOrEven) / 1e15 }
    let radians = -turn * .pi / 180
    let (w, h) = (Double(width), Double(height))
    let middle = center ?? (w / 2, h / 2)
    var map = Map(
      a: rounded(cos(radians)), b: rounded(sin(radians)), c: 0, d: rounded(-sin(radians)), e: rounded(cos(radians)),
      f: 0)
    (map.c, map.f) = map(-middle.x, -middle.y)
    (map.c, map.f) = (map.c + middle.x, map.f + middle.y)
    var (newWidth, newHeight) = (width, height)
    if expands {
      let corners = [map(0, 0), map(w, 0), map(w, h), map(0, h)]
      func extent(_ values: [Double]) -> Int { Int(ceil(values.max() ?? 0) - floor(values.min() ?? 0)) }
      (newWidth, newHeight) = (extent(corners.map(\.x)), extent(corners.map(\.y)))
      (map.c, map.f) = map(-Double(newWidth - width) / 2, -Double(newHeight - height) / 2)
    }
    return filter == .nearest
      ? try nearest(images, map, (height, width), newHeight, newWidth)
      : try bilinear(images, map, (height, width), newHeight, newWidth)
  }

  /// By whole numbers with 16 binary places, as Pillow steps.
  private func nearest(
    _ images: Tensor, _ map: Map, _ old: (height: Int, width: Int), _ height: Int, _ width: Int
  ) throws -> Tensor {
    func fixed(_ x: Double) -> Int { Int(floor(x * 65536 + 0.5)) }
    let (a, b, d, e) = (fixed(map.a), fixed(map.b), fixed(map.d), fixed(map.e))
    let start = (fixed(map.c + map.a * 0.5 + map.b * 0.5), fixed(map.f + map.d * 0.5 + map.e * 0.5))
    return try planes(of: images, height: height, width: width) { plane, x, y in
      let (column, row) = ((start.0 + y * b + x * a) >> 16, (start.1 + y * e + x * d) >> 16)
      guard 0..<old.width ~= column, 0..<old.height ~= row else { return nil }
      return plane[row * old.width + column]
    }
  }

  private func bilinear(
    _ images: Tensor, _ map: Map, _ old: (height: Int, width: Int), _ height: Int, _ width: Int
  ) throws -> Tensor {
    try planes(of: images, height: height, width: width) { plane, x, y in
      let place = map(Double(x) + 0.5, Double(y) + 0.5)
      guard place.x >= 0, place.x < Double(old.width), place.y >= 0, place.y < Double(old.height) else { return nil }
      let (left, top) = (floor(place.x - 0.5), floor(place.y - 0.5))
      let (across, down) = (place.x - 0.5 - left, place.y - 0.5 - top)
      func row(_ number: Int) -> Double {
        func byte(_ column: Int) -> Double {
          Double((plane[number * old.width + min(old.width - 1, max(0, column))] * 255).rounded())
        }
        let (first, second) = (byte(Int(left)), byte(Int(left) + 1))
        return first + (second - first) * across
      }
      let upper = row(min(old.height - 1, max(0, Int(top))))
      let lower = Int(top) + 1 < old.height ? row(Int(top) + 1) : upper
      return Float((upper + (lower - upper) * down).rounded(.down)) / 255
    }
  }

  // MARK: Tensors

  /// As `grid_sample` does it, in single precision, with the edge of pixels at ±1.
  private func asTensor(_ images: Tensor) throws -> Tensor {
    let (height, width) = try sides(images)
    let radians = angle * .pi / 180
    let (w, h) = (Double(width), Double(height))
    let middle = center.map { ($0.x - w * 0.5, $0.y - h * 0.5) } ?? (0, 0)
    var map = Map(a: cos(radians), b: -sin(radians), c: 0, d: sin(radians), e: cos(radians), f: 0)
    (map.c, map.f) = map(-middle.0, -middle.1)
    (map.c, map.f) = (map.c + middle.0, map.f + middle.1)
    var (newWidth, newHeight) = (width, height)
    if expands {
      let corners = [(-0.5 * w, -0.5 * h), (-0.5 * w, 0.5 * h), (0.5 * w, 0.5 * h), (0.5 * w, -0.5 * h)].map {
        map($0.0, $0.1)
      }
      // What lies within rounding of a whole number is that number, as there.
      func extent(_ values: [Double], _ half: Double) -> Int {
        let (low, high) = ((values.min() ?? 0) + half, (values.max() ?? 0) + half)
        func trimmed(_ x: Double) -> Double { (x * 1e4).rounded(.toNearestOrEven) / 1e4 }
        return Int(ceil(trimmed(high)) - floor(trimmed(low)))
      }
      (newWidth, newHeight) = (extent(corners.map(\.x), w * 0.5), extent(corners.map(\.y), h * 0.5))
    }
    let (halfWidth, halfHeight) = (Float(0.5 * w), Float(0.5 * h))
    let across = (Float(map.a) / halfWidth, Float(map.b) / halfWidth, Float(map.c) / halfWidth)
    let down = (Float(map.d) / halfHeight, Float(map.e) / halfHeight, Float(map.f) / halfHeight)
    let first = (Float(-Double(newWidth) * 0.5 + 0.5), Float(-Double(newHeight) * 0.5 + 0.5))
    return try planes(of: images, height: newHeight, width: newWidth) { plane, x, y in
      let (fx, fy) = (first.0 + Float(x), first.1 + Float(y))
      let column = (fx * across.0 + fy * across.1 + across.2 + 1) * halfWidth - 0.5
      let row = (fx * down.0 + fy * down.1 + down.2 + 1) * halfHeight - 0.5
      if filter == .nearest {
        let (i, j) = (Int(row.rounded(.toNearestOrEven)), Int(column.rounded(.toNearestOrEven)))
        guard 0..<width ~= j, 0..<height ~= i else { return nil }
        return plane[i * width + j]
      }
      let (left, top) = (column.rounded(.down), row.rounded(.down))
      var (sum, covered): (Float, Float) = (0, 0)
      for (i, share) in [(Int(top), top + 1 - row), (Int(top) + 1, row - top)] where 0..<height ~= i {
        for (j, part) in [(Int(left), left + 1 - column), (Int(left) + 1, column - left)] where 0..<width ~= j {
          sum += plane[i * width + j] * share * part
          covered += share * part
        }
      }
      guard fill.contains(where: { $0 != 0 }) else { return sum }
      return covered == 0 ? nil : sum * covered + (1 - covered) * fill[0]
    }
  }
}
