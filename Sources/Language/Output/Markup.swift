/// Small pieces of HTML and aligned text.
package enum Markup {
  /// Text as HTML shows it, between tags and in a quoted attribute.
  ///
  /// By bytes, not by characters: what joins with its neighbour (U+0600 with a `<` behind it, an accent with one before it)
  /// makes one character of both, which equals none of these, and a tag would go out whole.
  package static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A picture in the page itself.
  package static func image(_ png: [UInt8], alt: String) -> String {
    "<img alt=\"\(escaped(alt))\" src=\"data:image/png;base64,\(base64(png))\">"
  }

  /// Bytes as text, as JSON and pages have them.
  package static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? letters[number >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Rows that read as a table; nil where they are none: lists of one length, of numbers, words and the like.
  static func table(of rows: [Value]) -> String? {
    guard (2...100).contains(rows.count), let width = rows[0].elements?.count, (2...20).contains(width) else {
      return nil
    }
    var text = "<table><tbody>"
    for row in rows {
      guard let cells = row.elements, cells.count == width else { return nil }
      text += "<tr>"
      for cell in cells {
        switch cell {
        case .none, .bool, .integer, .real, .string:
          let side = cell.plainNumber == nil ? "left" : "right"
          text += "<td style=\"text-align:\(side)\">\(escaped(cell.text))</td>"
        default: return nil
        }
      }
      text += "</tr>"
    }
    return text + "</tbody></table>"
  }

  /// A table, as aligned columns of text and as HTML.
  package static func table(_ header: [String], _ rows: [[String]]) -> Display {
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() {
        text += cell
        // The last column needs no blanks behind it.
        if column < cells.count - 1 { text += String(repeating: " ", count: widths[column] - cell.count + 2) }
      }
      return text
    }
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag) style=\"text-align:left\">\(escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    let html =
      "<table><thead>" + row(header, "th") + "</thead><tbody>" + rows.map { row($0, "td") }.joined()
      + "</tbody></table>"
    return Display(plain: ([header] + rows).map(line).joined(separator: "\n"), html: html)
  }
}
