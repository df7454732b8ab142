"""Samplers and data sets of other data sets, and loaders that go by them."""

import torch
from torch.utils.data import (
    BatchSampler, ChainDataset, ConcatDataset, DataLoader, Dataset, IterableDataset, RandomSampler, Sampler, SequentialSampler,
    StackDataset, Subset, SubsetRandomSampler, TensorDataset, WeightedRandomSampler)

data = TensorDataset(torch.arange(10.0).reshape(10, 1), torch.arange(10))


def numbers(loader):
    return [y.tolist() for _, y in loader]


# One after another
print(list(SequentialSampler(data)), len(SequentialSampler(data)))
print(list(BatchSampler(SequentialSampler(range(5)), 2, False)), list(BatchSampler(SequentialSampler(range(5)), 2, drop_last=True)))
print(sorted(SubsetRandomSampler([3, 5, 8])), sorted(RandomSampler(range(4))), len(RandomSampler(data)))
print(len(list(RandomSampler(data, replacement=True, num_samples=25))), len(list(RandomSampler(data, num_samples=7))))
weighted = WeightedRandomSampler([0.0, 1.0, 0.0, 3.0], 20)
print(len(weighted), set(weighted) <= {1, 3}, sorted(WeightedRandomSampler([0.0, 1.0, 0.0, 3.0], 2, replacement=False)))

# Loaders
print(numbers(DataLoader(data, batch_size=2, sampler=[4, 2, 0, 7, 9])))
print(numbers(DataLoader(data, batch_size=2, sampler=[4, 2, 0], drop_last=True)))
print(numbers(DataLoader(data, batch_sampler=[[0, 1, 2], [4], [9, 9]])))
loader = DataLoader(data, batch_sampler=BatchSampler(SequentialSampler(data), 4, True))
print(len(loader), numbers(loader), numbers(loader))
train = DataLoader(data, batch_size=3, sampler=SubsetRandomSampler(range(6)))
print(len(train), sorted(sum(numbers(train), [])), sorted(sum(numbers(train), [])), train.dataset is data, train.batch_size)
balanced = DataLoader(data, 4, sampler=WeightedRandomSampler([1.0] * 5 + [0.0] * 5, 8))
print(all(y < 5 for batch in numbers(balanced) for y in batch), [len(batch) for batch in numbers(balanced)])


class Evens(Sampler):
    def __init__(self, source):
        self.source = source

    def __iter__(self):
        return iter(range(0, len(self.source), 2))

    def __len__(self):
        return (len(self.source) + 1) // 2


evens = DataLoader(data, batch_size=2, sampler=Evens(data))
print(len(evens), numbers(evens))
print([example[1].item() for example in DataLoader(data, batch_size=None, sampler=[3, 1])])


# Examples without numbers
class Countdown(IterableDataset):
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        for number in range(self.start, 0, -1):
            yield torch.tensor([float(number)]), number


stream = DataLoader(Countdown(5), batch_size=2)
print(numbers(stream), numbers(stream), numbers(DataLoader(Countdown(5), batch_size=2, drop_last=True)))
print([x.shape for x, _ in stream] == [(2, 1), (2, 1), (1, 1)], isinstance(Countdown(1), Dataset))
print([y for _, y in DataLoader(Countdown(3), batch_size=None)], len(list(DataLoader(Countdown(3), collate_fn=len))))
print([y for _, y in ChainDataset([Countdown(2), Countdown(1)])], [y for _, y in Countdown(2) + Countdown(1)])

# Data sets together
both = ConcatDataset([data, Subset(data, [3, 4])])
print(len(both), both[10][1].item(), both[-1][1].item(), both.cumulative_sizes, numbers(DataLoader(both, batch_size=6)))
pairs = StackDataset(torch.arange(3), torch.arange(3) * 2)
print(len(pairs), [part.tolist() for part in next(iter(DataLoader(pairs, batch_size=3)))])
print(StackDataset(a=[1, 2], b=[3, 4])[1])

# What does not go together
for ask in [
    lambda: DataLoader(data, shuffle=True, sampler=[1]),
    lambda: DataLoader(data, batch_size=2, batch_sampler=[[1]]),
    lambda: DataLoader(data, shuffle=True, batch_sampler=[[1]]),
    lambda: DataLoader(data, drop_last=True, batch_sampler=[[1]]),
    lambda: DataLoader(Countdown(2), shuffle=True),
    lambda: DataLoader(Countdown(2), sampler=[1]),
    lambda: DataLoader(data, batch_size=None, drop_last=True),
    lambda: WeightedRandomSampler([1.0], 0),
    lambda: BatchSampler([1], 0, False),
]:
    try:
        ask()
        print("taken")
    except ValueError:
        print("ValueError")
