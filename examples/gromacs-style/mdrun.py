#!/usr/bin/env python3
"""A stand-in for GROMACS's mdrun, as far as checkpoints go: it simulates nothing worth knowing.

  mdrun.py -s topol.tpr [-cpi state.cpt] [-cpo state.cpt] [-append] [-cpt MINUTES] [-maxh HOURS]
           [-nsteps N] [-c confout.gro] [-g md.log] [-v]

As mdrun does it: SIGTERM (or 99 % of -maxh) ends it after the step in hand, with a checkpoint and exit
code 0; the checkpoint before the newest is kept as ..._prev.cpt; -append cuts the log to what it was at
the checkpoint and goes on in it.
"""
import argparse
import json
import os
import pathlib
import signal
import time

STEP_SECONDS = float(os.environ.get('STEP_SECONDS', 0.5))

stop_asked = False


def ask_to_stop(number, frame):
    global stop_asked
    stop_asked = True


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument('-s')
    parser.add_argument('-cpi', type=pathlib.Path)
    parser.add_argument('-cpo', type=pathlib.Path, default='state.cpt')
    parser.add_argument('-append', action='store_true')
    parser.add_argument('-cpt', type=float, default=15)
    parser.add_argument('-maxh', type=float, default=-1)
    parser.add_argument('-nsteps', type=int, default=400)
    parser.add_argument('-c', type=pathlib.Path, default='confout.gro')
    parser.add_argument('-g', type=pathlib.Path, default='md.log')
    parser.add_argument('-v', action='store_true')
    return parser.parse_args()


def write_checkpoint(path, state, log):
    """The new one is whole before it takes the name; the one before it stays."""
    log.write(f"Writing checkpoint, step {state['step']}\n")
    log.flush()
    os.fsync(log.fileno())
    new = path.with_name(f"{path.stem}_step{state['step']}.cpt")
    with open(new, 'w') as file:
        json.dump({**state, 'log_bytes': log.tell()}, file)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        os.replace(path, path.with_name(path.stem + '_prev.cpt'))
    os.replace(new, path)


def begin(options):
    """The state to begin with, and the log to write."""
    if options.cpi is None or not options.cpi.exists():
        return {'step': 0, 'position': 1.0, 'velocity': 0.0}, open(options.g, 'w')
    state = json.loads(options.cpi.read_text())
    log_bytes = state.pop('log_bytes')
    if not options.append:
        return state, open(options.g.with_suffix('.part0002.log'), 'w')
    log = open(options.g, 'r+')
    log.truncate(log_bytes)  # What came after the checkpoint comes again.
    log.seek(log_bytes)
    return state, log


def step(state):
    """One step of leap-frog for a particle on a spring."""
    state['velocity'] -= 0.01 * state['position']
    state['position'] += 0.01 * state['velocity']
    state['step'] += 1


def main():
    options = parse()
    signal.signal(signal.SIGTERM, ask_to_stop)
    state, log = begin(options)
    began = saved = time.monotonic()
    while state['step'] < options.nsteps:
        if options.v and state['step'] % 4 == 0:
            print(f"step {state['step']}, remaining {(options.nsteps - state['step']) * STEP_SECONDS:.0f} s")
        time.sleep(STEP_SECONDS)
        step(state)
        if state['step'] % 20 == 0:
            log.write(f"Step {state['step']} position {state['position']:.9f}\n")
        now = time.monotonic()
        if stop_asked or (options.maxh > 0 and now - began > 0.99 * 3600 * options.maxh):
            break
        if now - saved > 60 * options.cpt:
            write_checkpoint(options.cpo, state, log)
            saved = now
    write_checkpoint(options.cpo, state, log)
    print(f"step {state['step']}, writing final coordinates" if state['step'] == options.nsteps else
          f"step {state['step']}, stopped early")
    if state['step'] == options.nsteps:
        options.c.write_text(f"{state['position']:.9f} {state['velocity']:.9f}\n")
        print(f'final: {options.c.read_text().strip()}')


main()
