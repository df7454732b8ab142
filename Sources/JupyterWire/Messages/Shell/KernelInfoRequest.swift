/// Asks which kernel this is; comes on the shell and the control channel.
public struct KernelInfoRequest: EmptyContent {
  public static let type = "kernel_info_request"

  public init() {}
}
