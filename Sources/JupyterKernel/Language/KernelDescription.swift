import JupyterWire

/// What a kernel tells its clients about itself.
public struct KernelDescription: Sendable {
  /// The kernel's name, also of the folder that keeps its history.
  public var implementation: String
  public var version: String
  public var language: LanguageInfo
  /// The text that a console shows first.
  public var banner: String
  public var helpLinks: [HelpLink]

  public init(
    implementation: String, version: String, language: LanguageInfo, banner: String, helpLinks: [HelpLink] = []
  ) {
    self.implementation = implementation
    self.version = version
    self.language = language
    self.banner = banner
    self.helpLinks = helpLinks
  }
}
