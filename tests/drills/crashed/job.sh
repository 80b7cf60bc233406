#!/bin/bash
for n in 10 20 30; do sleep 2; echo "$n%"; done
echo 'cannot read the input'
exit 3
