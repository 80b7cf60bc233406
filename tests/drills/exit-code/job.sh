#!/bin/bash
for n in 10 20 30; do sleep 2; echo "$n%"; done
bash -c 'kill -KILL $$'
exit $?
