#!/bin/bash
# User data of the Spot Instances: runs the job on a file system that outlives them (on AWS, EFS).
# 'exec', so that the job's exit code is the user data's.
mkdir -p /mnt/efs/checkpointed-batch
exec /opt/job/spotdrill_example_job /mnt/efs/checkpointed-batch --duration 300 --interval 45
