/// A published file: its name, and how its bytes are known.
package struct RemoteFile: Sendable {
  /// The checksum of a file's bytes.
  package enum Checksum: Sendable {
    /// Of the file as it is published, where it is one and the same everywhere.
    case sha256(String)
    case md5(String)
    /// Of what is in the gzip'd file: mirrors pack the same images differently.
    case unpackedSHA256(String)
  }

  package let name: String
  package let checksum: Checksum
  /// No mirror's file has more bytes than this.
  package let mostBytes: Int

  package init(_ name: String, _ checksum: Checksum, mostBytes: Int) {
    (self.name, self.checksum, self.mostBytes) = (name, checksum, mostBytes)
  }
}

/// The files of a published data set, and the addresses of folders that have them.
package struct RemoteSet: Sendable {
  package let mirrors: [String]
  package let files: [RemoteFile]

  package init(mirrors: [String], files: [RemoteFile]) { (self.mirrors, self.files) = (mirrors, files) }

  /// MNIST's four files, by the checksums of training images and labels, then those of the test.
  private static func idx(
    _ mirrors: [String], _ checksum: (String) -> RemoteFile.Checksum, _ sums: [String]
  ) -> RemoteSet {
    let most = [48 << 20, 1 << 20, 8 << 20, 1 << 20]
    return RemoteSet(
      mirrors: mirrors,
      files: zip(zip(IDXFolder.names, sums), most).map {
        RemoteFile($0.0 + ".gz", checksum($0.1), mostBytes: $1)
      })
  }

  static let mnist = idx(
    ["https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist"],
    RemoteFile.Checksum.unpackedSHA256,
    [
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ])

  static let fashionMNIST = idx(
    [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    ],
    RemoteFile.Checksum.unpackedSHA256,
    [
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ])

  static let kmnist = idx(
    ["https://codh.rois.ac.jp/kmnist/dataset/kmnist", "http://codh.rois.ac.jp/kmnist/dataset/kmnist"],
    RemoteFile.Checksum.sha256,
    [
      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
    ])

  /// The checksum is the one on the authors' page.
  static let cifar10 = RemoteSet(
    mirrors: ["https://www.cs.toronto.edu/~kriz", "https://cave.cs.toronto.edu/kriz"],
    files: [
      RemoteFile(CIFAR10.Version.binary.archiveName, .md5("c32a1d4ab5d03f1284b67883e8d87530"), mostBytes: 170_052_171)
    ])
}
