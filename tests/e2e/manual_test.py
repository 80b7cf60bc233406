"""The man page and the shells' completion say what --help says: no command and no option more or less."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import ROOT, SPOTDRILL

BUILD = pathlib.Path(SPOTDRILL).parent


def help_of(*words):
    return subprocess.run([SPOTDRILL, *words, '--help'], stdout=subprocess.PIPE, text=True, check=True).stdout


def options_in(text):
    """Every option that begins a line of `text`, with its short form."""
    lines = re.findall(r'^(?:  |    (?=--[a-z]+  ))?(-[-a-z0-9,]+)', text, re.M)
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

    def complete(self, *words, **variables):
        script = (f'source {BUILD}/spotdrill.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _spotdrill; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(['bash', '-c', script, 'bash', *words], stdout=subprocess.PIPE, text=True, check=True,
                              env={**os.environ, **variables})
        return set(done.stdout.split())

    def test_bash_completes_commands_options_and_choices(self):
        self.assertLessEqual(set(self.commands), self.complete('spotdrill', ''))
        self.assertEqual(self.complete('spotdrill', 'doc'), {'doctor'})
        for command in self.commands:
            self.assertEqual(self.complete('spotdrill', command, '-'), options_in(help_of(command)), command)
        self.assertEqual(self.complete('spotdrill', 'run', '--replace', ''), {'until-complete', 'none'})
        self.assertEqual(self.complete('spotdrill', 'run', '--', 'make', '--'), set())

    def test_bash_completes_the_ids_of_runs(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as path:
            kept = pathlib.Path(path) / 'data/runs/20260101T120000-steps-1'
            kept.mkdir(parents=True)
            (kept / 'report.json').write_text('{}')
            for words in (('report', '2026'), ('runs', 'rm', '2026'), ('compare', 'last', '2026')):
                self.assertEqual(self.complete(SPOTDRILL, *words, SPOTDRILL_DATA=f'{path}/data'), {kept.name})

    def test_the_other_shells_know_every_command_and_option(self):
        zsh, fish = (BUILD / '_spotdrill').read_text(), (BUILD / 'spotdrill.fish').read_text()
        for command in self.commands:
            self.assertIn(f'    {command})\n', zsh)
            of_command = [line for line in fish.split('\n') if f'from {command}"' in line]
            for option in options_in(help_of(command)):
                self.assertIn(f"'{option}[", zsh.replace("'*-", "'-"), command)
                form = f' -l {option[2:]} ' if option.startswith('--') else f' -s {option[1:]} '
                self.assertTrue(any(form in line for line in of_command), (command, option))
        for shell, page in (('zsh', '_spotdrill'), ('fish', 'spotdrill.fish')):
            if shutil.which(shell):
                subprocess.run([shell, '-n', BUILD / page], check=True)

    def test_an_installed_readme_names_nothing_that_is_not_installed(self):
        text = (BUILD / 'README.md').read_text()
        for word in ('quickstart', 'build/', 'make deb', 'tools/'):
            self.assertNotIn(word, text)
        installed = (ROOT / 'cmake/SpotdrillInstall.cmake').read_text()
        for target in re.findall(r'\]\((?!http)([^)#]+)', text):
            self.assertTrue((ROOT / target).exists(), target)
            self.assertIn(target.split('/')[0], installed)


if __name__ == '__main__':
    unittest.main()
