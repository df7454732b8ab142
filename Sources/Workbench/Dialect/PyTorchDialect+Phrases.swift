import Language

extension PyTorchDialect {
  static let phrases: Phrases = {
    var phrases = Phrases()
    phrases.arithmeticOfLists = "a loop computes with each item, and a tensor with all: tensor(items)"
    phrases.assignmentOfItems = "make a new one of its parts: where(mask, new, old), or cat([x[:3], new, x[4:]])"
    phrases.command = "train"
    phrases.files =
      "torch.save and np.save write values, plt.savefig and save_image pictures, `train log=\"run.csv\"` a log; "
      + "torch.load, np.load and `load` read"
    phrases.term = "ELBO"
    phrases.firstLines = ["data mnist", "model latent=30", "train epochs=10", "plot loss", "sample 64"]
    phrases.subjects = [
      "data", "model", "training", "looking", "measuring", "pictures", "controls", "session", "help",
      "exercises",
    ]
    phrases.examples = ["print": "print(\"loss\", 0.25)", "warn": "warn(\"loss\", 0.25)"]
    return phrases
  }()
}
