#!/bin/bash
# User data: one worker. Any number of them may work on the same directory.
exec python3 -u /opt/job/worker.py /mnt/efs/queue-worker
