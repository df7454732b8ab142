/// The links of a page in Markdown.
enum PageLinks {
  /// Where a link of a page in that folder leads, both as paths in the folder of all: `Notebooks/06.ipynb` for `../Notebooks/06.ipynb`.
  static func place(of target: String, in folder: String) -> String {
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  /// The page with the text alone of those links that lead to files that are not there. Addresses and places within the page stay.
  ///
  /// - Parameter isThere: whether there is the file of a link, without what follows `#`.
  static func kept(in page: String, where isThere: (_ target: String) -> Bool) -> String {
    let parts = page.split(separator: "](", omittingEmptySubsequences: false)
    var result = String(parts[0])
    for part in parts.dropFirst() {
      let end = part.firstIndex { $0 == ")" || $0.isWhitespace } ?? part.endIndex
      let target = part[..<end].prefix { $0 != "#" }
      guard end < part.endIndex, part[end] == ")", !target.isEmpty, !target.contains(":"), !isThere(String(target)),
        let opening = result.lastIndex(of: "[")
      else {
        result += "](" + part
        continue
      }
      result.remove(at: opening)
      result += part[part.index(after: end)...]
    }
    return result
  }
}
