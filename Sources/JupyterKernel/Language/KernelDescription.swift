import JupyterWire

/// A kernel's introduction of itself to its clients.
public struct KernelDescription: Sendable {
  /// The kernel's name, also of the folder that keeps its history.
  public var implementation: String
  /// The kernel's version.
  public var version: String
  /// The language that it runs.
  public var language: LanguageInfo
  /// The text that a console shows first.
  public var banner: String
  /// Links for the frontend's help menu.
  public var helpLinks: [HelpLink]

  /// A kernel that introduces itself so.
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
