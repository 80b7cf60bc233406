#!/bin/bash
cat >/root/job.py <<'EOF'
import os
import signal
import time

path = '/mnt/efs/saved'
n = int(open(path).read()) if os.path.exists(path) else 0
signal.signal(signal.SIGTERM, signal.default_int_handler)
try:
    while n < 100:
        time.sleep(2)
        n += 1
        print(f'{n}%', flush=True)
except KeyboardInterrupt:
    print('interrupted', flush=True)
finally:
    with open(path + '.new', 'w') as file:
        file.write(str(n))
    os.replace(path + '.new', path)
raise SystemExit(0 if n >= 100 else 75)
EOF
exec /usr/bin/python3 /root/job.py
