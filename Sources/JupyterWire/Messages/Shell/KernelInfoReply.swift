/// Answers a ``KernelInfoRequest``.
public struct KernelInfoReply: OutgoingContent {
  public static let type = "kernel_info_reply"

  public var implementation: String
  public var implementationVersion: String
  public var language: LanguageInfo
  /// The text that a console shows first.
  public var banner: String
  public var helpLinks: [HelpLink]
  /// Optional parts of the protocol that this kernel has, such as `kernel subshells`.
  public var supportedFeatures: [String]

  public init(
    implementation: String, implementationVersion: String, language: LanguageInfo, banner: String,
    helpLinks: [HelpLink] = [], supportedFeatures: [String] = []
  ) {
    self.implementation = implementation
    self.implementationVersion = implementationVersion
    self.language = language
    self.banner = banner
    self.helpLinks = helpLinks
    self.supportedFeatures = supportedFeatures
  }

  public var json: JSONObject {
    [
      "status": "ok", "protocol_version": .string(ProtocolVersion.current), "implementation": .string(implementation),
      "implementation_version": .string(implementationVersion), "language_info": .object(language.json),
      "banner": .string(banner), "help_links": .array(helpLinks.map { .object($0.json) }),
      "supported_features": .array(supportedFeatures.map(JSON.string)), "debugger": false,
    ]
  }
}

/// A link in the frontend's help menu.
public struct HelpLink: Sendable, Equatable {
  public var text: String
  public var url: String

  public init(_ text: String, url: String) {
    self.text = text
    self.url = url
  }

  var json: JSONObject { ["text": .string(text), "url": .string(url)] }
}
