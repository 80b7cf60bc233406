#!/bin/bash
# User data: runs the job on a file system that outlives the instance. -u, because Python holds back
# what it prints into a pipe; 'exec', so that SIGTERM reaches the job and its exit code counts.
exec python3 -u /opt/job/train.py /mnt/efs/python-pickle
