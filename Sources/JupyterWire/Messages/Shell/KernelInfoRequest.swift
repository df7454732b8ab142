/// Asks which kernel this is; comes on the shell and the control channel.
///
/// Protocol: [Kernel info](https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info).
public struct KernelInfoRequest: RequestContent, EmptyContent {
  public static let type = "kernel_info_request"
  public typealias Reply = KernelInfoReply

  public init() {}
}
