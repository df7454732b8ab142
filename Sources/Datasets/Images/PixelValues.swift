import Tensors
import Threads

/// The pixels of images, N×C×H×W: levels as most files have them, or numbers.
package enum PixelValues: Sendable, Equatable {
  /// Bytes from 0 to 255, each counting a 255th.
  case levels([UInt8])
  /// As they are, from 0 to 1 once a data set is complete.
  case numbers([Float])

  package var count: Int {
    switch self {
    case .levels(let levels): levels.count
    case .numbers(let numbers): numbers.count
    }
  }

  /// As levels; numbers between two levels are rounded.
  var levels: [UInt8] {
    switch self {
    case .levels(let levels): levels
    case .numbers(let numbers): numbers.map { UInt8((max(0, min(1, $0)) * 255).rounded()) }
    }
  }

  /// Whether each is one of the 256 levels.
  package var areLevels: Bool { if case .levels = self { true } else { false } }

  /// Whether each is black or white.
  var areBinary: Bool {
    switch self {
    case .levels(let levels): levels.allSatisfy { $0 == 0 || $0 == 255 }
    case .numbers(let numbers): numbers.allSatisfy { $0 == 0 || $0 == 1 }
    }
  }

  /// Numbers from 0 to 1, kept as levels where all of them are 255ths: a quarter of the memory.
  init(compacting numbers: [Float]) {
    let levels = numbers.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) }
    let isExact = zip(levels, numbers).allSatisfy { Float($0) / 255 == $1 }
    self = isExact ? .levels(levels) : .numbers(numbers)
  }

  /// Images of `size` pixels each, those with these indices.
  ///
  /// - Throws: ``Cancelled``.
  func chosen(_ indices: some Collection<Int>, size: Int) throws -> PixelValues {
    func gathered<Value>(_ values: [Value]) throws -> [Value] {
      var result: [Value] = []
      result.reserveCapacity(indices.count * size)
      for (place, index) in indices.enumerated() {
        if place.isMultiple(of: 4_096) { try Cancellation.current.check() }
        result += values[index * size..<(index + 1) * size]
      }
      return result
    }
    return switch self {
    case .levels(let levels): .levels(try gathered(levels))
    case .numbers(let numbers): .numbers(try gathered(numbers))
    }
  }
}
