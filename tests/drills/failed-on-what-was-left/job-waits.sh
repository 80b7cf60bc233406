#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
until ln -s "$HOSTNAME:$$" /mnt/efs/.lock; do
  echo "waiting for $(readlink /mnt/efs/.lock)"
  sleep 60
done
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 1
  save "$n"
  echo "$n%"
done
rm /mnt/efs/.lock
