import FoundationEssentials

/// One thing to look at in as many forms as there are, by mime type, with what each form has to say about itself.
public struct MimeBundle: Sendable, Equatable {
  public var data: JSONObject
  public var metadata: JSONObject

  public init(data: JSONObject = [:], metadata: JSONObject = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// A bundle whose `text/plain` form is `plain`. Every bundle should have one: it is what remains without a browser.
  public init(plain: String) { self.init(data: ["text/plain": .string(plain)]) }

  /// The `text/plain` form.
  public var plain: String? { data["text/plain"]?.stringValue }

  /// Adds a form that is text: `text/html`, `text/markdown`, `image/svg+xml`.
  public mutating func add(_ text: String, as mimeType: String) { data[mimeType] = .string(text) }

  /// Adds a form that is bytes, such as `image/png`, in base64.
  ///
  /// - Parameter size: Its size in CSS pixels, half its own for HiDPI.
  public mutating func add(_ bytes: [UInt8], as mimeType: String, size: (width: Int, height: Int)? = nil) {
    data[mimeType] = .string(Data(bytes).base64EncodedString())
    if let size { metadata[mimeType] = ["width": .integer(size.width), "height": .integer(size.height)] }
  }
}
