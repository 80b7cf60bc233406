#!/bin/bash
# User data: mdrun with its checkpoints on a file system that outlives the instance. For GROMACS itself
# write 'gmx mdrun' for the stand-in; the rest stays as it is.
mkdir -p /mnt/efs/md
cd /mnt/efs/md || exit 1

# -cpi names a file that the first start does not find; mdrun then begins at the beginning.
python3 -u /opt/job/mdrun.py -v -s topol.tpr -cpi state.cpt -cpo state.cpt -append -cpt 0.5 -maxh 24 -c confout.gro &
mdrun=$!

notice() {
  local metadata=http://169.254.169.254/latest token
  token=$(curl -sf -X PUT "$metadata/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 60') &&
    curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/spot/instance-action"
}
# mdrun answers SIGTERM, and a notice is not one.
trap 'kill -TERM $mdrun' TERM
while kill -0 $mdrun 2>/dev/null; do
  if notice; then
    echo
    kill -TERM $mdrun
    break
  fi
  sleep 5 &
  wait -n
done
trap '' TERM  # All that it would do is done.
wait $mdrun || exit $?

# Stopped early (by SIGTERM or -maxh) mdrun exits 0 all the same; only a finished run has its last frame.
[ -e confout.gro ] || exit 75
