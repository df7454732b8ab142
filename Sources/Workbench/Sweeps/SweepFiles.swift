import Files

/// A file of a run: a session, and the name that it is called by.
struct SweepFile: Sendable {
  let name: String
  let bytes: [UInt8]
}

/// Where the files of a run come from, and go to: the sweep's folder, or the process that has it.
protocol SweepFiles {
  /// Keeps the session of a run that has come to an epoch.
  ///
  /// - Returns: the file's name, and its checksum.
  func write(_ bytes: [UInt8], of run: SweepRun, epochs: Int) throws -> (file: String, checksum: String)

  /// Keeps where a run stands.
  func keepPart(_ bytes: [UInt8], of run: SweepRun) throws

  /// Where a run stood when it was left: those files that are whole.
  func wholeParts(of run: SweepRun) -> [SweepFile]

  /// The session that a run had at the end of a round; nil where it has none.
  func session(_ stage: SweepStage) throws -> SweepFile?
}
