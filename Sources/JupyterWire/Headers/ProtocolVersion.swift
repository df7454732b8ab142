/// The version of the Jupyter messaging protocol that this library speaks.
public enum ProtocolVersion {
  public static let current = "5.5"
}
