import Language

extension Session {
  /// Everything that cells can say on this session, in the order of `help` and of the reference.
  package func entries() -> [Entry] {
    dataEntries() + pictureEntries() + modelEntries() + trainingEntries() + lookingEntries() + latentSpaceEntries()
      + measuringEntries() + diagnosisEntries() + sessionEntries() + persistenceEntries()
      + CreationEntries(random: randomNumbers).all + MathsEntries.all + ReductionEntries.all + MovementEntries.all
      + LossEntries.all + LayerEntries(random: randomNumbers).all + optimizerEntries() + ExerciseEntries.all
  }
}
