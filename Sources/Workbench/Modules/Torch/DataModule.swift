/// `torch.utils.data`: samplers, and data sets made of others.
enum DataModule {
  static let text = #"""
    class Sampler:
        def __init__(self, data_source=None):
            pass

    class SequentialSampler(Sampler):
        def __init__(self, data_source):
            self.data_source = data_source

        def __iter__(self):
            return iter(range(len(self.data_source)))

        def __len__(self):
            return len(self.data_source)

    class RandomSampler(Sampler):
        def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
            if not isinstance(replacement, bool):
                raise TypeError(f"replacement should be a boolean value, but got replacement={replacement}")
            if num_samples is not None and (not isinstance(num_samples, int) or num_samples <= 0):
                raise ValueError(f"num_samples should be a positive integer value, but got num_samples={num_samples}")
            self.data_source = data_source
            self.replacement = replacement
            self.generator = generator
            self._num_samples = num_samples

        @property
        def num_samples(self):
            return len(self.data_source) if self._num_samples is None else self._num_samples

        def __iter__(self):
            count, wanted = len(self.data_source), self.num_samples
            if count == 0:
                return iter([])
            if self.replacement:
                return self._drawn(count, wanted)
            # As often through all of them as are wanted.
            places = []
            while len(places) < wanted:
                places += torch.randperm(count, generator=self.generator).tolist()
            return iter(places[:wanted])

        # A few at a time: there may be no end to them.
        def _drawn(self, count, wanted):
            while wanted > 0:
                size = min(32, wanted)
                for place in torch.randint(0, count, (size,), generator=self.generator).tolist():
                    yield place
                wanted -= size

        def __len__(self):
            return self.num_samples

    class SubsetRandomSampler(Sampler):
        def __init__(self, indices, generator=None):
            self.indices = indices
            self.generator = generator

        def __iter__(self):
            return iter([self.indices[place] for place in torch.randperm(len(self.indices), generator=self.generator).tolist()])

        def __len__(self):
            return len(self.indices)

    class WeightedRandomSampler(Sampler):
        def __init__(self, weights, num_samples, replacement=True, generator=None):
            if isinstance(num_samples, bool) or not isinstance(num_samples, int) or num_samples <= 0:
                raise ValueError(f"num_samples should be a positive integer value, but got num_samples={num_samples}")
            if not isinstance(replacement, bool):
                raise ValueError(f"replacement should be a boolean value, but got replacement={replacement}")
            self.weights = torch.as_tensor(weights, dtype=torch.float32)
            if self.weights.dim() != 1:
                raise ValueError(f"weights should be a 1d sequence but given weights have shape {tuple(self.weights.shape)}")
            self.num_samples = num_samples
            self.replacement = replacement
            self.generator = generator

        def __iter__(self):
            drawn = torch.multinomial(self.weights, self.num_samples, self.replacement, generator=self.generator)
            return iter(drawn.tolist())

        def __len__(self):
            return self.num_samples

    class BatchSampler(Sampler):
        def __init__(self, sampler, batch_size, drop_last):
            if isinstance(batch_size, bool) or not isinstance(batch_size, int) or batch_size <= 0:
                raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
            if not isinstance(drop_last, bool):
                raise ValueError(f"drop_last should be a boolean value, but got drop_last={drop_last}")
            self.sampler = sampler
            self.batch_size = batch_size
            self.drop_last = drop_last

        def __iter__(self):
            batch = []
            for place in self.sampler:
                batch.append(place)
                if len(batch) == self.batch_size:
                    yield batch
                    batch = []
            if batch and not self.drop_last:
                yield batch

        def __len__(self):
            count = len(self.sampler)
            return count // self.batch_size if self.drop_last else (count + self.batch_size - 1) // self.batch_size

    class IterableDataset(Dataset):
        def __add__(self, other):
            return ChainDataset([self, other])

    class ChainDataset(IterableDataset):
        def __init__(self, datasets):
            self.datasets = datasets

        def __iter__(self):
            for part in self.datasets:
                yield from part

        def __len__(self):
            return sum([len(part) for part in self.datasets])

    class ConcatDataset(Dataset):
        def __init__(self, datasets):
            self.datasets = list(datasets)
            if len(self.datasets) == 0:
                raise AssertionError("datasets should not be an empty iterable")
            for part in self.datasets:
                if isinstance(part, IterableDataset):
                    raise AssertionError("ConcatDataset does not support IterableDataset")
            self.cumulative_sizes = []
            for part in self.datasets:
                before = self.cumulative_sizes[-1] if self.cumulative_sizes else 0
                self.cumulative_sizes.append(before + len(part))

        def __len__(self):
            return self.cumulative_sizes[-1]

        def __getitem__(self, idx):
            if idx < 0:
                if -idx > len(self):
                    raise ValueError("absolute value of index should not exceed dataset length")
                idx += len(self)
            before = 0
            for part, end in zip(self.datasets, self.cumulative_sizes):
                if idx < end:
                    return part[idx - before]
                before = end
            raise IndexError("list index out of range")

    class StackDataset(Dataset):
        def __init__(self, *args, **kwargs):
            if args and kwargs:
                raise ValueError("Supported either tuple- (via args) or dict- (via kwargs) like input/output, but both types are given.")
            parts = list(args) if args else list(kwargs.values())
            if not parts:
                raise ValueError("At least one dataset should be passed")
            if any([len(part) != len(parts[0]) for part in parts]):
                raise ValueError("Size mismatch between datasets")
            self.datasets = kwargs if kwargs else args
            self._length = len(parts[0])

        def __len__(self):
            return self._length

        def __getitem__(self, index):
            if isinstance(self.datasets, dict):
                return {name: part[index] for name, part in self.datasets.items()}
            return tuple([part[index] for part in self.datasets])

    def get_worker_info():
        return None
    """#
}
