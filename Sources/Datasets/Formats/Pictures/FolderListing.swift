import Files

/// The entries directly in a folder, in natural order.
struct FolderListing {
  let path: String
  /// Paths of the files that are called as PNG or JPEG; what they are is told by their first bytes.
  private(set) var pictures: [String] = []
  /// Names of the folders, hidden ones left out.
  private(set) var folders: [String] = []
  /// Files that are no pictures which are read.
  private(set) var left = LeftOut()

  private static let endings = [".png", ".jpg", ".jpeg"]
  private static let otherEndings = [
    ".gif", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm", ".avif", ".heic",
  ]
  /// Names of files that programs put beside those of a user.
  private static let hiddenNames: Set<String> = ["__MACOSX", "Thumbs.db", "desktop.ini"]

  /// A folder that cannot be read lists as empty.
  init(_ path: String) {
    self.path = path
    guard Paths.isFolder(path) else { return }
    let names = Paths.names(in: path)
    for name in names.sorted(by: NaturalOrder.precedes) {
      let place = Paths.join(path, name)
      if name.hasPrefix(".") || Self.hiddenNames.contains(name) {
        left.add(place, .hidden)
      } else if Paths.isFolder(place) {
        folders.append(name)
      } else if !Paths.isFile(place) {
        left.add(place, Paths.target(ofLink: place) == nil ? .otherFile : .brokenLink)
      } else {
        let small = name.lowercased()
        if Self.endings.contains(where: { Paths.hasEnding(small, $0) }) {
          pictures.append(place)
        } else {
          left.add(place, Self.otherEndings.contains { Paths.hasEnding(small, $0) } ? .otherPicture : .otherFile)
        }
      }
    }
  }

  func inner(_ name: String) -> FolderListing { FolderListing(Paths.join(path, name)) }
}
