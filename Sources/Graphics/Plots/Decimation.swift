/// Thins out points that could not be told apart on the page.
enum Decimation {
  /// The points of a line, unchanged to the eye: of a run inside one column of device pixels only the first, the
  /// lowest, the highest and the last stay, in their order.
  ///
  /// A line that wanders back and forth so much that this does not help is thinned to every n-th point.
  ///
  /// - Complexity: O(n), and for a line from left to right at most four points a column.
  static func line(_ points: [Point]) -> [Point] {
    // A few points are drawn as they are.
    guard points.count > 2_000 else { return points }
    var result: [Point] = []
    var run = 0..<0
    func finish() {
      guard !run.isEmpty else { return }
      var keep = [run.lowerBound, run.lowerBound, run.lowerBound, run.upperBound - 1]
      for index in run {
        if points[index].y < points[keep[1]].y { keep[1] = index }
        if points[index].y > points[keep[2]].y { keep[2] = index }
      }
      keep.sort()
      for (position, index) in keep.enumerated() where position == 0 || index != keep[position - 1] {
        result.append(points[index])
      }
    }
    var column = Int.min
    for (index, point) in points.enumerated() {
      let own = Int((point.x * Double(Picture.pixelRatio)).rounded(.down))
      if own != column {
        finish()
        run = index..<index
        column = own
      }
      run = run.lowerBound..<index + 1
    }
    finish()
    let most = 100_000
    guard result.count > most else { return result }
    let stride = (result.count + most - 1) / most
    return result.indices.filter { $0.isMultiple(of: stride) }.map { result[$0] }
  }

  /// Which points of a scatter plot to draw, in their order: where there are many, one for each CSS pixel.
  static func scatter(_ points: [Point], in frame: Rectangle) -> [Int] {
    let area = frame.grown(by: 4)
    let visible = points.indices.filter { points[$0].isFinite && area.contains(points[$0]) }
    guard visible.count > 20_000 else { return visible }
    let width = Int(area.width) + 1
    var isTaken = [Bool](repeating: false, count: width * (Int(area.height) + 1))
    return visible.filter { index in
      let cell = Int(points[index].y - area.top) * width + Int(points[index].x - area.left)
      if isTaken[cell] { return false }
      isTaken[cell] = true
      return true
    }
  }
}
