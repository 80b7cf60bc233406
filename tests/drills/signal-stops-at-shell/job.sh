#!/bin/bash
cat >/root/job.py <<'EOF'
import time

for n in range(1, 101):
    time.sleep(2)
    print(f'{n}%', flush=True)
EOF
trap 'echo "ending in good order"; exit 75' TERM
/usr/bin/python3 /root/job.py
