#!/bin/bash
trap '' TERM
for ((n = 1; n <= 100; n++)); do
  sleep 2
  echo "$n%"
done
