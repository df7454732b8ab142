"""Arrays in files, histograms, and what programs say of themselves."""

import logging
import os
import sys
import numpy as np
import torch

np.savez('arrays.npz', np.arange(3.0), b=np.ones(2))
arrays = np.load('arrays.npz')
print(sorted(arrays.files), arrays['arr_0'].tolist(), 'b' in arrays, len(arrays.files))
np.savez_compressed('packed', codes=np.eye(2))
with np.load('packed.npz') as packed:
    print(packed['codes'].tolist(), list(packed.keys()))
np.savetxt('table.txt', np.array([[1.0, 2.0], [3.0, 4.5]]))
print(np.loadtxt('table.txt').tolist())
np.savetxt('table.csv', np.array([[1.5, 2.0, 3.0], [3.0, 4.0, 5.0]]), delimiter=',', fmt='%.3f', header='a,b,c')
print(np.loadtxt('table.csv', delimiter=',').tolist())
print(np.loadtxt('table.csv', delimiter=',', skiprows=1, usecols=(0, 2)).tolist(), np.loadtxt('table.csv', delimiter=',', usecols=1).tolist())
x, y = np.loadtxt('table.txt', unpack=True)
print(x.tolist(), y.tolist(), np.loadtxt('table.txt', max_rows=1).tolist())
np.savetxt('row.txt', np.array([1.0, 2.0]), fmt='%d')
print(np.loadtxt('row.txt').tolist())

heights, edges = np.histogram(np.array([1.0, 2.0, 2.0, 3.0]), bins=2)
print(heights.sum() == 4, edges.tolist())
values = np.sin(np.arange(50.0))
heights, edges = np.histogram(values, bins=5)
print([int(h) for h in heights], [round(float(e), 4) for e in edges])
heights, edges = np.histogram(values, bins=4, range=(-1, 1), density=True)
print([round(float(h), 4) for h in heights], edges.tolist())
heights, edges = np.histogram([1.0, 2.0, 5.0, 7.0], bins=[0, 2, 4, 6])
print([int(h) for h in heights])
heights, edges = np.histogram([1.0, 2.0, 5.0], bins=3, weights=[1.0, 2.0, 3.5])
print(heights.tolist())

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(levelname)s:%(name)s:%(message)s')
logging.info('begun')
log = logging.getLogger('train')
log.debug('not seen')
log.info('epoch %d of %d: %.3f', 1, 10, 0.12345)
log.warning('watch out')
child = logging.getLogger('train.step')
child.setLevel(logging.ERROR)
child.warning('not seen either')
child.error('lost %s', {'loss': 1.5})
print(child.getEffectiveLevel(), log.isEnabledFor(logging.DEBUG), logging.getLevelName(20), log is logging.getLogger('train'))
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter('[%(levelname)s] %(message)s'))
other = logging.getLogger('other')
other.propagate = False
other.addHandler(handler)
other.setLevel('DEBUG')
other.debug('a detail')
other.log(logging.CRITICAL, 'the end')
logging.getLogger().setLevel(logging.WARNING)
logging.info('no more')
torch.save({'epoch': 3, 'best': 0.5, 'names': ['a', 'b'], 'shape': (1, 2)}, 'state.pt')
state = torch.load('state.pt')
print(state['epoch'], state['names'], state['shape'], os.path.exists('state.pt'))
