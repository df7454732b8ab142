import Kernels

/// How many elements are added up in single precision before the sum goes to double precision.
private let block = 4096

extension ProcessorKernels {
  package static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
    sum(count) { load(values + $0, $1) }
  }

  package static func sumOfSquares(_ values: UnsafePointer<Float>, from center: Float, count: Int) -> Double {
    sum(count) { index, lanes in
      let difference = load(values + index, lanes) - center
      return difference * difference
    }
  }

  package static func addRows(
    _ rows: UnsafePointer<Float>, count: Int, columns: Int, step: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    // Blocks of rows have sums of their own, so that a long column loses nothing in a sum grown large.
    let blockRows = 256
    for first in stride(from: 0, to: count, by: blockRows) {
      let (start, count) = (rows + first * step, min(blockRows, count - first))
      var column = 0
      while column + 4 * Lanes.scalarCount <= columns {
        addRows(Count<4>(), start + column, count, step, sums + column)
        column += 4 * Lanes.scalarCount
      }
      while column + Lanes.scalarCount <= columns {
        addRows(Count<1>(), start + column, count, step, sums + column)
        column += Lanes.scalarCount
      }
      guard column < columns else { continue }
      var total = Lanes.zero
      if columns >= Lanes.scalarCount {
        // The last whole vector, of whose sums those that are done already are left out.
        let last = columns - Lanes.scalarCount
        for row in 0..<count { total += load(start + row * step + last) }
        for lane in column - last..<Lanes.scalarCount { sums[last + lane] += total[lane] }
        continue
      }
      for row in 0..<count { total += load(start + row * step + column, columns - column) }
      store(load(sums + column, columns - column) + total, sums + column, columns - column)
    }
  }

  @inline(__always)
  private static func addRows<let vectors: Int>(
    _: Count<vectors>, _ rows: UnsafePointer<Float>, _ count: Int, _ step: Int, _ sums: UnsafeMutablePointer<Float>
  ) {
    let lanes = Lanes.scalarCount
    var (even, odd) = (InlineArray<vectors, Lanes> { _ in .zero }, InlineArray<vectors, Lanes> { _ in .zero })
    var row = rows
    for _ in 0..<count / 2 {
      for v in 0..<vectors {
        even[unchecked: v] += load(row + v * lanes)
        odd[unchecked: v] += load(row + step + v * lanes)
      }
      row += 2 * step
    }
    if count % 2 == 1 {
      for v in 0..<vectors { even[unchecked: v] += load(row + v * lanes) }
    }
    for v in 0..<vectors { store(load(sums + v * lanes) + (even[unchecked: v] + odd[unchecked: v]), sums + v * lanes) }
  }

  package static func logSumExp(_ values: UnsafePointer<Float>, count: Int) -> Float {
    let peak = peak(values, count)
    return logarithm(sum(count) { VectorMath.exp(load(values + $0, $1) - peak) }) + peak
  }

  package static func softmax(
    _ row: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool
  ) {
    let peak = peak(row, count)
    if logarithm {
      // Shifted by the largest element first: the difference of two numbers near 1000 would keep only three decimals.
      let total = self.logarithm(sum(count) { VectorMath.exp(load(row + $0, $1) - peak) })
      forEachVector(count) { index, lanes in
        store((load(row + index, lanes) - peak) - total, destination + index, lanes)
      }
    } else {
      let total = Float(
        sum(count) { index, lanes in
          let power = VectorMath.exp(load(row + index, lanes) - peak)
          store(power, destination + index, lanes)
          return power
        })
      forEachVector(count) { index, lanes in
        store(load(destination + index, lanes) / total, destination + index, lanes)
      }
    }
  }

  package static func softmaxGradient(
    _ gradient: UnsafePointer<Float>, of result: UnsafePointer<Float>,
    into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool
  ) {
    if logarithm {
      let total = Float(sum(gradient, count: count))
      forEachVector(count) { index, lanes in
        let g = load(gradient + index, lanes)
        store(g - VectorMath.exp(load(result + index, lanes)) * total, destination + index, lanes)
      }
    } else {
      let total = Float(sum(count) { load(gradient + $0, $1) * load(result + $0, $1) })
      forEachVector(count) { index, lanes in
        let (g, y) = (load(gradient + index, lanes), load(result + index, lanes))
        store(y * (g - total), destination + index, lanes)
      }
    }
  }

  // MARK: Parts

  /// The largest value, NaN aside, held finite: taking ∞ out of ∞ would give NaN.
  private static func peak(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var largest = Lanes(repeating: -.greatestFiniteMagnitude)
    forEachVector(count) { index, lanes in
      // The padding of the last vector is replaced by a value that is there.
      let x = lanes == Lanes.scalarCount ? load(values + index) : loadPadded(values + index, lanes)
      largest.replace(with: x, where: x .> largest)
    }
    // Lane by lane: a specialised generic of the library would be shared between the variants.
    var peak = -Float.greatestFiniteMagnitude
    for lane in 0..<Lanes.scalarCount where largest[lane] > peak { peak = largest[lane] }
    return min(peak, .greatestFiniteMagnitude)
  }

  @inline(__always)
  private static func loadPadded(_ source: UnsafePointer<Float>, _ count: Int) -> Lanes {
    var values = Lanes(repeating: -.greatestFiniteMagnitude)
    for lane in 0..<min(count, Lanes.scalarCount) { values[lane] = source[lane] }
    return values
  }

  private static func logarithm(_ x: Double) -> Float { VectorMath.log(Lanes(repeating: Float(x)))[0] }

  /// Σ of what `term` gives for each vector; of the last, only the lanes that are there count.
  @inline(__always)
  private static func sum(_ count: Int, _ term: (_ index: Int, _ lanes: Int) -> Lanes) -> Double {
    var total = 0.0
    for first in stride(from: 0, to: count, by: block) {
      var sums = Lanes.zero
      forEachVector(min(block, count - first)) { index, lanes in
        var values = term(first + index, lanes)
        if lanes < Lanes.scalarCount {
          for lane in lanes..<Lanes.scalarCount { values[lane] = 0 }
        }
        sums += values
      }
      for lane in 0..<Lanes.scalarCount { total += Double(sums[lane]) }
    }
    return total
  }
}
