import Glibc

/// Why a file could not be written or read: what was being done, to which file, and the system's reason.
package struct FileError: Error, CustomStringConvertible {
  /// What was being done, as a verb: `write`.
  package let action: String
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ action: String, _ path: String, code: Int32 = errno) {
    (self.action, self.path, self.code) = (action, path, code)
  }

  package var description: String { "cannot \(action) \(path): \(reason)" }

  private var reason: String {
    switch code {
    case ENOENT, ENOTDIR: "there is no such file or folder"
    case EACCES, EPERM, EROFS: "it is not permitted"
    case ENOSPC, EDQUOT: "the disk is full"
    case EISDIR: "it is a folder"
    case EIO: "the disk reports an error"
    case EFBIG: "it would be too large a file"
    case ENAMETOOLONG: "its name is too long"
    case EBUSY, ETXTBSY: "it is in use"
    case EBADF: "it is closed"
    case ENODEV: "it is no file that can be \(action == "write" ? "written" : "read")"
    case EMFILE, ENFILE: "too many files are open"
    default: "system error \(code)"
    }
  }

  /// What to do.
  package var suggestion: String? {
    switch code {
    case ENOENT, ENOTDIR: "make the folder first, or name another one"
    case EACCES, EPERM, EROFS: "choose a folder that is yours"
    case ENOSPC, EDQUOT: "free some space, or save elsewhere; nothing that was there before is lost"
    default: nil
    }
  }
}
