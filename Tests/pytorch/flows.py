"""Transforms of one's own over vectors, norms, pictures of arrays, and loaders within a loop's head."""
import numpy as np
import torch
import torch.distributions as D
import torch.utils.data
from torchvision import transforms as T


class Scale(D.Transform):
    bijective = True
    domain = D.constraints.real_vector
    codomain = D.constraints.real_vector

    def _call(self, x):
        return 2 * x

    def _inverse(self, y):
        return y / 2

    def log_abs_det_jacobian(self, x, y):
        return torch.full(x.shape[:-1], 2 * 0.6931472)


x = torch.tensor([[0.1, 0.2], [0.3, 0.4], [1.0, 1.0]])
flow = D.TransformedDistribution(D.MultivariateNormal(torch.zeros(2), torch.eye(2)), [Scale()])
print(flow.log_prob(x).tolist())
flow = D.TransformedDistribution(D.Normal(torch.zeros(2), torch.ones(2)), [Scale()])
print(flow.log_prob(x).tolist(), tuple(flow.batch_shape), tuple(flow.event_shape))
flow = D.TransformedDistribution(
    D.Normal(torch.zeros(2), torch.ones(2)), [D.AffineTransform(1.0, torch.tensor([2.0, 3.0])), D.ExpTransform()])
print(flow.log_prob(x).tolist())

A = np.array([[4, 1, 0.5], [1, 3, 0.2], [0.5, 0.2, 2]])
B = torch.tensor(A, dtype=torch.float32)
for order in [None, 1, 2, float("inf"), "fro"]:
    print(order, round(float(np.linalg.norm(A, order)), 4), round(torch.linalg.norm(B, order).item(), 4))
v = np.array([3.0, -4.0])
print(np.linalg.norm(v), np.linalg.norm(v, 1), np.linalg.norm(v, 0), np.linalg.norm(v, 2), [f"{n:.4f}" for n in np.linalg.norm(A, axis=1)])
print([f"{n:.4f}" for n in torch.linalg.norm(B, dim=1)], torch.linalg.norm(torch.tensor([3.0, -4.0]), 1).item())

print(T.ToTensor()(np.array([[0, 255], [128, 1]], dtype=np.uint8)).tolist())
print(tuple(T.ToTensor()(np.zeros((2, 3, 3), dtype=np.uint8) + 255).shape))
print(tuple(T.ToTensor()(np.ones((2, 5, 1), dtype=np.float32)).shape))
image = (np.arange(300) % 256).astype(np.uint8).reshape(10, 10, 3)
print(tuple(T.Compose([T.ToPILImage(), T.Resize(4), T.ToTensor()])(image).shape))
print(tuple(T.ToTensor()(T.ToPILImage()(torch.full((1, 4, 4), 255, dtype=torch.uint8))).shape))

for i, batch in enumerate(torch.utils.data.DataLoader([1, 2, 3, 4], batch_size=2)):
    print(i, batch.tolist())
for batch in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=2):
    print(tuple(batch[0].shape))
print(torch.ones(1).new([1, 2]).dtype, torch.ones(2).byte().new([1]).dtype)
