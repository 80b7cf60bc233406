#!/bin/bash
cat >/root/worker.py <<'EOF'
import os
import signal
import time

path = '/mnt/efs/saved'
ending = []
signal.signal(signal.SIGTERM, lambda number, frame: ending.append(number))
n = int(open(path).read()) if os.path.exists(path) else 0
while n < 100 and not ending:
    time.sleep(2)
    n += 1
    print(f'{n}%', flush=True)
print('saving', flush=True)
with open(path + '.new', 'w') as file:
    file.write(str(n))
os.replace(path + '.new', path)
raise SystemExit(0 if n >= 100 else 75)
EOF
set -o pipefail
/usr/bin/python3 /root/worker.py 2>&1 | (trap '' TERM; exec tee -a /root/worker.log)
