import Glibc

/// The three streams that a program is started with, which whoever starts it may have closed.
enum StandardStreams {
  /// Occupies those that are closed, or a file or a socket would be opened under their numbers, and what is printed end up
  /// there. Using them fails as before: nothing is written to what is for reading, nor the other way round.
  static func occupy() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      // The lowest number that is free: that of this stream.
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
