#!/bin/bash
# User data: one worker. What it has done is in S3, what it has to do in SQS: nothing else need outlive it.
exec python3 -u /opt/job/worker.py work worker-results
