import Files

/// Where the program stands.
enum ProgramPlace {
  /// The folder that it lies in; nil where the system does not tell.
  static var folder: String? { Paths.runningProgram.map(Paths.parent) }

  /// The environment whose `bin` it lies in, as a wheel puts it, if its kernel is known to Jupyter there.
  static var environment: String? {
    guard let folder, Paths.name(folder) == "bin" else { return nil }
    let environment = Paths.parent(folder)
    return Paths.isFile(Paths.join(environment, "share/jupyter/kernels/elbow/kernel.json")) ? environment : nil
  }

  /// The folder that holds `.build`, where the program runs from there.
  static var projectRoot: String? {
    guard let parts = Paths.runningProgram?.split(separator: "/"), let build = parts.firstIndex(of: ".build")
    else { return nil }
    return "/" + parts[..<build].joined(separator: "/")
  }
}
