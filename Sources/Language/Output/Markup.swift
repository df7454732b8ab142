/// Small pieces of HTML and aligned text.
package enum Markup {
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
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
