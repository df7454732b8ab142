/// Asks to interrupt what is running.
public struct InterruptRequest: EmptyContent {
  public static let type = "interrupt_request"

  public init() {}
}
