import Language

extension PyTorchDialect {
  /// Loops through the batches of a loader, by the names that people give to it.
  static let loops = ForeignLoops(
    [
      "DataLoader", "dataloader", "data_loader", "loader", "train_loader", "trainloader", "train_dataloader",
      "test_loader", "testloader", "val_loader", "valloader", "test_dataloader", "val_dataloader",
    ], wrappers: ["tqdm"], size: "batch_size", entry: "batches",
    because: "`batches` gives the training images of `data`, a batch at a time, and `images(\"test\")` those held out"
  ) { use in
    guard !use.name.contains("test"), !use.name.contains("val") else {
      return use.isUnpacked ? "x, y = images(\"test\"), labels(\"test\")" : "x = images(\"test\")"
    }
    let arguments = [use.size, use.isUnpacked ? "labels=True" : ""].filter { !$0.isEmpty }
    return use.loop(through: "batches(\(arguments.joined(separator: ", ")))")
  }
}
