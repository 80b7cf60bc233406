#!/bin/bash
cat >/root/job.py <<'EOF'
import signal
import sys
import time

signal.signal(signal.SIGINT, lambda number, frame: sys.exit(75))
for n in range(1, 101):
    time.sleep(2)
    print(f'{n}%', flush=True)
EOF
exec /usr/bin/python3 /root/job.py
