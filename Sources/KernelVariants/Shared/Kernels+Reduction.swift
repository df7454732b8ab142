import Kernels

/// How many elements are added up in single precision before the sum goes to double precision.
private let block = 4096

extension ProcessorKernels {
  package static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
    sum(Values(values: values), count)
  }

  package static func sumOfSquares(_ values: UnsafePointer<Float>, from center: Float, count: Int) -> Double {
    sum(SquaredDistances(values: values, center: center), count)
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
    return logarithm(sum(Powers(values: values, peak: peak), count)) + peak
  }

  package static func softmax(
    _ row: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool
  ) {
    let peak = peak(row, count)
    // Where ∞ stands in the row the shares are none, of all of it, as in PyTorch: the sum is ∞.
    if logarithm {
      // Shifted by the largest element first: the difference of two numbers near 1000 would keep only three decimals.
      let total = self.logarithm(sum(Powers(values: row, peak: peak), count))
      map(ShiftedTwice(first: peak, second: total.isFinite ? total : .nan), row, destination, count)
    } else {
      let total = Float(sum(StoredPowers(powers: Powers(values: row, peak: peak), destination: destination), count))
      map(Divided(divisor: total.isFinite ? total : .nan), destination, destination, count)
    }
  }

  package static func softmaxGradient(
    _ gradient: UnsafePointer<Float>, of result: UnsafePointer<Float>,
    into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool
  ) {
    let pairs = Pairs(left: Operand(gradient), right: Operand(result), destination: destination, count: count)
    if logarithm {
      let total = Float(sum(gradient, count: count))
      pairs.map(LogSoftmaxGradient(total: total))
    } else {
      let total = Float(sum(Products(a: gradient, b: result), count))
      pairs.map(SoftmaxGradient(total: total))
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

  /// Σ of what `terms` give for each vector; of the last, only the lanes that are there count.
  private static func sum(_ terms: some LaneTerms, _ count: Int) -> Double {
    var result = 0.0
    for start in stride(from: 0, to: count, by: block) {
      var sums = Lanes.zero
      var index = start
      let end = min(count, start + block)
      while index < end {
        let lanes = min(Lanes.scalarCount, end - index)
        sums += first(lanes, of: terms(index, lanes))
        index += Lanes.scalarCount
      }
      result += total(of: sums)
    }
    return result
  }
}

/// Terms to add up, a vector at a time: a type for the reason that ``LaneFunction`` is one.
private protocol LaneTerms {
  func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes
}

private struct Values: LaneTerms {
  let values: UnsafePointer<Float>
  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes { load(values + index, lanes) }
}

private struct SquaredDistances: LaneTerms {
  let values: UnsafePointer<Float>
  let center: Float
  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes {
    let difference = load(values + index, lanes) - center
    return difference * difference
  }
}

private struct Products: LaneTerms {
  let a, b: UnsafePointer<Float>
  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes {
    load(a + index, lanes) * load(b + index, lanes)
  }
}

/// e^(x - peak)
private struct Powers: LaneTerms {
  let values: UnsafePointer<Float>
  let peak: Float
  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes {
    VectorMath.exp(load(values + index, lanes) - peak)
  }
}

/// ``Powers`` that are kept.
private struct StoredPowers: LaneTerms {
  let powers: Powers
  let destination: UnsafeMutablePointer<Float>
  @inline(__always) func callAsFunction(_ index: Int, _ lanes: Int) -> Lanes {
    let power = powers(index, lanes)
    store(power, destination + index, lanes)
    return power
  }
}

private struct ShiftedTwice: LaneFunction {
  let first, second: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { (x - first) - second }
}

private struct Divided: LaneFunction {
  let divisor: Float
  @inline(__always) func callAsFunction(_ x: Lanes) -> Lanes { x / divisor }
}

private struct LogSoftmaxGradient: LanePairFunction {
  let total: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes { g - VectorMath.exp(y) * total }
}

private struct SoftmaxGradient: LanePairFunction {
  let total: Float
  @inline(__always) func callAsFunction(_ g: Lanes, _ y: Lanes) -> Lanes { y * (g - total) }
}
