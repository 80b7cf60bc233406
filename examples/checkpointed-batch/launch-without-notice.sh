#!/bin/bash
# The same job, killed rather than told: it saves at its interval only, and nothing else is asked of
# it. KILL stands for the instance that goes away at once (a failing host, a careless script).
mkdir -p /mnt/efs/checkpointed-batch
exec /opt/job/spotdrill_example_job /mnt/efs/checkpointed-batch --duration 300 --interval 45 --no-notice
