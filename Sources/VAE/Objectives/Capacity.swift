import Autodiff
import Processes
import Tensors

/// -log p(x | z) + γ |KL(q(z | x) ‖ p(z)) - C|, the KL as its mean over the batch: codes are held to a capacity of C nats, which
/// rises while training goes on (Burgess et al. 2018, eq. 8). γ is `beta`. Without a capacity, C = 0, it is the β-VAE of Higgins
/// et al. (2017).
package struct Capacity: Objective {
  /// γ.
  var klWeight: Double
  /// C now, in nats for one image.
  var nats: Double

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    let draw = try batch.code()
    let reconstruction = try batch.decode(draw.z).loss(batch.x, .sum)
    let kl = try batch.divergence(draw)
    let share = SharedBatch.current
    // On which side of C it is, the whole batch decides, of which this process may have a part.
    let whole = try share.map { try Variable.total(kl, over: $0.group) } ?? kl
    let wanted = Float(nats) * Float(share?.total ?? batch.count)
    let distance = try Variable.abs(whole - .constant(wanted)) * .constant(Float(klWeight))
    var losses = try batch.losses(reconstruction, kl)
    // Of a sum that every process has, each tells its part.
    losses.penalty = Double(try distance.value.item()) * Double(batch.count) / Double(share?.total ?? batch.count)
    return Lowered(loss: try reconstruction + distance, losses: losses, z: draw.z)
  }
}
