import Language

/// A table in plain text and in HTML. The first column is text, the others are numbers set to the right, or text too.
struct TextTable {
  var header: [String]
  var rows: [[String]]
  /// A last line under all rows.
  var footer: String?
  /// Whether the columns behind the first hold numbers.
  var hasNumbers = true

  var plain: String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || !hasNumbers ? cell + space : space + cell
      }
      let text = padded.joined(separator: "   ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 3 * (widths.count - 1))
    return ([line(header), rule] + rows.map(line) + (footer.map { [rule, $0] } ?? [])).joined(separator: "\n")
  }

  var html: String {
    func cells(_ cells: [String], _ tag: String) -> String {
      cells.enumerated().map { column, cell in
        // A page would swallow the spaces that set a row in.
        let depth = cell.prefix { $0 == " " }.count
        let indent = depth > 0 ? ";padding-left:\(depth)em" : ""
        return
          "<\(tag) style=\"text-align:\(column == 0 || !hasNumbers ? "left" : "right")\(indent)\">\(Markup.escaped(String(cell.dropFirst(depth))))</\(tag)>"
      }.joined()
    }
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined()
    let foot = footer.map {
      "<tfoot><tr><td colspan=\"\(header.count)\" style=\"text-align:left\"><b>\(Markup.escaped($0))</b></td></tr></tfoot>"
    }
    return "<table><thead><tr>\(cells(header, "th"))</tr></thead><tbody>\(body)</tbody>\(foot ?? "")</table>"
  }

  var display: Display { Display(plain: plain, html: html) }
}
