import Language

extension PyTorchDialect {
  static let phrases: Phrases = {
    var phrases = Phrases()
    phrases.bothHold = "`and` for two conditions; `*` for two masks of numbers"
    phrases.eitherHolds = "`or` for two conditions; `+` for two masks of numbers"
    phrases.caret = "a power is written `**`, and where just one of two masks holds `!=`"
    phrases.negation = "`not x`, or `1 - mask`"
    phrases.formatting = "an f-string: f\"epoch {epoch}, loss {loss:.4f}\""
    phrases.arithmeticOfLists = "a loop computes with each item, and a tensor with all: tensor(items)"
    phrases.assignmentOfItems = "make a new one of its parts: where(mask, new, old), or cat([x[:3], new, x[4:]])"
    phrases.ellipsis = "`pass` does nothing, `:` takes a whole dimension"
    phrases.command = "train"
    phrases.term = "ELBO"
    phrases.firstLines = ["data mnist", "model latent=30", "train epochs=10", "plot loss", "sample 64"]
    phrases.subjects = [
      "data", "model", "training", "looking", "measuring", "pictures", "session", "help", "exercises",
    ]
    phrases.examples = ["print": "print(\"loss\", 0.25)", "warn": "warn(\"loss\", 0.25)"]
    return phrases
  }()
}
