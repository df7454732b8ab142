import Files
import Testing

@Suite struct UserFoldersTests {
  @Test func variablesNameTheFolders() {
    let folders = UserFolders([
      "HOME": "/home/me", "XDG_DATA_HOME": "/data/", "XDG_STATE_HOME": "/state", "XDG_DATA_DIRS": "/a/:b:/c",
    ])
    #expect(folders.data == "/data" && folders.state == "/state" && folders.systemData == ["/a", "/c"])
  }

  /// As the specification has it: "All paths set in these environment variables must be absolute. If an implementation
  /// encounters a relative path in any of these variables it should consider the path invalid and ignore it."
  @Test(arguments: ["", "state", "./state", "~/state"])
  func whatIsNoAbsolutePathIsIgnored(_ path: String) {
    let folders = UserFolders(["HOME": "/home/me", "XDG_DATA_HOME": path, "XDG_STATE_HOME": path])
    #expect(folders.data == "/home/me/.local/share" && folders.state == "/home/me/.local/state")
    #expect(UserFolders(["XDG_STATE_HOME": path]).state == nil)
  }

  @Test func withoutAHomeThereIsNone() {
    let folders = UserFolders(["HOME": ""])
    #expect(folders.home == nil && folders.data == nil && folders.state == nil)
    #expect(folders.systemData == ["/usr/local/share", "/usr/share"])
  }
}
