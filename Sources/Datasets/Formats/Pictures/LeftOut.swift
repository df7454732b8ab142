import Text

/// Files of a folder that a data set does not take, counted by why.
struct LeftOut {
  /// Why something is left out, in the order in which it is told.
  enum Reason: Int, CaseIterable {
    case otherPicture, emptyClass, innerFolder, otherFolder, brokenLink, hidden, otherFile

    /// So many of them in words: `2 pictures that are neither PNG nor JPEG`.
    func phrase(_ count: Int) -> String {
      switch self {
      case .otherPicture: counted(count, "picture") + (count == 1 ? " that is" : " that are") + " neither PNG nor JPEG"
      case .emptyClass: counted(count, "class", "classes") + " without pictures"
      case .innerFolder: counted(count, "folder") + " inside of classes"
      case .otherFolder: counted(count, "folder") + " beside them"
      case .brokenLink: counted(count, "broken link")
      case .hidden: counted(count, "hidden file")
      case .otherFile: counted(count, "other file")
      }
    }
  }

  private var paths: [Reason: [String]] = [:]

  mutating func add(_ path: String, _ reason: Reason) { paths[reason, default: []].append(path) }

  /// Takes up what was left out in another folder.
  mutating func add(_ other: LeftOut) { paths.merge(other.paths) { $0 + $1 } }

  func count(_ reason: Reason) -> Int { paths[reason]?.count ?? 0 }

  /// One line with each reason, how often, and an example; nil where nothing was left out.
  ///
  /// - Parameter folder: what the examples are told relative to.
  func line(in folder: String) -> String? {
    let parts = Reason.allCases.compactMap { reason -> String? in
      guard let paths = paths[reason], let first = paths.first else { return nil }
      let example = first.hasPrefix(folder + "/") ? String(first.dropFirst(folder.count + 1)) : first
      return "\(reason.phrase(paths.count)) (\(example)\(paths.count > 1 ? ", …" : ""))"
    }
    return parts.isEmpty ? nil : "left out: " + parts.joined(separator: ", ")
  }
}
