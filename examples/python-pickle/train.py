#!/usr/bin/env python3
"""Walks at random for a while; stands for any Python job whose state fits into one pickle.

  train.py DIRECTORY [--steps N] [--step-seconds S]

Interrupted and started again with the same DIRECTORY, it ends with the same sum as uninterrupted.
"""
import argparse
import os
import pathlib
import pickle
import random
import signal
import sys
import time
import urllib.request

METADATA = 'http://169.254.169.254/latest'
SAVE_EVERY_SECONDS = 30
POLL_EVERY_SECONDS = 5  # As AWS advises.
EX_TEMPFAIL = 75        # Start me again.

stop_asked = False


def ask_to_stop(number, frame):
    """A handler only takes note: a save in the middle of a step would save half a step."""
    global stop_asked
    stop_asked = True


def interruption_notice():
    """Whether this instance has been told that it will be interrupted (IMDSv2)."""
    try:
        wanted = urllib.request.Request(f'{METADATA}/api/token', method='PUT',
                                        headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'})
        token = urllib.request.urlopen(wanted, timeout=2).read().decode()
        wanted = urllib.request.Request(f'{METADATA}/meta-data/spot/instance-action',
                                        headers={'X-aws-ec2-metadata-token': token})
        urllib.request.urlopen(wanted, timeout=2)
        return True
    except OSError:
        return False  # 404: no notice. Anything else: no EC2 here.


def save(state, path):
    """The new pickle replaces the old one whole or not at all."""
    new = path.with_suffix('.new')
    with open(new, 'wb') as file:
        pickle.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def load(path):
    try:
        return pickle.loads(path.read_bytes())
    except FileNotFoundError:
        return {'step': 0, 'sum': 0.0, 'random': random.Random(7).getstate()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('directory', type=pathlib.Path)
    parser.add_argument('--steps', type=int, default=200)
    parser.add_argument('--step-seconds', type=float, default=1)
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, ask_to_stop)
    options.directory.mkdir(parents=True, exist_ok=True)
    path = options.directory / 'state.pickle'
    state = load(path)
    numbers = random.Random()
    numbers.setstate(state['random'])
    saved_at = polled_at = time.monotonic()

    def percent():
        return 100 * state['step'] / options.steps

    def save_and_say():
        state['random'] = numbers.getstate()
        save(state, path)
        print(f'saved at {percent():g} %')

    print(f'progress {percent():g} %')
    while state['step'] < options.steps:
        now = time.monotonic()
        noticed = False
        if now - polled_at >= POLL_EVERY_SECONDS:
            noticed = interruption_notice()
            polled_at = now
        if stop_asked or noticed:
            save_and_say()
            sys.exit(EX_TEMPFAIL)
        if now - saved_at >= SAVE_EVERY_SECONDS:
            save_and_say()
            saved_at = now
        time.sleep(options.step_seconds)  # The work.
        state['sum'] += numbers.gauss(0, 1)
        state['step'] += 1
        if state['step'] % 2 == 0:
            print(f'progress {percent():g} %')
    save_and_say()
    print(f"done, the sum is {state['sum']:.12f}")


main()
