#!/bin/bash
for ((n = 1; n <= 100; n++)); do
  sleep 1
  echo "$n%"
  # The file is empty for most of the time that a save takes.
  { sleep 5 && echo "$n"; } >/mnt/efs/saved
done
