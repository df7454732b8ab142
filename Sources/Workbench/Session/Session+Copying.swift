import Autodiff
import Language
import Networks
import VAE

// A session as a copy of another: for looking at it while a cell runs. Whoever calls these functions sees to it that
// nobody else uses either session meanwhile.

extension Session {
  /// Takes over what another session holds: the data are shared, because they never change, and the networks copied.
  ///
  /// Where both began with the same seed this session's own random numbers go on, so that looking twice at the same
  /// model draws other numbers.
  func become(copyOf other: Session, _ copies: NetworkCopies) throws {
    // First, so that nothing is half taken over where there is no memory for it.
    let model = try other.model.map { try $0.copied(copies: copies) }
    let trainer = try other.trainer.map { trainer in
      // Another model may have come since the trainer was made.
      let own = trainer.model === other.model ? model : nil
      return try Trainer(copying: trainer, of: try own ?? trainer.model.copied(copies: copies), copies: copies)
    }
    let codeModels = CodeModels(
      mixture: other.codeModels.mixture, flow: try other.codeModels.flow.map { try $0.copied(copies: copies) },
      diffusion: try other.codeModels.diffusion.map { try $0.copied(copies: copies) },
      pixelcnn: try model.flatMap { model in
        try other.codeModels.pixelcnn.map { try $0.copied(of: model, copies: copies) }
      })
    self.model = model
    self.trainer = trainer
    self.codeModels = codeModels
    dataset = other.dataset
    batchSize = other.batchSize
    runs = other.runs
    broadcast = other.broadcast
    recordedLosses = other.recordedLosses
    chosenJudging = other.chosenJudging
    if random.seed != other.random.seed { random = other.random }
  }
}

/// A value of the session's that others may look at while a cell runs: one that can be copied, or never changes.
protocol CopiedValue: ObjectValue {
  func copied(_ copies: NetworkCopies) throws -> any ObjectValue
}

extension TensorValue: CopiedValue {
  /// A parameter is copied. What was computed stays as it is, but for the way back to the parameters it was computed
  /// from, which the copy forgets: `backward` is nothing for somebody who only looks.
  func copied(_ copies: NetworkCopies) throws -> any ObjectValue {
    if let parameter = variable as? LearnedParameter { return TensorValue(try copies.copy(parameter)) }
    return TensorValue(Variable(try copies.settled(variable.value)), isArray: isArray)
  }
}

extension NetworkValue: CopiedValue {
  func copied(_ copies: NetworkCopies) throws -> any ObjectValue { NetworkValue(try copies.copy(layer)) }
}

extension ModelValue: CopiedValue {
  func copied(_ copies: NetworkCopies) throws -> any ObjectValue { ModelValue(try model.copied(copies: copies)) }
}

extension OptimizerValue: CopiedValue {
  func copied(_ copies: NetworkCopies) throws -> any ObjectValue {
    OptimizerValue(try copies.copy(optimizer), name: name)
  }
}

extension RecordingValue: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { copied() }
}

extension DataValue: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { self }
}

extension HistoryValue: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { self }
}

extension PyplotColormap: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { self }
}

extension PictureValue: CopiedValue {
  func copied(_ copies: NetworkCopies) -> any ObjectValue { self }
}
