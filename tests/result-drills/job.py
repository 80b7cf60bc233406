"""Twenty batches with random numbers; a checkpoint after each. MODE says what it does wrong."""
import json
import os
import random
import time

MODE = os.environ['MODE']
STATE, RESULT = 'state.json', 'result.json'
state = {'done': 0, 'sum': 0.0}
random.seed(7)
if os.path.exists(STATE):
    with open(STATE) as file:
        state = json.load(file)
    if MODE != 'rng-not-restored':
        version, numbers, gauss = state['random']
        random.setstate((version, tuple(numbers), gauss))
    if MODE == 'skips-a-batch':
        state['done'] += 1
while state['done'] < 20:
    time.sleep(3)
    state['sum'] += os.getpid() if MODE == 'not-deterministic' else random.random()
    state['done'] += 1
    print(f'batch {state["done"]}', flush=True)
    print(f'{state["done"] * 5} %', flush=True)
    state['random'] = random.getstate()
    with open(STATE + '.new', 'w') as file:
        json.dump(state, file)
    os.rename(STATE + '.new', STATE)
with open(RESULT, 'w') as file:
    json.dump({'batches': 20, 'sum': state['sum'], 'at': '%.6f' % time.time()} if MODE == 'not-deterministic'
              else {'batches': 20, 'sum': state['sum']}, file)
