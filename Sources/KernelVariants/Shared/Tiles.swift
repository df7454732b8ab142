/// A part of a result small enough for the registers: some rows or pixels of one vector or two.
protocol Tile {
  func pair<let count: Int>(_: Count<count>)
  func single<let count: Int>(_: Count<count>)
}

extension Tile {
  /// - Parameter count: at most `Processor.tilePixels`.
  @inline(__always)
  func pair(of count: Int) {
    switch count {
    case 1: pair(Count<1>())
    case 2: pair(Count<2>())
    case 3: pair(Count<3>())
    case 4: pair(Count<4>())
    case 5: pair(Count<5>())
    case 6 where Processor.tilePixels >= 6: pair(Count<6>())
    case 7 where Processor.tilePixels >= 7: pair(Count<7>())
    case 8 where Processor.tilePixels >= 8: pair(Count<8>())
    case 9 where Processor.tilePixels >= 9: pair(Count<9>())
    case 10 where Processor.tilePixels >= 10: pair(Count<10>())
    case 11 where Processor.tilePixels >= 11: pair(Count<11>())
    case 12 where Processor.tilePixels >= 12: pair(Count<12>())
    case 13 where Processor.tilePixels >= 13: pair(Count<13>())
    case 14 where Processor.tilePixels >= 14: pair(Count<14>())
    default: break
    }
  }

  /// - Parameter count: at most twice `Processor.tilePixels`, and 14, up to which straight code is made.
  @inline(__always)
  func single(of count: Int) {
    switch count {
    case 1: single(Count<1>())
    case 2: single(Count<2>())
    case 3: single(Count<3>())
    case 4: single(Count<4>())
    case 5: single(Count<5>())
    case 6: single(Count<6>())
    case 7: single(Count<7>())
    case 8: single(Count<8>())
    case 9: single(Count<9>())
    case 10: single(Count<10>())
    case 11 where Processor.tilePixels > 5: single(Count<11>())
    case 12 where Processor.tilePixels > 5: single(Count<12>())
    case 13 where Processor.tilePixels > 6: single(Count<13>())
    case 14 where Processor.tilePixels > 6: single(Count<14>())
    default: break
    }
  }
}

/// How many pixels or rows a tile of one vector, which has room for twice as many, has at most.
var singleTileLimit: Int { min(2 * Processor.tilePixels, 14) }
