import Foundation

/// Whether this run of the tests writes the generated files of the repository instead of comparing with them.
enum Regeneration {
  static let isWanted = ProcessInfo.processInfo.environment["ELBOW_WRITE_REFERENCE"] == "1"

  static let hint = """
    if that is as it should be, write it anew and look at the difference:
      ELBOW_WRITE_REFERENCE=1 swift test -c release --filter WorkbenchTests
    """
}
