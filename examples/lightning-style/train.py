#!/usr/bin/env python3
"""Fits a line by stochastic gradient descent, in the manner of a PyTorch Lightning script.

  train.py --dirpath DIRECTORY [--batch-seconds S]

Trainer, ModelCheckpoint and LineModel are stand-ins with Lightning's names: what they do about
interruptions is what Lightning's do, or what a callback of yours has to.
"""
import argparse
import json
import os
import pathlib
import random
import signal
import sys
import time

EX_TEMPFAIL = 75  # Start me again.


class LineModel:
    """y = a x + b, learned from noisy points."""

    def __init__(self):
        self.a = self.b = 0.0

    def state_dict(self):
        return {'a': self.a, 'b': self.b}

    def load_state_dict(self, state):
        self.a, self.b = state['a'], state['b']

    def training_step(self, batch):
        for x, y in batch:
            error = self.a * x + self.b - y
            self.a -= 0.05 * error * x
            self.b -= 0.05 * error


class LineData:
    """The batch of a step depends on the step alone, so that a resumed run sees what it would have seen."""

    def batch(self, step):
        numbers = random.Random(step)
        points = [numbers.uniform(-1, 1) for _ in range(8)]
        return [(x, 3 * x + 1 + numbers.gauss(0, 0.1)) for x in points]


class ModelCheckpoint:
    """Keeps last.ckpt: written beside it, then renamed, so that it is never half a file."""

    def __init__(self, dirpath, every_n_train_steps):
        self.last = dirpath / 'last.ckpt'
        self.every_n_train_steps = every_n_train_steps

    def save(self, trainer):
        self.last.parent.mkdir(parents=True, exist_ok=True)
        new = self.last.with_suffix('.new')
        with open(new, 'w') as file:
            json.dump({'global_step': trainer.global_step, 'state_dict': trainer.model.state_dict()}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self.last)
        print(f'saved last.ckpt at step {trainer.global_step}')


class Trainer:
    def __init__(self, max_steps, checkpoint, batch_seconds):
        self.max_steps = max_steps
        self.checkpoint = checkpoint
        self.batch_seconds = batch_seconds
        self.global_step = 0
        self.received_sigterm = False
        signal.signal(signal.SIGTERM, self.on_sigterm)

    def on_sigterm(self, number, frame):
        """In the middle of a batch the model is half updated: it only takes note."""
        self.received_sigterm = True

    def restore(self, path):
        checkpoint = json.loads(path.read_text())
        self.global_step = checkpoint['global_step']
        self.model.load_state_dict(checkpoint['state_dict'])
        print(f'restored {path} at step {self.global_step}')

    def fit(self, model, data, ckpt_path=None):
        self.model = model
        # "last" is the newest checkpoint; the first start has none.
        if ckpt_path == 'last' and self.checkpoint.last.exists():
            self.restore(self.checkpoint.last)
        print(f'global_step={self.global_step}')
        while self.global_step < self.max_steps:
            time.sleep(self.batch_seconds)
            self.model.training_step(data.batch(self.global_step))
            self.global_step += 1
            self.on_train_batch_end()
        self.checkpoint.save(self)

    def on_train_batch_end(self):
        if self.global_step % 5 == 0:
            print(f'global_step={self.global_step}')
        if self.received_sigterm:
            self.checkpoint.save(self)
            print(f'global_step={self.global_step}')
            sys.exit(EX_TEMPFAIL)
        if self.global_step % self.checkpoint.every_n_train_steps == 0:
            self.checkpoint.save(self)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--dirpath', type=pathlib.Path, required=True)
    parser.add_argument('--batch-seconds', type=float, default=0.5)
    options = parser.parse_args()
    model = LineModel()
    checkpoint = ModelCheckpoint(dirpath=options.dirpath, every_n_train_steps=100)
    trainer = Trainer(max_steps=600, checkpoint=checkpoint, batch_seconds=options.batch_seconds)
    trainer.fit(model, LineData(), ckpt_path='last')
    print(f'done, a={model.a:.9f} b={model.b:.9f}')


main()
