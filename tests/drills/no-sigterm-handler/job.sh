#!/bin/bash
cat >/root/job.py <<'EOF'
import time

for n in range(1, 101):
    time.sleep(2)
    print(f'{n}%', flush=True)
EOF
/usr/bin/python3 /root/job.py
exit $?
