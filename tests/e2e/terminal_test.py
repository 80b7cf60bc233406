"""`spotdrill run` on a terminal of 80 columns and 24 rows, which is resized meanwhile."""
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import tempfile
import termios
import unittest

from harness import SPOTDRILL, user_environment

COLUMNS, ROWS = 80, 24
JOB = 'for i in $(seq 30); do echo "step $i/30, and a line of the job that is longer than any terminal is wide '\
      '$(printf %0120d $i)"; sleep 10; done'


def resize(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, columns, 0, 0))


class Terminal(unittest.TestCase):
    def rehearse(self, *words, narrowed=None):
        """What the terminal is sent. `narrowed`: to so many columns, as soon as the job runs."""
        directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(directory.cleanup)
        path = pathlib.Path(directory.name)
        (path / 'work').mkdir()
        ours, theirs = pty.openpty()
        resize(ours, COLUMNS)
        process = subprocess.Popen([SPOTDRILL, 'run', *words, '--', 'bash', '-c', JOB], cwd=path / 'work',
                                   env={**user_environment(path), 'TERM': 'xterm'}, stdin=theirs, stdout=theirs,
                                   stderr=theirs)
        os.close(theirs)
        text = b''
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # The other end is closed.
                break
            text += piece
            if narrowed and b'step 3/30' in text:
                resize(ours, narrowed)
                narrowed = None
        os.close(ours)
        process.wait()
        return text.decode()

    def test_the_verdict_is_the_last_thing_on_the_screen(self):
        shown = re.sub(r'\033\[[0-9;]*[A-Za-z]|\r', '', self.rehearse()).split('\n')
        last = '\n'.join(shown[-ROWS:])
        self.assertIn('Drill bash: FAILED', last)
        self.assertIn('FAILED resumes (expected by default)', last)
        self.assertIn('Next: ', last)
        # A path is no line of words.
        for line in shown[shown.index(next(l for l in shown if l.startswith('Interruption 1'))):]:
            self.assertTrue(len(line) <= COLUMNS or ' ' not in line.strip(), line)

    def test_the_screen_is_painted_anew_when_it_is_resized(self):
        text = self.rehearse(narrowed=50)
        painted = text.split('\033[H\033[J')
        self.assertGreater(len(painted), 1)
        again = painted[1].split('progress [')[0]
        self.assertIn('Drill bash on', again, 'what had happened is there again')
        self.assertRegex(again, r'Spot Instance\s+launched')
        live = re.sub(r'\033\[[0-9;]*m', '', painted[1].split('Interruption 1')[0])
        for line in re.split(r'\r\n|\r|\n|\033\[[0-9]*[A-Z]', live):
            self.assertLessEqual(len(line), 50, line)

    def test_quiet_says_the_verdict_alone(self):
        shown = re.sub(r'\033\[[0-9;]*[A-Za-z]|\r', '', self.rehearse('--quiet'))
        self.assertEqual(shown, 'Drill bash: FAILED\n')


if __name__ == '__main__':
    unittest.main()
