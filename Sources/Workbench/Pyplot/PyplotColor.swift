import Graphics
import Language

/// Colours as matplotlib's programs write them.
enum PyplotColor {
  /// A colour and, where it is said with it, how opaque it is.
  struct Parsed {
    var color: Color
    var opacity: Double?
  }

  static let cycle = Colormap(named: "tab10")?.colors ?? [.black]

  static func next(_ number: Int) -> Color { cycle[number % cycle.count] }

  /// The colour of a name, `#rrggbb`, a grey such as `"0.5"`, `C0`, or three numbers from 0 to 1; nil for `None` and "none".
  ///
  /// - Throws: ``Diagnostic`` where it is none.
  static func parse(_ value: Value, _ entry: String) throws -> Parsed? {
    if value.isNone { return nil }
    if case .string(let text) = value {
      if text.lowercased() == "none" { return nil }
      if let parsed = named(text) { return parsed }
    } else if let numbers = value.elements?.compactMap(\.number)
      ?? value.asTensor?.variable.value.array.map(Double.init),
      numbers.count == 3 || numbers.count == 4, numbers.allSatisfy({ (-1e-6...1.000_001).contains($0) })
    {
      func byte(_ number: Double) -> UInt8 { UInt8(max(0, min(255, (number * 255).rounded()))) }
      return Parsed(
        color: Color(red: byte(numbers[0]), green: byte(numbers[1]), blue: byte(numbers[2])),
        opacity: numbers.count == 4 ? max(0, min(1, numbers[3])) : nil)
    }
    throw Diagnostic(
      .value, "\(entry): \(value.repr) is no colour",
      suggestion: "a name as \"red\" or \"C0\", \"#1f77b4\", or three numbers from 0 to 1")
  }

  /// `#rrggbb`
  static func text(_ color: Color) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// `matplotlib.colors`: colours as numbers, and back.
  static var functions: [Entry] {
    func numbers(_ value: Value, _ name: String) throws -> [Double] {
      // Numbers are handed on as they are, and not as the bytes that are drawn.
      if case .string(let text) = value, let grey = Double(text), (0...1).contains(grey) {
        return [grey, grey, grey, 1]
      }
      if let given = value.elements?.compactMap(\.number), try parse(value, name) != nil {
        return given.prefix(3) + [given.count > 3 ? given[3] : 1]
      }
      let parsed = try parse(value, name) ?? Parsed(color: Color(red: 0, green: 0, blue: 0), opacity: 0)
      return [parsed.color.red, parsed.color.green, parsed.color.blue].map { Double($0) / 255 } + [parsed.opacity ?? 1]
    }
    let color = Parameter("c", .any, otherNames: ["arg"], "a colour's name, its numbers, or #rrggbb")
    return [
      PyplotAxesFunctions.plotting(
        "to_rgb", "a colour as three numbers from 0 to 1", [color], result: "tuple"
      ) { arguments, _ in .tuple(try numbers(arguments["c"], "to_rgb").prefix(3).map { .real($0) }) },
      PyplotAxesFunctions.plotting(
        "to_rgba", "a colour as four numbers from 0 to 1, the last one how opaque it is",
        [color, PyplotArguments.optional("alpha", "how opaque it is")], result: "tuple"
      ) { arguments, _ in
        let alpha = try PyplotArguments.opacity(arguments, "to_rgba")
        let found = try numbers(arguments["c"], "to_rgba")
        return .tuple((found.prefix(3) + [alpha ?? found[3]]).map { .real($0) })
      },
      PyplotAxesFunctions.plotting("to_hex", "a colour as #rrggbb", [color], result: "str") { arguments, _ in
        .string(text(try parse(arguments["c"], "to_hex")?.color ?? .black))
      },
    ]
  }

  static func isNone(_ value: Value) -> Bool {
    if case .string(let text) = value { text.lowercased() == "none" } else { false }
  }

  /// Several colours: a list of them, or rows of three or four numbers; nil where it is no such thing.
  static func several(_ value: Value, _ entry: String) throws -> [Parsed]? {
    if let tensor = value.asTensor?.variable.value {
      guard tensor.rank == 2, tensor.shape[1] == 3 || tensor.shape[1] == 4 else { return nil }
      let (numbers, width) = (tensor.array, tensor.shape[1])
      return try (0..<tensor.shape[0]).map { row in
        let parts = numbers[row * width..<(row + 1) * width].map { Value.real(Double($0)) }
        return try parse(.list(Array(parts)), entry) ?? Parsed(color: .white)
      }
    }
    guard let items = value.elements, let first = items.first, first.plainNumber == nil else { return nil }
    if case .string = first {
    } else {
      guard (first.elements?.count ?? first.asTensor?.variable.tensor.count ?? 0) >= 3 else { return nil }
    }
    return try items.map { try parse($0, entry) ?? Parsed(color: .white, opacity: 0) }
  }

  static func named(_ text: String) -> Parsed? {
    let name = text.lowercased()
    if let color = letters[name] ?? names[name] { return Parsed(color: Color(color)) }
    if name.hasPrefix("tab:"), let index = tab.firstIndex(of: String(name.dropFirst(4))) {
      return Parsed(color: next(index))
    }
    if name.hasPrefix("c"), let number = Int(name.dropFirst()), (0..<1_000).contains(number) {
      return Parsed(color: next(number))
    }
    if name.hasPrefix("#") {
      var digits = Array(name.dropFirst())
      if digits.count == 3 || digits.count == 4 { digits = digits.flatMap { [$0, $0] } }
      guard digits.count == 6 || digits.count == 8, let number = UInt64(String(digits), radix: 16) else { return nil }
      return digits.count == 6
        ? Parsed(color: Color(UInt32(number)))
        : Parsed(color: Color(UInt32(number >> 8)), opacity: Double(number & 255) / 255)
    }
    if let grey = Double(name), (0...1).contains(grey) {
      let level = UInt8((grey * 255).rounded())
      return Parsed(color: Color(red: level, green: level, blue: level))
    }
    return nil
  }

  private static let tab = ["blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"]

  private static let letters: [String: UInt32] = [
    "b": 0x0000ff, "g": 0x008000, "r": 0xff0000, "c": 0x00bfbf, "m": 0xbf00bf, "y": 0xbfbf00, "k": 0x000000,
    "w": 0xffffff,
  ]

  /// The names of CSS.
  private static let names: [String: UInt32] = [
    "aliceblue": 0xf0f8ff, "antiquewhite": 0xfaebd7, "aqua": 0x00ffff, "aquamarine": 0x7fffd4, "azure": 0xf0ffff,
    "beige": 0xf5f5dc, "bisque": 0xffe4c4, "black": 0x000000, "blanchedalmond": 0xffebcd, "blue": 0x0000ff,
    "blueviolet": 0x8a2be2, "brown": 0xa52a2a, "burlywood": 0xdeb887, "cadetblue": 0x5f9ea0, "chartreuse": 0x7fff00,
    "chocolate": 0xd2691e, "coral": 0xff7f50, "cornflowerblue": 0x6495ed, "cornsilk": 0xfff8dc, "crimson": 0xdc143c,
    "cyan": 0x00ffff, "darkblue": 0x00008b, "darkcyan": 0x008b8b, "darkgoldenrod": 0xb8860b, "darkgray": 0xa9a9a9,
    "darkgreen": 0x006400, "darkgrey": 0xa9a9a9, "darkkhaki": 0xbdb76b, "darkmagenta": 0x8b008b,
    "darkolivegreen": 0x556b2f, "darkorange": 0xff8c00, "darkorchid": 0x9932cc, "darkred": 0x8b0000,
    "darksalmon": 0xe9967a, "darkseagreen": 0x8fbc8f, "darkslateblue": 0x483d8b, "darkslategray": 0x2f4f4f,
    "darkslategrey": 0x2f4f4f, "darkturquoise": 0x00ced1, "darkviolet": 0x9400d3, "deeppink": 0xff1493,
    "deepskyblue": 0x00bfff, "dimgray": 0x696969, "dimgrey": 0x696969, "dodgerblue": 0x1e90ff, "firebrick": 0xb22222,
    "floralwhite": 0xfffaf0, "forestgreen": 0x228b22, "fuchsia": 0xff00ff, "gainsboro": 0xdcdcdc,
    "ghostwhite": 0xf8f8ff, "gold": 0xffd700, "goldenrod": 0xdaa520, "gray": 0x808080, "green": 0x008000,
    "greenyellow": 0xadff2f, "grey": 0x808080, "honeydew": 0xf0fff0, "hotpink": 0xff69b4, "indianred": 0xcd5c5c,
    "indigo": 0x4b0082, "ivory": 0xfffff0, "khaki": 0xf0e68c, "lavender": 0xe6e6fa, "lavenderblush": 0xfff0f5,
    "lawngreen": 0x7cfc00, "lemonchiffon": 0xfffacd, "lightblue": 0xadd8e6, "lightcoral": 0xf08080,
    "lightcyan": 0xe0ffff, "lightgoldenrodyellow": 0xfafad2, "lightgray": 0xd3d3d3, "lightgreen": 0x90ee90,
    "lightgrey": 0xd3d3d3, "lightpink": 0xffb6c1, "lightsalmon": 0xffa07a, "lightseagreen": 0x20b2aa,
    "lightskyblue": 0x87cefa, "lightslategray": 0x778899, "lightslategrey": 0x778899, "lightsteelblue": 0xb0c4de,
    "lightyellow": 0xffffe0, "lime": 0x00ff00, "limegreen": 0x32cd32, "linen": 0xfaf0e6, "magenta": 0xff00ff,
    "maroon": 0x800000, "mediumaquamarine": 0x66cdaa, "mediumblue": 0x0000cd, "mediumorchid": 0xba55d3,
    "mediumpurple": 0x9370db, "mediumseagreen": 0x3cb371, "mediumslateblue": 0x7b68ee, "mediumspringgreen": 0x00fa9a,
    "mediumturquoise": 0x48d1cc, "mediumvioletred": 0xc71585, "midnightblue": 0x191970, "mintcream": 0xf5fffa,
    "mistyrose": 0xffe4e1, "moccasin": 0xffe4b5, "navajowhite": 0xffdead, "navy": 0x000080, "oldlace": 0xfdf5e6,
    "olive": 0x808000, "olivedrab": 0x6b8e23, "orange": 0xffa500, "orangered": 0xff4500, "orchid": 0xda70d6,
    "palegoldenrod": 0xeee8aa, "palegreen": 0x98fb98, "paleturquoise": 0xafeeee, "palevioletred": 0xdb7093,
    "papayawhip": 0xffefd5, "peachpuff": 0xffdab9, "peru": 0xcd853f, "pink": 0xffc0cb, "plum": 0xdda0dd,
    "powderblue": 0xb0e0e6, "purple": 0x800080, "rebeccapurple": 0x663399, "red": 0xff0000, "rosybrown": 0xbc8f8f,
    "royalblue": 0x4169e1, "saddlebrown": 0x8b4513, "salmon": 0xfa8072, "sandybrown": 0xf4a460, "seagreen": 0x2e8b57,
    "seashell": 0xfff5ee, "sienna": 0xa0522d, "silver": 0xc0c0c0, "skyblue": 0x87ceeb, "slateblue": 0x6a5acd,
    "slategray": 0x708090, "slategrey": 0x708090, "snow": 0xfffafa, "springgreen": 0x00ff7f, "steelblue": 0x4682b4,
    "tan": 0xd2b48c, "teal": 0x008080, "thistle": 0xd8bfd8, "tomato": 0xff6347, "turquoise": 0x40e0d0,
    "violet": 0xee82ee, "wheat": 0xf5deb3, "white": 0xffffff, "whitesmoke": 0xf5f5f5, "yellow": 0xffff00,
    "yellowgreen": 0x9acd32,
  ]
}
