#!/bin/bash
# User data: the same job, which saves only when the shutdown has begun.
exec python3 -u /opt/job/train.py training-checkpoints --on sigterm
