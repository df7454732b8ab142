/// One thing to look at, in as many forms as there are: Jupyter's mime bundle without Jupyter.
package struct Display: Sendable {
  package enum Content: Sendable {
    case text(String)
    case data([UInt8])
    /// The text of JSON: a form whose type is one of JSON's.
    case json(String)
  }

  /// Mime type to content; `text/plain` is always there.
  package var forms: [String: Content]
  /// Size in CSS pixels of the `image/png` form, half its real size on HiDPI.
  package var size: (width: Int, height: Int)?

  package init(plain: String, html: String? = nil, png: [UInt8]? = nil, size: (width: Int, height: Int)? = nil) {
    forms = ["text/plain": .text(plain)]
    if let html { forms["text/html"] = .text(html) }
    if let png { forms["image/png"] = .data(png) }
    self.size = size
  }

  /// The `text/plain` form.
  package var plain: String {
    if case .text(let text)? = forms["text/plain"] { text } else { "" }
  }
}
