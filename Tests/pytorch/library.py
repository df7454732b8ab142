"""Python's own library, as far as programs with PyTorch use it."""

import argparse, os, sys, time, random, copy, itertools, functools, collections, warnings
from abc import ABC, abstractmethod
from collections import OrderedDict, defaultdict, Counter, deque, namedtuple
from functools import partial, reduce
from itertools import chain, islice
parser = argparse.ArgumentParser(description='VAE MNIST Example')
parser.add_argument('--batch-size', type=int, default=128, metavar='N', help='input batch size')
parser.add_argument('--epochs', type=int, default=10, metavar='N')
parser.add_argument('--no-cuda', action='store_true', default=False)
parser.add_argument("--layers", type=int, nargs='+', default=[784, 256])
parser.add_argument("--lr", type=float, default="1e-3")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--mode", choices=["a", "b"], default="a")
args = parser.parse_args([])
print(args)
args.cuda = not args.no_cuda and False
print(args.batch_size, args.cuda, args.lr)
args = parser.parse_args(['--batch-size', '32', '--no-cuda', '--layers', '1', '2', '3', '-v', '--lr=0.5', '--ep', '3'])
print(args)
print(vars(args)['epochs'])
for bad in (['--mode', 'c'], ['--epochs', 'x'], ['--zzz']):
    try:
        parser.parse_args(bad)
        print("no error")
    except (SystemExit, ValueError):
        print("error")
print(os.path.join('a', 'b', '/c', 'd'), os.path.join('a/', 'b'), os.path.join('', 'x'), os.path.basename('/a/b.tar.gz'), os.path.dirname('/a/b'), os.path.splitext('/a.b/c.tar.gz'), os.path.splitext('.bashrc'), os.path.split('/a'), os.path.split('a//b'))
os.makedirs('out/deep', exist_ok=True)
print(os.path.exists('out/deep'), os.path.isdir('out'), os.path.isfile('out'))
if not os.path.exists('out2'):
    os.makedirs('out2')
start = time.time()
time.sleep(0.02)
print(0.01 < time.time() - start < 5, type(time.perf_counter()).__name__)
d = defaultdict(list)
d['a'].append(1); d['b'].append(2); d['a'].append(3)
print(dict(d.items()), len(d), 'a' in d, d)
c = Counter("abracadabra")
print(c.most_common(2), c['a'], c['z'], c)
q = deque([1, 2, 3], maxlen=3)
q.append(4)
print(q, q[0], len(q), sum(q) / len(q), list(q))
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p.x, p.y, p[0], tuple(p))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(int, base=2)('101'))
print(list(chain([1, 2], (3,), range(2))), list(islice(itertools.count(5), 2, 8, 3)), list(itertools.product([1, 2], 'ab')))
print(list(itertools.combinations(range(4), 2)), list(itertools.accumulate([1, 2, 3])), list(itertools.zip_longest([1, 2], [3], fillvalue=0)))
print(list(itertools.permutations([1, 2, 3], 2)), list(islice(itertools.cycle('ab'), 5)), list(itertools.repeat(7, 3)))
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60))
a = [1, [2, 3], {'k': (4, [5])}]
b = copy.deepcopy(a)
b[1][0] = 9
b[2]['k'][1][0] = 8
print(a, b, copy.copy([1, 2]))
od = OrderedDict([('a', 1), ('b', 2)])
print(od['b'], list(od.keys()))
class Base(ABC):
    @abstractmethod
    def f(self): pass
class Derived(Base):
    def f(self): return 3
print(Derived().f())
random.seed(1)
xs = list(range(10))
random.shuffle(xs)
print(sorted(xs), len(random.sample(range(100), 5)), 0 <= random.random() < 1, 1 <= random.randint(1, 3) <= 3, random.choice([7]))
warnings.filterwarnings("ignore")
sys.stdout.write("written\n")
sys.stdout.flush()
print(sys.argv[1:], sys.maxsize)
