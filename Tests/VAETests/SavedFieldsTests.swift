import Foundation
import Networks
import Tensors
import TestSupport
import Testing
import VAE

/// Records of a training lose nothing in a file: a field that was forgotten in a decoder would come back as its default.
@Suite struct SavedFieldsTests {
  private var options: TrainingOptions {
    var options = TrainingOptions()
    (options.learningRate, options.rule, options.schedule) = (0.5, .sgd(momentum: 0.5, weightDecay: 0.1), .cosine)
    (options.beta, options.warmup, options.freeBits) = (2, Warmup(.cyclic, epochs: 3), 0.25)
    (options.clip, options.patience, options.dropsLast) = (4, 5, true)
    options.penalty = "f"
    return options
  }

  private var losses: VAE.Losses {
    var losses = VAE.Losses(reconstruction: 1, kl: 2, images: 3)
    (losses.gain, losses.penalty) = (0.5, 0.25)
    return losses
  }

  private var history: TrainingHistory {
    var history = TrainingHistory()
    history.epochs = [
      TrainingHistory.Epoch(
        number: 1, losses: losses, tutorialFigure: 2, seconds: 3, klWeight: 0.5, learningRate: 0.25, validation: losses)
    ]
    history.steps = [TrainingHistory.Step(epoch: 0.5, losses: losses, gradientNorm: 2, learningRate: 0.5)]
    history.moves = [TrainingMove(step: 3, setting: .beta, value: 0.5)]
    return history
  }

  @Test func noFieldIsLost() throws {
    #expect(try SavedFields.lost(of: options, except: ["samples", "objective"]) == [])
    var other = options
    (other.samples, other.freeBits, other.objective) = (3, 0, ObjectiveSettings(.dreg))
    #expect(try SavedFields.lost(of: other, except: ["freeBits"]) == [])
    var objective = ObjectiveSettings(.tc)
    (objective.capacity, objective.capacityEpochs, objective.alpha, objective.gamma) = (2, 3, 4, 5)
    (objective.sampling, objective.weight, objective.kernel, objective.bandwidth) = (.stratified, 6, .imq, 7)
    (objective.covariance, objective.diagonal, objective.sharpness) = (.codes, 8, 9)
    // One that was lost would come back as its default.
    #expect(try JSONDecoder().decode(ObjectiveSettings.self, from: try JSONEncoder().encode(objective)) == objective)
    let prior = PriorDescription(.vamp, components: 7)
    #expect(try JSONDecoder().decode(PriorDescription.self, from: try JSONEncoder().encode(prior)) == prior)
    let posterior = PosteriorDescription(.iaf, flows: 7)
    #expect(try JSONDecoder().decode(PosteriorDescription.self, from: try JSONEncoder().encode(posterior)) == posterior)
    #expect(try SavedFields.lost(of: Warmup(.cyclic, epochs: 3)) == [])
    #expect(try SavedFields.lost(of: losses) == [])
    #expect(try SavedFields.lost(of: history) == [])
    #expect(try SavedFields.lost(of: history.epochs[0]) == [])
    #expect(try SavedFields.lost(of: history.steps[0]) == [])
    let run = TrainingRun(
      number: 2, model: "a model", data: "data", batchSize: 7, options: options, seed: 8,
      ending: .stoppedEarly(best: 1),
      seconds: 3, history: history, firstEpoch: 1, firstStep: 1)
    #expect(try SavedFields.lost(of: run) == [])
    var random = RandomSource(seed: 9)
    _ = (random.next(.noise), random.next(.shuffling), random.next(.noise))
    random[apart: "numpy"] = RandomSource(seed: 4)
    #expect(try SavedFields.lost(of: random) == [])
    var state = Trainer.State(seed: 9)
    (state.options, state.history, state.random, state.steps) = (options, history, random, 5)
    (state.batchesDone, state.losses, state.seconds, state.course) = (2, losses, 4, 1..<9)
    let best = try JSONDecoder().decode(Trainer.State.Best.self, from: Data(#"{"epoch":1,"loss":2}"#.utf8))
    (state.best, state.epochsSinceBest) = (best, 3)
    #expect(try SavedFields.lost(of: best) == [])
    #expect(try SavedFields.lost(of: state) == [])
  }

  /// Enums with values are read by hand nowhere, but a case or a label that is called otherwise would be another format.
  @Test func casesAreCalledAsTheyAlwaysWere() throws {
    func json(_ value: some Encodable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    #expect(
      try json(Optimizer.Rule.adam())
        == #"{"adam":{"beta1":0.9,"beta2":0.999,"decoupled":false,"epsilon":1e-08,"weightDecay":0}}"#)
    #expect(try json(Optimizer.Rule.sgd()) == #"{"sgd":{"momentum":0,"nesterov":false,"weightDecay":0}}"#)
    #expect(
      try json(Optimizer.Rule.rmsprop())
        == #"{"rmsprop":{"epsilon":1e-08,"momentum":0,"smoothing":0.99,"weightDecay":0}}"#)
    #expect(try json(Likelihood.gaussian(deviation: 0.5)) == #"{"gaussian":{"deviation":0.5}}"#)
    let names = ["bernoulli", "gaussian", "learnedGaussian", "discretizedLogistic", "continuousBernoulli"]
    for (likelihood, name) in zip(Likelihood.all, names) {
      #expect(try json(likelihood).hasPrefix("{\"\(name)\":{"))
    }
    #expect(
      try json([TrainingRun.Ending.completed, .stoppedEarly(best: 3)])
        == #"[{"completed":{}},{"stoppedEarly":{"best":3}}]"#)
    #expect(
      try json([TrainingRun.Ending.interrupted, .diverged, .failed])
        == #"[{"interrupted":{}},{"diverged":{}},{"failed":{}}]"#)
    #expect(try json(RandomSource(seed: 3)) == #"{"draws":[],"seed":3}"#)
  }

  /// Files from before an option say nothing of it.
  @Test func fieldsThatCameLaterHaveDefaults() throws {
    let text = """
      {"learningRate":0.5,"rule":{"sgd":{"momentum":0,"nesterov":false,"weightDecay":0}},"schedule":"constant","beta":1,\
      "warmup":{"course":"linear","epochs":0},"freeBits":0,"samples":1}
      """
    let options = try JSONDecoder().decode(TrainingOptions.self, from: Data(text.utf8))
    #expect(!options.dropsLast && options.clip == nil && options.patience == nil && options.learningRate == 0.5)
    #expect(options.objective == ObjectiveSettings() && options.penalty == nil)
  }
}
