/// The value of a cell; at most one for each.
public struct ExecuteResult: OutgoingContent {
  public static let type = "execute_result"

  public let bundle: MimeBundle
  public let executionCount: Int

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
