import Glibc
import Tensors
import Text
import Threads

/// A `curl` that fetches one file, as a child process.
package struct Curl {
  /// How a fetch ended.
  struct Ending {
    /// curl's exit code; 0 where all went well.
    let code: Int32
    /// Its own words about it.
    let message: String

    /// The connection broke, or the server sent less than it had promised: what has come is good to go on from.
    var wasCutOff: Bool { [18, 28, 52, 55, 56, 92].contains(code) }
    /// The server cannot go on in the middle, or says that there is nothing to go on with.
    var cannotResume: Bool { [33, 36].contains(code) || code == 22 && message.contains("416") }
  }

  let environment: [String: String]

  /// Fetches what an address gives to the end of a file.
  ///
  /// - Parameter size: how many bytes the file has; asked about ten times a second. Where a server does not say how much it
  ///   sends, curl does not count, and is stopped here.
  /// - Throws: ``DatasetError`` where there is no curl, ``Cancelled``; what has come stays.
  func fetch(
    _ address: String, to path: String, mostBytes: Int, size: () -> Int
  ) throws -> Ending {
    let arguments = [
      // Nobody's own settings; no output but errors; what is no success of the server's is an error.
      "curl", "--disable", "--silent", "--show-error", "--fail", "--location", "--max-redirs", "5",
      "--proto", "=http,https", "--connect-timeout", "20", "--speed-limit", "1", "--speed-time", "30",
      "--max-filesize", "\(mostBytes)", "--continue-at", "-", "--no-buffer", "--output", path, "--url", address,
    ]
    var pipe: [Int32] = [-1, -1]
    guard Glibc.pipe(&pipe) == 0 else { throw Self.failure("no pipe could be made") }
    defer { close(pipe[0]) }
    let child: pid_t
    do {
      defer { close(pipe[1]) }
      for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      child = try spawn(arguments, errors: pipe[1])
    }
    do {
      while true {
        try Cancellation.current.check()
        var status: Int32 = 0
        let ended = waitpid(child, &status, WNOHANG)
        if ended == child || ended < 0 && errno != EINTR {
          // A process that a signal ended counts as cut off.
          let code = status & 0x7f == 0 ? status >> 8 & 0xff : 56
          return Ending(code: ended == child ? code : 56, message: Self.text(pipe[0]))
        }
        if size() > mostBytes {
          Self.stop(child)
          return Ending(
            code: 63, message: "it sends more than the \(counted(mostBytes, "byte")) that the file can have")
        }
        usleep(100_000)
      }
    } catch {
      Self.stop(child)
      throw error
    }
  }

  private static func stop(_ child: pid_t) {
    kill(child, SIGTERM)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  private func spawn(_ arguments: [String], errors: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, "curl", &actions, nil, &words, &variables)
    guard status == 0 else {
      throw Self.failure(
        status == ENOENT ? "the program curl is not there" : "curl cannot be started (error \(status))")
    }
    return child
  }

  private static func text(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1_000)
    let count = read(descriptor, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// Where the program is; nil where it is not installed.
  package static var program: String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/curl" }.first { access($0, X_OK) == 0 }
  }

  package static let suggestion = "apt-get install curl"

  private static func failure(_ reason: String) -> DatasetError {
    DatasetError(.unreachable, reason, suggestion: suggestion)
  }
}
