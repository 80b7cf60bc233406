#!/bin/bash
mkdir -p /mnt/efs/out && cd /mnt/efs/out || exit 1
for ((n = 1; n <= 12; n++)); do
  [ -e "part-$n.csv" ] && continue
  for ((k = 0; k < 10; k++)); do
    echo "record $k"
    sleep 2
  done >"part-$n.csv"
  echo "$n of 12"
done
