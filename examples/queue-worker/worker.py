#!/usr/bin/env python3
"""Works through a queue of messages that is a directory: any number of workers may share it.

  worker.py DIRECTORY [--seconds S]

DIRECTORY/visible/    messages that nobody works on
DIRECTORY/in-flight/  messages that somebody has claimed: by renaming, which only one can do
DIRECTORY/done/       results
"""
import argparse
import os
import pathlib
import signal
import sys
import time
import urllib.request

METADATA = 'http://169.254.169.254/latest'
POLL_EVERY_SECONDS = 5           # As AWS advises.
VISIBILITY_TIMEOUT_SECONDS = 60  # A message whose worker is silent for so long is visible again.
MESSAGES = 40
EX_TEMPFAIL = 75  # Start me again.


class Terminated(Exception):
    """SIGTERM came: the message in hand goes back."""


def on_sigterm(number, frame):
    raise Terminated


def interruption_notice():
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


class Queue:
    def __init__(self, directory):
        self.visible, self.in_flight, self.done = (directory / name for name in ('visible', 'in-flight', 'done'))
        for path in (self.visible, self.in_flight, self.done):
            path.mkdir(parents=True, exist_ok=True)

    def fill(self):
        """The input, which on AWS somebody else would send: once."""
        for i in range(1, MESSAGES + 1):
            name = f'{i:03}'
            if not any((path / name).exists() for path in (self.visible, self.in_flight, self.done)):
                (self.visible / name).write_text(str(i))

    def claim(self):
        for path in sorted(self.visible.iterdir()):
            mine = self.in_flight / path.name
            try:
                os.rename(path, mine)
            except FileNotFoundError:
                continue  # Another worker was quicker.
            mine.touch()
            return mine
        return None

    def give_back(self, mine):
        os.rename(mine, self.visible / mine.name)

    def take_back_from_the_silent(self):
        """What a worker had in hand that ended without a word."""
        for path in self.in_flight.iterdir():
            try:
                if time.time() - path.stat().st_mtime > VISIBILITY_TIMEOUT_SECONDS:
                    self.give_back(path)
            except FileNotFoundError:
                pass  # Its worker has finished it after all.

    def finish(self, mine, result):
        """The result first: a message is gone only when its result is there."""
        new = self.done / f'.{mine.name}.new'
        new.write_text(result)
        os.rename(new, self.done / mine.name)
        mine.unlink()

    def count_done(self):
        return sum(1 for path in self.done.iterdir() if not path.name.startswith('.'))


def work(mine, seconds):
    """The work: a second at a time, each saying that somebody still works on it."""
    number = int(mine.read_text())
    for _ in range(5):
        time.sleep(seconds / 5)
        mine.touch()
    return str(number * number)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('directory', type=pathlib.Path)
    parser.add_argument('--seconds', type=float, default=5)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, on_sigterm)
    queue = Queue(options.directory)
    queue.fill()
    print(f'done {queue.count_done()} of {MESSAGES}')
    mine = None
    polled_at = time.monotonic()
    try:
        while queue.count_done() < MESSAGES:
            if time.monotonic() - polled_at >= POLL_EVERY_SECONDS:
                polled_at = time.monotonic()
                if interruption_notice():
                    print('interruption notice: this worker takes no more')
                    sys.exit(EX_TEMPFAIL)
            queue.take_back_from_the_silent()
            mine = queue.claim()
            if mine is None:
                time.sleep(5)  # Others may give theirs back.
                continue
            queue.finish(mine, work(mine, options.seconds))
            mine = None
            print(f'done {queue.count_done()} of {MESSAGES}')
    except Terminated:
        if mine is not None and mine.exists():
            queue.give_back(mine)
            print(f'gave {mine.name} back')
        sys.exit(EX_TEMPFAIL)
    print('the sum of the results is', sum(int(path.read_text()) for path in queue.done.iterdir()))


main()
