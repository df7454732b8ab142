// What is known of a data set before it is read.

extension DatasetCatalog {
  /// The shape of the images that ``load(_:_:)`` would give for a name, by the headers of the files that lie here.
  ///
  /// Of a published set that is not here it is the shape in which it is published. Nil for paths, and where only reading
  /// the files can tell: a damaged one fails, or gives way to others.
  ///
  /// - Parameter downloads: whether a set that is not whole here is downloaded first.
  package func imageShape(of request: String, downloads: Bool = false) -> ImageShape? {
    if request == "shapes" { return ShapesDataset.shape }
    guard let known = KnownDataset.named(request) else { return nil }
    let found = places(of: known).lazy.compactMap { DatasetFiles(at: $0, layout: known.layout) }
    guard let first = found.first else { return known.image }
    guard let outline = first.outline else { return nil }
    guard outline.isSample(of: known) else { return outline.image }
    // A whole set further down the list comes first, if it can be read.
    let whole = found.dropFirst().compactMap(\.outline).filter { !$0.isSample(of: known) }.map(\.image)
    let candidates = whole + (downloads ? [known.image] : [])
    return candidates.allSatisfy { $0 == outline.image } ? outline.image : nil
  }
}

/// What the headers of a data set's files say.
struct DatasetOutline {
  let image: ImageShape
  /// Images to train and to test; nil where only reading tells.
  let counts: (train: Int, test: Int)?

  func isSample(of known: KnownDataset) -> Bool {
    counts.map { $0.train < known.published.train || $0.test < known.published.test } ?? false
  }
}

extension DatasetFiles {
  /// Nil where the headers cannot be read, or do not belong together: ``read(classNames:)`` says why.
  var outline: DatasetOutline? {
    switch self {
    case .idx(let folder): folder.outline
    // All that is read in this layout has this shape.
    case .cifar10Folder, .cifar10Archive: DatasetOutline(image: CIFAR10.shape, counts: nil)
    }
  }
}
