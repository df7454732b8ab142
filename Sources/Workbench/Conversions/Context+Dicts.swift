import Language

extension Context {
  /// An `OrderedDict` of these entries, as a `state_dict` is in PyTorch; the dict itself where there is no such class.
  func ordered(_ dict: DictValue) throws -> Value {
    guard let type = value(at: "collections.OrderedDict") else { return .dict(dict) }
    return try call(type, .dict(dict))
  }
}
