/// A published data set: its names, the folders it is usually found in, and how to get it.
package struct KnownDataset: Sendable {
  enum Layout: Sendable { case idx, cifar10 }

  /// The name that it is asked for by.
  package let name: String
  package let title: String
  /// A line on the images: "handwritten digits".
  package let summary: String
  package let image: ImageShape
  /// Images to train and to test in the published set: fewer are a sample.
  package let published: (train: Int, test: Int)
  let layout: Layout
  /// Folders in a folder of data sets, the preferred first; the last ones are torchvision's and samples.
  let folders: [String]
  /// Folders that a system's package puts into the system's folders of data.
  var systemFolders: [String] = []
  /// The folder in ours where set-up puts a sample.
  var bundledFolder: String?
  let classNames: [String]
  /// The way to have the whole set, ready to be followed by where to put it.
  let suggestion: String
  /// Where it is published.
  package let remote: RemoteSet

  /// Every set that can be asked for by name, in the order of a list.
  package static let all = [mnist, fashionMNIST, kmnist, cifar10]

  package static func named(_ name: String) -> KnownDataset? { all.first { $0.name == name } }

  /// MNIST's, which the sets after it took over.
  private static let idxShape = ImageShape(channels: 1, height: 28, width: 28)

  static let mnist = KnownDataset(
    name: "mnist", title: "MNIST", summary: "handwritten digits", image: idxShape, published: (60_000, 10_000),
    layout: .idx,
    folders: ["mnist", "MNIST/raw"], bundledFolder: "mnist-sample",
    classNames: (0...9).map { String($0) },
    suggestion: "put its four files (train-images-idx3-ubyte.gz, …)", remote: .mnist)

  static let fashionMNIST = KnownDataset(
    name: "fashion_mnist", title: "Fashion-MNIST", summary: "pieces of clothing", image: idxShape,
    published: (60_000, 10_000), layout: .idx,
    folders: ["fashion_mnist", "fashion-mnist", "FashionMNIST/raw"],
    systemFolders: ["datasets/fashion-mnist"],
    classNames: [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ],
    suggestion: "install Debian's package dataset-fashion-mnist, or put its four files (train-images-idx3-ubyte.gz, …)",
    remote: .fashionMNIST)

  /// Cursive Japanese characters (Clanuwat et al. 2018), by what they are read as.
  static let kmnist = KnownDataset(
    name: "kmnist", title: "KMNIST", summary: "cursive Japanese characters", image: idxShape,
    published: (60_000, 10_000), layout: .idx,
    folders: ["kmnist", "KMNIST/raw"],
    classNames: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    suggestion: "put its four files (train-images-idx3-ubyte.gz, …)", remote: .kmnist)

  static let cifar10 = KnownDataset(
    name: "cifar10", title: "CIFAR-10", summary: "small colour photographs", image: CIFAR10.shape,
    published: (50_000, 10_000), layout: .cifar10,
    folders: ["cifar10", "cifar-10", "cifar-10-batches-bin", "cifar-10-batches-py", "cifar-10-sample"],
    classNames: CIFAR10.classNames,
    suggestion: "put cifar-10-binary.tar.gz or cifar-10-python.tar.gz, or the files from it,", remote: .cifar10)
}
