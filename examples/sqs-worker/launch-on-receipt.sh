#!/bin/bash
exec python3 -u /opt/job/worker.py work worker-results --delete-on-receipt
