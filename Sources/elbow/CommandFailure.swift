/// Why a command cannot do what it was asked for: printed without its usage.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
