import Files

/// Pictures of a folder, each read when it is asked for and in its own size, as PyTorch's data sets have it.
package struct PictureCollection: Sendable {
  package let classNames: [String]
  package let labels: [UInt8]
  package var paths: [String] { files.paths }
  package var count: Int { labels.count }
  private let files: PictureFiles

  init(_ files: PictureFiles, labels: [UInt8], classNames: [String]) {
    (self.files, self.labels, self.classNames) = (files, labels, classNames)
  }

  /// Whether all have one size, so that they fit into one array.
  package var isOfOneSize: Bool {
    files.stated.allSatisfy { ($0.width, $0.height) == (files.stated[0].width, files.stated[0].height) }
  }

  /// The picture of a number below ``count`` as a set of one image, in colours: PIL's `Image.open(path).convert("RGB")`.
  ///
  /// - Throws: ``DatasetError`` where its file can no longer be read.
  package func picture(_ number: Int) throws -> ImageSet {
    let stated = files.stated[number]
    return try files.image(number, shape: ImageShape(channels: 3, height: stated.height, width: stated.width))
  }
}

extension DatasetCatalog {
  /// The pictures of a folder, or of its part to train on, of which only headers were read; nil where it is none of pictures.
  ///
  /// - Throws: ``DatasetError`` that names the file that is no picture; ``Cancelled``.
  package func pictures(_ request: String) throws -> PictureCollection? {
    let path = Paths.absolute(Paths.trimmed(expanded(request)))
    guard isPath(request), Paths.isFolder(path) else { return nil }
    return try PictureFolder(path)?.collection()
  }
}
