/// Numbers from 0 to 1 as colours, by matplotlib's tables and in its steps.
package struct Colormap: Sendable, Equatable {
  package let name: String
  /// The colours, from 0 to 1: 256 of a continuous map, or as many as a list of colours has.
  package let colors: [Color]

  package init(name: String, colors: [Color]) {
    (self.name, self.colors) = (name, colors)
  }

  /// The map of a name: `viridis`, or `viridis_r` for the other way round; nil where there is none.
  package init?(named name: String) {
    guard let found = Self.all[name] else { return nil }
    self = found
  }

  /// All names, those that run the other way round among them.
  package static let names = all.keys.sorted()

  /// The colour of a number; what lies outside of 0 … 1 has that of the nearer end, NaN that of the first.
  ///
  /// In the number's own precision, which decides about numbers between two colours: 0.7 of ten is the eighth.
  package func color<Number: BinaryFloatingPoint>(_ unit: Number) -> Color {
    guard unit > 0 else { return colors[0] }
    return colors[min(colors.count - 1, Int(min(1, unit) * Number(colors.count)))]
  }

  /// The same map in so many steps, at least one.
  package func stepped(_ count: Int) -> Colormap {
    let isList = colors.count < 64
    return Colormap(
      name: name,
      colors: (0..<max(1, count)).map { step in
        isList ? colors[step % colors.count] : color(count < 2 ? 0 : Double(step) / Double(count - 1))
      })
  }

  private static let all: [String: Colormap] = {
    var maps: [String: Colormap] = [:]
    func add(_ name: String, _ colors: [Color]) { maps[name] = Colormap(name: name, colors: colors) }
    for (name, digits) in tables { add(name, colors(digits)) }
    for (name, map) in maps where !name.hasSuffix("_r") && tables[name + "_r"] == nil {
      add(name + "_r", map.colors.reversed())
    }
    let others = [
      "grey": "gray", "grey_r": "gray_r", "binary": "gray_r", "binary_r": "gray", "Grays": "Greys",
      "Grays_r": "Greys_r",
    ]
    for (other, name) in others { maps[other] = maps[name] }
    return maps
  }()

  private static func colors(_ digits: String) -> [Color] {
    let nibbles = digits.utf8.map { UInt32($0 < 58 ? $0 - 48 : $0 - 87) }
    return stride(from: 0, to: nibbles.count, by: 6).map { first in
      Color(nibbles[first..<first + 6].reduce(0) { $0 << 4 | $1 })
    }
  }
}
