#!/bin/bash
# User data: what is saved is in S3, so nothing else need outlive the instance.
exec python3 -u /opt/job/train.py training-checkpoints
