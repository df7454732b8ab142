/// Replaces what an earlier ``DisplayData`` of the same id showed.
///
/// Protocol: [Update display data](https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data).
public struct UpdateDisplayData: OutgoingContent {
  public static let type = "update_display_data"

  /// The thing to show instead.
  public let bundle: MimeBundle
  /// Under which the former one was shown.
  public let displayID: String

  /// Replaces what was shown under an id.
  public init(_ bundle: MimeBundle, displayID: String) {
    self.bundle = bundle
    self.displayID = displayID
  }

  public var json: JSONObject { DisplayData(bundle, displayID: displayID).json }
}
