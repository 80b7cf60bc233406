#!/bin/bash
mkdir -p /mnt/efs/out && cd /mnt/efs/out || exit 1
exec 3>>job.log
for ((n = 1; n <= 12; n++)); do
  [ -e "part-$n.csv" ] && continue
  temporary=$(mktemp part-XXXXXX.tmp)
  for ((k = 0; k < 10; k++)); do
    echo "record $k"
    echo "$n $k" >&3
    sleep 2
  done >"$temporary"
  mv "$temporary" "part-$n.csv"
  echo "$n of 12"
done
