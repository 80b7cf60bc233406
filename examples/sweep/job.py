#!/usr/bin/env python3
"""120 steps of 2 s. Every `--every` steps it saves, which takes SAVE_SECONDS."""
import argparse
import os
import pathlib
import time

parser = argparse.ArgumentParser()
parser.add_argument('--every', type=int, required=True)
every = parser.parse_args().every
save_seconds = float(os.environ['SAVE_SECONDS'])
saved = pathlib.Path('saved')

done = int(saved.read_text()) if saved.exists() else 0
for step in range(done + 1, 121):
    time.sleep(2)
    print(f'step {step}/120', flush=True)
    if step % every == 0 or step == 120:
        time.sleep(save_seconds)
        new = saved.with_suffix('.new')
        new.write_text(str(step))
        new.replace(saved)
