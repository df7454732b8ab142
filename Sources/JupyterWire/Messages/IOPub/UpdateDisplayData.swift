/// Replaces what an earlier ``DisplayData`` of the same id showed.
public struct UpdateDisplayData: OutgoingContent {
  public static let type = "update_display_data"

  public let bundle: MimeBundle
  public let displayID: String

  public init(_ bundle: MimeBundle, displayID: String) {
    self.bundle = bundle
    self.displayID = displayID
  }

  public var json: JSONObject { DisplayData(bundle, displayID: displayID).json }
}
