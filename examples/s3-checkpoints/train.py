#!/usr/bin/env python3
"""Trains for a while; stands for a job that keeps its checkpoints in S3 by boto3.

  train.py BUCKET [--state-mb N] [--on notice|sigterm]

Interrupted and started again, it goes on from the checkpoint that run/latest names. Every checkpoint has a key
of its own, and run/latest is uploaded after it: what it names is whole.
"""
import argparse
import os
import pathlib
import signal
import sys
import time
import urllib.request

import boto3
import botocore.exceptions

METADATA = 'http://169.254.169.254/latest'
STEPS = 100
STEP_SECONDS = 5
SAVE_EVERY_STEPS = 50
POLL_EVERY_SECONDS = 5  # As AWS advises.
EX_TEMPFAIL = 75        # Start me again.

stop_asked = False


def ask_to_stop(number, frame):
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


def save(s3, bucket, step, size):
    """The file is whole before it is uploaded, and uploaded before it is named."""
    path = pathlib.Path(f'step-{step}.ckpt')
    path.write_bytes(b'%d\n' % step + bytes(size))
    s3.upload_file(str(path), bucket, f'run/step-{step}.ckpt')
    s3.put_object(Bucket=bucket, Key='run/latest', Body=str(step).encode())
    path.unlink()
    print(f'saved step {step}', flush=True)


def load(s3, bucket):
    try:
        step = int(s3.get_object(Bucket=bucket, Key='run/latest')['Body'].read())
    except botocore.exceptions.ClientError as error:
        if error.response['Error']['Code'] != 'NoSuchKey':
            raise
        return 0
    s3.download_file(bucket, f'run/step-{step}.ckpt', 'resumed.ckpt')
    with open('resumed.ckpt', 'rb') as file:
        return int(file.readline())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('bucket')
    parser.add_argument('--state-mb', type=int, default=20)
    parser.add_argument('--on', choices=('notice', 'sigterm'), default='notice')
    options = parser.parse_args()
    size = options.state_mb * 1_000_000
    os.chdir('/root' if os.geteuid() == 0 else os.environ.get('HOME', '/tmp'))
    signal.signal(signal.SIGTERM, ask_to_stop)
    s3 = boto3.client('s3')
    step = load(s3, options.bucket)
    polled = 0.0
    while step < STEPS:
        time.sleep(STEP_SECONDS)
        step += 1
        print(f'step {step}/{STEPS}', flush=True)
        noticed = False
        if options.on == 'notice' and time.monotonic() - polled >= POLL_EVERY_SECONDS:
            noticed = interruption_notice()
            polled = time.monotonic()
        if noticed or stop_asked:
            save(s3, options.bucket, step, size)
            sys.exit(EX_TEMPFAIL)
        if step % SAVE_EVERY_STEPS == 0:
            save(s3, options.bucket, step, size)
    print('trained', flush=True)


main()
