/// A published data set: its names, the folders it is usually found in, and how to get it.
package struct KnownDataset: Sendable {
  enum Layout: Sendable { case idx, cifar10 }

  /// What it is asked for by.
  package let name: String
  package let title: String
  /// Images to train and to test in the published set: fewer are a sample.
  package let published: (train: Int, test: Int)
  let layout: Layout
  /// Folders in a folder of data sets, the preferred first; the last ones are torchvision's and samples.
  let folders: [String]
  /// Folders where a system's package puts it.
  var systemFolders: [String] = []
  /// The folder in ours where set-up puts a sample.
  var bundledFolder: String?
  let classNames: [String]
  /// What to do to have the whole set, ready to be followed by where to put it.
  let remedy: String

  /// Every set that can be asked for by name, in the order of a list.
  package static let all = [mnist, fashionMNIST, cifar10]

  static let mnist = KnownDataset(
    name: "mnist", title: "MNIST", published: (60_000, 10_000), layout: .idx,
    folders: ["mnist", "MNIST/raw"], bundledFolder: "mnist-sample",
    classNames: (0...9).map { String($0) },
    remedy: "put its four files (train-images-idx3-ubyte.gz, …)")

  static let fashionMNIST = KnownDataset(
    name: "fashion_mnist", title: "Fashion-MNIST", published: (60_000, 10_000), layout: .idx,
    folders: ["fashion_mnist", "fashion-mnist", "FashionMNIST/raw"],
    systemFolders: ["/usr/share/datasets/fashion-mnist"],
    classNames: [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ],
    remedy: "install Debian's package dataset-fashion-mnist, or put its four files (train-images-idx3-ubyte.gz, …)")

  static let cifar10 = KnownDataset(
    name: "cifar10", title: "CIFAR-10", published: (50_000, 10_000), layout: .cifar10,
    folders: ["cifar10", "cifar-10", "cifar-10-batches-bin", "cifar-10-sample"],
    classNames: CIFAR10.classNames,
    remedy: "put cifar-10-binary.tar.gz, or the .bin files from it,")
}
