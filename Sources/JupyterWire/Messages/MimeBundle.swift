import FoundationEssentials

/// One thing to look at in as many forms as there are, by mime type, with what each form has to say about itself.
///
/// Protocol: [Display data](https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data).
public struct MimeBundle: Sendable, Equatable {
  /// The forms by mime type: text, or base64 for bytes, or JSON for `application/json`.
  public var data: JSONObject
  /// Remarks on a form by its mime type, such as the size of a picture.
  public var metadata: JSONObject

  /// A bundle of these forms.
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
  /// - Parameters:
  ///   - bytes: The content of a file of that type.
  ///   - mimeType: The type of the form.
  ///   - size: Its size in CSS pixels, half its own for HiDPI.
  ///   - alternative: What is read out or shown in its place: `alt`, which nbconvert puts into pages.
  public mutating func add(
    _ bytes: [UInt8], as mimeType: String, size: (width: Int, height: Int)? = nil, alternative: String? = nil
  ) {
    data[mimeType] = .string(Data(bytes).base64EncodedString())
    var about: JSONObject = [:]
    if let size { about = ["width": .integer(size.width), "height": .integer(size.height)] }
    if let alternative { about["alt"] = .string(alternative) }
    if !about.isEmpty { metadata[mimeType] = .object(about) }
  }
}
