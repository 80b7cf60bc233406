#!/bin/bash
# User data: 'exec', so that the trainer itself gets the SIGTERM of a shutdown.
exec python3 -u /opt/job/train.py --dirpath /mnt/efs/lightning-style
