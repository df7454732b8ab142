/// Answers a ``KernelInfoRequest``.
///
/// Protocol: [Kernel info](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info).
public struct KernelInfoReply: OutgoingContent {
  public static let type = "kernel_info_reply"

  /// The kernel's name.
  public var implementation: String
  /// The kernel's version.
  public var implementationVersion: String
  /// The language that it runs.
  public var language: LanguageInfo
  /// The text that a console shows first.
  public var banner: String
  /// Links for the frontend's help menu.
  public var helpLinks: [HelpLink]
  /// Optional parts of the protocol that this kernel has, such as `kernel subshells`.
  public var supportedFeatures: [String]

  /// Whether it answers ``DebugRequest``s. Clients of before the list of features look at a member of its own for it.
  private var hasDebugger: Bool { supportedFeatures.contains(Self.debugger) }

  /// The feature of kernels that answer ``DebugRequest``s.
  public static let debugger = "debugger"

  /// A kernel's introduction of itself.
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
      "supported_features": .array(supportedFeatures.map(JSON.string)), "debugger": .bool(hasDebugger),
    ]
  }
}

/// A link in the frontend's help menu.
public struct HelpLink: Sendable, Equatable {
  /// The text of the menu item.
  public var text: String
  /// Where it leads.
  public var url: String

  /// A link under a text.
  public init(_ text: String, url: String) {
    self.text = text
    self.url = url
  }

  var json: JSONObject { ["text": .string(text), "url": .string(url)] }
}
