/// Something that a cell shows.
///
/// Protocol: [Display data](https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data).
public struct DisplayData: OutgoingContent {
  public static let type = "display_data"

  /// The thing to show.
  public let bundle: MimeBundle
  /// Under which ``UpdateDisplayData`` may replace it later.
  public let displayID: String?

  /// Shows a bundle, under an id if it is to be replaced.
  public init(_ bundle: MimeBundle, displayID: String? = nil) {
    self.bundle = bundle
    self.displayID = displayID
  }

  public var json: JSONObject {
    let transient: JSONObject = displayID.map { ["display_id": .string($0)] } ?? [:]
    return ["data": .object(bundle.data), "metadata": .object(bundle.metadata), "transient": .object(transient)]
  }
}
