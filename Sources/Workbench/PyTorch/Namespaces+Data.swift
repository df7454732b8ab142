import Autodiff
import Datasets
import Language
import Tensors

extension Namespaces {
  /// `torchvision.datasets`
  var datasets: [String: Value] {
    own([
      published("MNIST", "mnist"), published("FashionMNIST", "fashion_mnist"), published("KMNIST", "kmnist"),
      published("CIFAR10", "cifar10"), folder,
    ])
  }

  private func published(_ path: String, _ name: String) -> Entry {
    entry(
      path, "the images of \(name), with their classes",
      [
        Parameter(
          "root", .string, default: .string("."), "the folder that is looked at first; then the usual places for data"),
        Parameter("train", .bool, default: .bool(true), "those to train on, or those held out"), Self.transform,
        Self.targetTransform,
        Parameter(
          "download", .bool, default: .bool(false), "get them from the network, unless they are here already"),
      ], result: "dataset"
    ) { arguments, context in
      var catalog = session.catalog
      catalog.programFolder = arguments.string("root")
      if arguments.bool("download") { try DataEntries(session: session).download(name, from: catalog, context) }
      let loaded = try catalog.load(name, DatasetOptions(train: nil, test: nil, seed: 0))
      return .object(
        ImageDatasetValue(
          arguments.bool("train") ? loaded.train : loaded.test, name: path, transform: arguments["transform"],
          targetTransform: arguments["target_transform"], context))
    }
  }

  private var folder: Entry {
    entry(
      "ImageFolder", "the pictures of a folder, whose sub-folders are their classes",
      [Parameter("root", .string, "the folder"), Self.transform, Self.targetTransform], result: "dataset"
    ) { arguments, context in
      if let pictures = try session.catalog.pictures(arguments.string("root")), !pictures.isOfOneSize {
        return .object(
          PictureFolderValue(
            pictures, transform: arguments["transform"], targetTransform: arguments["target_transform"], context))
      }
      // All of the folder: what is held out is for the program to say.
      var options = DatasetOptions()
      options.isWhole = true
      // As torchvision's loader: Image.open(path).convert("RGB").
      (options.channels, options.ground) = (3, .stored)
      let loaded = try session.catalog.load(arguments.string("root"), options)
      return .object(
        ImageDatasetValue(
          loaded.train, name: "ImageFolder", transform: arguments["transform"],
          targetTransform: arguments["target_transform"], context))
    }
  }

  private static var transform: Parameter {
    Parameter("transform", .any, default: Value.none, "what is made of each image: transforms.ToTensor()")
  }
  private static var targetTransform: Parameter {
    Parameter("target_transform", .any, default: Value.none, "what is made of each class")
  }

  /// `torch.utils.data`
  var data: [String: Value] {
    own([
      entry(
        "DataLoader", "the examples of a data set a batch at a time",
        [
          Parameter("dataset", .any, "a data set, or a list of examples"),
          Parameter(
            "batch_size", .either([.integer(1...1_000_000), .nothing]), default: .integer(1), unit: "examples",
            "how many a batch has; None for single examples, as they are"),
          Parameter("shuffle", .bool, default: .bool(false), "whether each loop goes through them in another order"),
          Parameter(
            "sampler", .any, default: Value.none, "the numbers of the examples, in the order in which they come"),
          Parameter("batch_sampler", .any, default: Value.none, "lists of numbers, each a batch"),
          Parameter("num_workers", .integer(0...1024), default: .integer(0), "batches need no helpers"),
          Parameter(
            "collate_fn", .any, default: Value.none, "what makes a batch of a list of examples"),
          Parameter("pin_memory", .bool, default: .bool(false), "there is no other memory"),
          Parameter("drop_last", .bool, default: .bool(false), "leave out a last batch of fewer"),
          Parameter("timeout", .real(), default: .real(0), "batches need no helpers"),
          Parameter("worker_init_fn", .any, default: Value.none, "batches need no helpers"),
          Parameter("multiprocessing_context", .any, default: Value.none, "batches need no helpers"),
          Parameter("generator", .any, default: Value.none, "whose numbers shuffle; None: the session's"),
          Parameter("prefetch_factor", .any, default: Value.none, style: .keywordOnly, "batches need no helpers"),
          Parameter("persistent_workers", .bool, default: .bool(false), style: .keywordOnly, "batches need no helpers"),
          Parameter(
            "pin_memory_device", .string, default: .string(""), style: .keywordOnly, "there is no other memory"),
          Parameter("in_order", .bool, default: .bool(true), style: .keywordOnly, "batches come in their order"),
        ], result: "loader", effect: .drawsNumbers
      ) { arguments, context in
        .object(try DataLoaderValue.made(arguments, random: session.randomNumbers, context))
      },
      entry(
        "TensorDataset", "rows of tensors side by side",
        [Parameter("tensors", .any, style: .variadic, "tensors of equal length")],
        result: "dataset"
      ) { arguments, _ in
        let tensors = try arguments.values("tensors").map { try $0.tensor(for: "TensorDataset") }
        guard let count = tensors.first?.shape.dimensions.first,
          tensors.allSatisfy({ $0.shape.dimensions.first == count })
        else {
          throw Diagnostic(
            .shape,
            "TensorDataset takes tensors of as many rows each, and these are "
              + tensors.map(\.shape.description).joined(separator: ", "))
        }
        return .object(
          TensorDatasetValue(zip(arguments.values("tensors"), tensors).map { $0.asTensor == nil ? Value($1) : $0 }))
      },
      entry(
        "Subset", "some examples of a data set",
        [Parameter("dataset", .any, "a data set"), Parameter("indices", .any, "the places of the examples")],
        result: "dataset"
      ) { arguments, context in
        let source = try ExampleSource(arguments["dataset"])
        let indices = try Iteration.items(arguments["indices"], context).map { item -> Int in
          guard let number = item.wholeNumber ?? item.number.flatMap({ Int(exactly: $0) }), number >= 0,
            number < source.count
          else {
            throw Diagnostic(
              .index, "there is no example \(item.repr): they are numbered from 0 to \(source.count - 1)")
          }
          return number
        }
        return .object(SubsetValue(source, indices, context))
      },
      entry(
        "random_split", "a data set in parts of these lengths, at random",
        [
          Parameter("dataset", .any, "a data set"),
          Parameter("lengths", .list, "numbers of examples, or shares that add up to 1"),
          Parameter("generator", .any, default: Value.none, "whose numbers are taken; None: the session's"),
        ], result: "list", effect: .drawsNumbers
      ) { arguments, context in
        let source = try ExampleSource(arguments["dataset"])
        let lengths = try Self.lengths(arguments.values("lengths"), of: source.count)
        func drawn() throws -> [Int] { try session.random.next(.cells).permutation(source.count) }
        let order =
          try arguments.generator.map { try session.randomNumbers.drawing(from: $0, drawn) } ?? drawn()
        var start = 0
        return .list(
          lengths.map { length in
            defer { start += length }
            return .object(SubsetValue(source, Array(order[start..<(start + length)]), context))
          })
      },
    ])
    .merging(["Dataset": .object(ClassValue(DatasetClass())), "default_collate": .builtin(collating)]) { $1 }
  }

  private var collating: Entry {
    entry(
      "default_collate", "examples side by side, as a loader puts them",
      [Parameter("batch", .any, "a list of examples")], result: "tensor, or list of tensors"
    ) { arguments, context in
      try ExampleSource.collated(Iteration.items(arguments["batch"], context, verb: "take examples from"))
    }
  }

  private static func lengths(_ values: [Value], of count: Int) throws -> [Int] {
    let numbers = values.compactMap(\.number)
    guard numbers.count == values.count, numbers.allSatisfy({ $0 >= 0 }) else {
      throw Diagnostic(.type, "random_split takes numbers of examples, or shares", parameter: "lengths")
    }
    if numbers.allSatisfy({ $0 == $0.rounded() }), numbers.reduce(0, +) == Double(count) {
      return numbers.map { Int($0) }
    }
    guard abs(numbers.reduce(0, +) - 1) < 1e-6 else {
      throw Diagnostic(
        .value, "the parts of \(count) examples add up to \(Value.real(numbers.reduce(0, +)).repr)",
        parameter: "lengths")
    }
    // As in PyTorch: what rounding leaves goes to the first parts, one each.
    var lengths = numbers.map { Int((Double(count) * $0).rounded(.down)) }
    for extra in 0..<(count - lengths.reduce(0, +)) { lengths[extra % lengths.count] += 1 }
    return lengths
  }
}

/// `torch.utils.data.Dataset`: a class with `__len__` and `__getitem__`.
private final class DatasetClass: NativeClass {
  let name = "Dataset"

  func includes(_ value: Value) -> Bool {
    if case .object(let object) = value { object is any ExampleProvider } else { false }
  }
}
