import Kernels

extension ProcessorKernels {
  package static func reluMaxPool(
    _ pixels: UnsafePointer<Float>, into values: UnsafeMutablePointer<Float>, places: UnsafeMutablePointer<Float>,
    _ sizes: Windows
  ) {
    forEachWindow(sizes) { corner, window in
      var best = load(pixels + corner)
      var place = Lanes.zero
      for i in 0..<sizes.window {
        for j in 0..<sizes.window {
          let candidate = load(pixels + corner + (i * sizes.width + j) * sizes.results)
          // A comparison with NaN never holds: NaN gets in by the second, and nothing gets past it by the first.
          let better = (candidate .> best) .| (candidate .!= candidate)
          best.replace(with: candidate, where: better)
          place.replace(with: Lanes(repeating: Float(i * sizes.window + j)), where: better)
        }
      }
      let silent = best .<= 0
      best.replace(with: Lanes.zero, where: silent)
      place.replace(with: Lanes(repeating: -1), where: silent)
      store(best, values + window)
      store(place, places + window)
    }
  }

  package static func reluMaxPoolGradient(
    _ gradient: UnsafePointer<Float>, places: UnsafePointer<Float>, into pixels: UnsafeMutablePointer<Float>,
    _ sizes: Windows
  ) {
    if sizes.stride == sizes.window {
      // Each pixel has one window at most: it is written once, and only what no window covers is cleared.
      clearBeyondWindows(pixels, sizes)
      forEachWindow(sizes) { corner, window in
        let (g, place) = (load(gradient + window), load(places + window))
        for i in 0..<sizes.window {
          for j in 0..<sizes.window {
            let share = Lanes.zero.replacing(with: g, where: place .== Float(i * sizes.window + j))
            store(share, pixels + corner + (i * sizes.width + j) * sizes.results)
          }
        }
      }
      return
    }
    pixels.update(repeating: 0, count: sizes.height * sizes.width * sizes.results)
    forEachWindow(sizes) { corner, window in
      let (g, place) = (load(gradient + window), load(places + window))
      for i in 0..<sizes.window {
        for j in 0..<sizes.window {
          let target = pixels + corner + (i * sizes.width + j) * sizes.results
          let share = Lanes.zero.replacing(with: g, where: place .== Float(i * sizes.window + j))
          store(load(target) + share, target)
        }
      }
    }
  }

  private static func clearBeyondWindows(_ pixels: UnsafeMutablePointer<Float>, _ sizes: Windows) {
    let (covered, rows) = (sizes.columns * sizes.window, sizes.rows * sizes.window)
    if covered < sizes.width {
      for y in 0..<rows {
        (pixels + (y * sizes.width + covered) * sizes.results).update(
          repeating: 0, count: (sizes.width - covered) * sizes.results)
      }
    }
    (pixels + rows * sizes.width * sizes.results).update(
      repeating: 0, count: (sizes.height - rows) * sizes.width * sizes.results)
  }

  /// Calls `body` for each vector of each window with where its upper left pixel and where its result lie.
  @inline(__always)
  private static func forEachWindow(_ sizes: Windows, _ body: (_ corner: Int, _ window: Int) -> Void) {
    var window = 0
    for y in 0..<sizes.rows {
      for x in 0..<sizes.columns {
        let corner = (y * sizes.width + x) * sizes.stride * sizes.results
        for channel in stride(from: 0, to: sizes.results, by: Lanes.scalarCount) {
          body(corner + channel, window)
          window += Lanes.scalarCount
        }
      }
    }
  }
}
