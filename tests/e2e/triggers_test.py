"""Paths and sockets of an instance, which start services when something comes."""
import unittest

from harness import WithServer, wait_until

IMAGE = 'ami-0de1377598c572f0b'


class Triggers(WithServer):
    def run_in_instance(self, script):
        """What user data leaves in /mnt/efs/NAME, once it says that it is done."""
        name = self.id().rsplit('.', 1)[1]
        place = self.server.data / 'efs' / name
        # The console says what went wrong.
        user_data = f'''#!/bin/bash
mkdir -p /mnt/efs/{name}; cd /mnt/efs/{name}
unit() {{ cat >/etc/systemd/system/$1; }}
until_there() {{ until [ -e $1 ]; do sleep 0.05; done; }}
until_is() {{ until [ "$(systemctl show -p SubState --value $1)" = $2 ]; do sleep 0.05; done; }}
{script}
touch done
'''
        self.server.aws('ec2', 'run-instances', '--image-id', IMAGE, '--user-data', user_data)
        wait_until((place / 'done').exists, what='the user data')
        return {path.name: path.read_text() for path in place.iterdir()}

    def test_a_path_starts_its_service_when_a_file_comes_and_again_when_it_has_ended(self):
        found = self.run_in_instance('''
unit work.path <<'END'
[Path]
DirectoryNotEmpty=/srv/in
MakeDirectory=yes
[Install]
WantedBy=multi-user.target
END
unit work.service <<'END'
[Service]
Type=oneshot
ExecStart=/bin/bash -c 'cd /srv/in; for f in *; do mv $f $OUT/got-$f; break; done'
Environment=OUT=/mnt/efs/NAME
END
sed -i "s#/mnt/efs/NAME#$PWD#" /etc/systemd/system/work.service
systemctl enable --now work.path 2>enabled
systemctl is-active work.path work.service >before
cd /srv && mkdir both && echo one >both/a && echo two >both/b && mv both/* in; cd - >/dev/null
until_there got-a; until_there got-b; until_is work.path waiting
systemctl stop work.path
echo three >/srv/in/c
systemctl is-active work.path work.service >after
''')
        self.assertEqual(found['before'], 'active\ninactive\n')
        self.assertIn('multi-user.target.wants/work.path', found['enabled'])
        self.assertEqual((found['got-a'], found['got-b']), ('one\n', 'two\n'))
        self.assertEqual(found['after'], 'inactive\ninactive\n')
        self.assertNotIn('got-c', found)

    def test_a_path_is_looked_at_for_changes_before_it_is_there(self):
        found = self.run_in_instance('''
unit seen.path <<'END'
[Path]
PathChanged=/srv/deep/below/file
END
unit seen.service <<'END'
[Service]
Type=oneshot
ExecStart=/bin/bash -c 'echo x >>/run/seen'
END
systemctl start seen.path
mkdir -p /srv/deep/below && echo 1 >/srv/deep/below/file
until_there /run/seen; until_is seen.path waiting
rm /run/seen
echo 2 >>/srv/deep/below/file
until_there /run/seen
# Its service ends at once and the file stays: after some starts nothing is started any more.
unit again.path <<'END'
[Path]
PathExists=/srv/deep/below/file
Unit=seen.service
END
systemctl stop seen.path
systemctl reset-failed seen.service
systemctl start again.path
until_is again.path failed
systemctl show -p Result again.path seen.service >result
''')
        self.assertEqual(found['result'], 'Result=unit-start-limit-hit\nResult=start-limit-hit\n')

    def test_a_socket_starts_its_service_which_finds_it(self):
        found = self.run_in_instance('''
unit echo.socket <<'END'
[Socket]
ListenStream=/run/echo/sock
ListenStream=127.0.0.1:7777
SocketMode=0600
FileDescriptorName=door
END
unit echo.service <<'END'
[Service]
ExecStart=/usr/bin/python3 /opt/echo.py
END
cat >/opt/echo.py <<'END'
import os, select, socket
names = ' '.join(os.environ[n] for n in ('LISTEN_FDS', 'LISTEN_FDNAMES'))
mine = os.environ['LISTEN_PID'] == str(os.getpid())
doors = [socket.socket(fileno=3), socket.socket(fileno=4)]
for _ in range(2):
    connection, _ = select.select(doors, [], [])[0][0].accept()
    connection.sendall(f'{names} {mine}\\n'.encode())
    connection.close()
END
ask='import socket, sys
s = socket.socket(socket.AF_UNIX) if sys.argv[1][0] == "/" else socket.socket()
s.connect(sys.argv[1] if sys.argv[1][0] == "/" else ("127.0.0.1", int(sys.argv[1])))
sys.stdout.write(s.makefile().read())'
systemctl start echo.socket
stat -c '%a %F' /run/echo/sock >mode
systemctl is-active echo.socket echo.service >before
python3 -c "$ask" /run/echo/sock >first
systemctl is-active echo.socket echo.service >during
systemctl status echo.socket | grep -e Active -e Triggers -e Listen: >status
python3 -c "$ask" 7777 >second
until_is echo.socket listening
# It has ended, and is started again for the next who comes.
python3 -c "$ask" 7777 >third
systemctl stop echo.service 2>warning
systemctl stop echo.socket
python3 -c "$ask" 7777 2>&1 | tail -n 1 >closed
''')
        self.assertEqual(found['mode'], '600 socket\n')
        self.assertEqual(found['before'], 'active\ninactive\n')
        self.assertEqual(found['during'], 'active\nactive\n')
        for answer in ('first', 'second', 'third'):
            self.assertEqual(found[answer], '2 door:door True\n', answer)
        self.assertIn('(running)', found['status'])
        self.assertIn('Triggers: ● echo.service', found['status'])
        self.assertIn('Listen: 127.0.0.1:7777 (Stream)', found['status'])
        self.assertEqual(found['warning'], 'Warning: Stopping echo.service, but it can still be activated by:\n'
                                           '  echo.socket\n')
        self.assertIn('ConnectionRefusedError', found['closed'])

    def test_a_socket_that_accepts_starts_one_service_for_each_connection(self):
        found = self.run_in_instance('''
unit upper.socket <<'END'
[Socket]
ListenStream=7778
Accept=yes
END
unit upper@.service <<'END'
[Service]
ExecStart=/usr/bin/tr a-z A-Z
StandardInput=socket
END
systemctl start upper.socket
for word in one two; do
  exec {to}<>/dev/tcp/127.0.0.1/7778
  echo $word >&$to
  [ $word = one ] && first=$to
done
until [ "$(systemctl list-units 'upper@*' --no-legend | grep -c upper@)" = 2 ]; do sleep 0.05; done
# tr ends when nobody writes any more, which bash cannot say without closing.
python3 -c '
import socket
s = socket.create_connection(("127.0.0.1", 7778))
s.sendall(b"three\\n"); s.shutdown(socket.SHUT_WR)
print(s.makefile().read(), end="")' >answer
systemctl is-active upper.socket >active
''')
        self.assertEqual(found['answer'], 'THREE\n')
        self.assertEqual(found['active'], 'active\n')


if __name__ == '__main__':
    unittest.main()
