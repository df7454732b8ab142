/// A kernel's language, as a frontend has to know it in order to colour, save and export it.
///
/// Protocol: [Kernel info](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info).
public struct LanguageInfo: Sendable, Equatable {
  /// The language's name, by which notebooks and papermill know it.
  public var name: String
  /// The language's version.
  public var version: String
  /// The mime type of its scripts, such as `text/x-python`.
  public var mimeType: String
  /// With its dot: `.py`.
  public var fileExtension: String
  /// The name of a Pygments lexer; nil where it is the language's own.
  public var pygmentsLexer: String?
  /// The CodeMirror mode: a string, or an object with `name`.
  public var codeMirrorMode: JSON?
  /// The nbconvert exporter; nil for the general script exporter.
  public var nbconvertExporter: String?

  /// A language, of which name, version, mime type and file extension are indispensable.
  public init(
    name: String, version: String, mimeType: String, fileExtension: String, pygmentsLexer: String? = nil,
    codeMirrorMode: JSON? = nil, nbconvertExporter: String? = nil
  ) {
    self.name = name
    self.version = version
    self.mimeType = mimeType
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codeMirrorMode = codeMirrorMode
    self.nbconvertExporter = nbconvertExporter
  }

  /// The `language_info` of the reply.
  public var json: JSONObject {
    var object: JSONObject = [
      "name": .string(name), "version": .string(version), "mimetype": .string(mimeType),
      "file_extension": .string(fileExtension),
    ]
    if let pygmentsLexer { object["pygments_lexer"] = .string(pygmentsLexer) }
    if let codeMirrorMode { object["codemirror_mode"] = codeMirrorMode }
    if let nbconvertExporter { object["nbconvert_exporter"] = .string(nbconvertExporter) }
    return object
  }
}
