/// The value of a cell; at most one for each.
///
/// Protocol: [Execution results](https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-xpub-sub-channel).
public struct ExecuteResult: OutgoingContent {
  public static let type = "execute_result"

  /// The value.
  public let bundle: MimeBundle
  /// The number of the cell: `Out [3]`.
  public let executionCount: Int

  /// The value of a cell.
  public init(_ bundle: MimeBundle, executionCount: Int) {
    self.bundle = bundle
    self.executionCount = executionCount
  }

  public var json: JSONObject {
    [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata), "execution_count": .integer(executionCount),
    ]
  }
}
