#!/bin/bash
# User data: compresses every file of a directory. What a shell loop needs to survive interruptions:
#   - It skips a file whose output is there.
#   - An output gets its name when it is whole: written beside, then renamed.
# DIRECTORY has to outlive the instance (EFS).
set -euo pipefail
directory=${DIRECTORY:-/mnt/efs/shell-files}
seconds_each=${SECONDS_EACH:-8}
count=25

# The input, which on AWS would be there already.
mkdir -p "$directory/in" "$directory/out"
for i in $(seq "$count"); do
  [ -e "$directory/in/$i.txt" ] && continue
  seq "$i" 20000 >"$directory/in/$i.txt.new"
  mv "$directory/in/$i.txt.new" "$directory/in/$i.txt"
done

say() { echo "done $(find "$directory/out" -name '*.gz' | wc -l) of $count"; }

say
for file in "$directory"/in/*.txt; do
  output=$directory/out/$(basename "$file").gz
  [ -e "$output" ] && continue
  gzip --no-name --stdout "$file" >"$output.new"
  sleep "$seconds_each"  # A bigger file.
  mv "$output.new" "$output"
  say
done
echo "the outputs' sum is $(cd "$directory/out" && zcat ./*.gz | sha256sum | cut -c1-16)"
