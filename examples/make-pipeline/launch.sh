#!/bin/bash
# User data: make in a directory that outlives the instance. 'exec', so that make gets the SIGTERM of a
# shutdown and ends its recipes.
mkdir -p /mnt/efs/make-pipeline
exec make -j2 --no-print-directory -C /mnt/efs/make-pipeline -f /opt/job/pipeline.mk
