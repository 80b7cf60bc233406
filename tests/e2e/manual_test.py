"""The man page and bash's completion say what --help says: no command and no option more or less."""
import pathlib
import re
import shutil
import subprocess
import unittest

from harness import SPOTDRILL

BUILD = pathlib.Path(SPOTDRILL).parent


def help_of(*words):
    return subprocess.run([SPOTDRILL, *words, '--help'], stdout=subprocess.PIPE, text=True, check=True).stdout


def options_in(text):
    """Every option that begins a line of `text`, with its short form."""
    lines = re.findall(r'^(?:  )?(-[-a-z0-9,]+)', text, re.M)
    return {word for line in lines for word in line.split(',')}


class Manual(unittest.TestCase):
    commands = re.findall(r'^  ([a-z]+) ', help_of().split('Subcommands:')[1].split('Examples:')[0], re.M)

    def test_the_man_page_has_every_command_and_option_and_no_other(self):
        page = (BUILD / 'spotdrill.1').read_text().replace('\\-', '-')
        sections = re.split(r'^\.S[HS] ', page, flags=re.M)
        named = {section.split('\n')[0]: section for section in sections}
        self.assertLessEqual({'run', 'serve', 'doctor'}, set(self.commands))
        lower = {name for name in named if name and name.islower()}
        self.assertEqual(lower, set(self.commands))
        for command in self.commands:
            terms = '\n'.join(re.findall(r'^\.TP\n\.B (.*)', named[command], re.M))
            self.assertEqual(options_in(terms), options_in(help_of(command)), command)

    @unittest.skipUnless(shutil.which('groff'), 'groff is not here')
    def test_the_man_page_is_sound(self):
        """Its last section is there and groff warns of nothing."""
        done = subprocess.run(['groff', '-man', '-Tutf8', '-ww', BUILD / 'spotdrill.1'],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.stderr, '')
        lines = re.sub(r'.\x08', '', done.stdout).split('\n')
        self.assertIn("         spotdrill run --expect 'lost-work <= 5%' -- python3 train.py", lines)
        self.assertIn('FILES', lines)

    def complete(self, *words):
        script = (f'source {BUILD}/spotdrill.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spotdrill; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(['bash', '-c', script, 'bash', *words], stdout=subprocess.PIPE, text=True, check=True)
        return set(done.stdout.split())

    def test_bash_completes_commands_options_and_choices(self):
        self.assertLessEqual(set(self.commands), self.complete('spotdrill', ''))
        self.assertEqual(self.complete('spotdrill', 'doc'), {'doctor'})
        for command in self.commands:
            self.assertEqual(self.complete('spotdrill', command, '-'), options_in(help_of(command)), command)
        self.assertEqual(self.complete('spotdrill', 'run', '--replace', ''), {'until-complete', 'none'})
        self.assertEqual(self.complete('spotdrill', 'run', '--', 'make', '--'), set())


if __name__ == '__main__':
    unittest.main()
