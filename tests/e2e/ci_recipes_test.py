"""examples/ci/: the recipes are what they say they are, and their scripts are sound."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

import yaml

from harness import PATIENCE, ROOT, SPOTDRILL

CI = ROOT / 'examples/ci'
HELP = subprocess.run([SPOTDRILL, 'run', '--help'], stdout=subprocess.PIPE, text=True, check=True).stdout


def load(name):
    return yaml.safe_load((CI / name).read_text())


def run_options(script):
    """The options that a script gives to `spotdrill run`."""
    return {word for line in re.findall(r'spotdrill run (.*)', script.replace('$(SPOTDRILL)', 'spotdrill'))
            for word in re.findall(r'--[a-z-]+', line)}


def make_recipe():
    done = subprocess.run(['make', '-n', '-f', str(CI / 'Makefile'), 'DRILLS=a.yaml b.yaml'],
                          stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def scripts():
    """(recipe, script) of everything that a shell is given."""
    for step in load('github-actions.yml')['jobs']['drill']['steps']:
        if 'run' in step:
            yield 'github-actions.yml', re.sub(r'\$\{\{.*?\}\}', 'x', step['run'])
    gitlab = load('gitlab-ci.yml')['spot-drill']
    yield 'gitlab-ci.yml', '\n'.join(gitlab['before_script'] + gitlab['script'])
    yield 'Makefile', make_recipe()


class Recipes(unittest.TestCase):
    def test_the_github_workflow_has_what_one_needs(self):
        workflow = load('github-actions.yml')
        # YAML 1.1 reads the key `on` as true.
        self.assertLessEqual({'push', 'schedule'}, set(workflow[True]))
        job = workflow['jobs']['drill']
        self.assertEqual(job['container'], {'image': 'debian:12', 'options': '--privileged'})
        for step in job['steps']:
            self.assertEqual(len({'uses', 'run'} & set(step)), 1, step)
        [upload] = [step for step in job['steps'] if step.get('uses', '').startswith('actions/upload-artifact@')]
        self.assertEqual(upload['if'], 'always()')
        [rehearse] = [step['run'] for step in job['steps'] if 'spotdrill run' in step.get('run', '')]
        for path in upload['with']['path'].split():
            self.assertIn(path, rehearse.split())

    def test_the_gitlab_job_reports_what_it_writes(self):
        job = load('gitlab-ci.yml')['spot-drill']
        [run] = job['script']
        self.assertIn('--junit ' + job['artifacts']['reports']['junit'], run)
        self.assertIn('--report ' + job['artifacts']['paths'][0], run)
        self.assertEqual(job['artifacts']['when'], 'always')

    def test_every_option_is_known(self):
        for recipe, script in scripts():
            for option in run_options(script) - {'--junit', '--summary'}:
                self.assertIn(f'  {option} ', HELP, recipe)

    @unittest.skipUnless(shutil.which('shellcheck'), 'shellcheck is not here')
    def test_every_script_is_sound(self):
        for recipe, script in scripts():
            done = subprocess.run(['shellcheck', '-s', 'sh', '-'], input=script, stdout=subprocess.PIPE, text=True)
            self.assertEqual(done.returncode, 0, f'{recipe}\n{done.stdout}')

    def make_drills(self, program, directory):
        return subprocess.run(['make', '-f', str(CI / 'Makefile'), 'drills', f'SPOTDRILL={program}'], cwd=directory,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE,
                              env={**os.environ, 'SPOTDRILL_DATA': str(directory / 'data')})

    def test_make_runs_every_drill_though_one_fails(self):
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            (directory / 'drills').mkdir()
            for drill in ('a', 'bad', 'c'):
                (directory / f'drills/{drill}.yaml').write_text('')
            program = directory / 'stand-in'
            program.write_text('#!/bin/sh\necho "$@" >>told\ncase $* in *bad.yaml) exit 1 ;; esac\n')
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
            self.assertNotEqual(self.make_drills(program, directory).returncode, 0)
            told = (directory / 'told').read_text().split('\n')
            self.assertEqual([line.split()[-1] for line in told if line],
                             ['drills/a.yaml', 'drills/bad.yaml', 'drills/c.yaml'])
            self.assertIn('--junit drill-reports/a/junit.xml', told[0])
            (directory / 'drills/bad.yaml').unlink()
            self.assertEqual(self.make_drills(program, directory).returncode, 0)

    @unittest.skipUnless('--junit' in HELP, 'this program writes no JUnit report')
    def test_make_runs_a_drill(self):
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            (directory / 'drills').mkdir()
            (directory / 'drills/quick.yaml').write_text(
                "workload: {command: 'echo 100%'}\nfaults: []\nexpect: [completes]\nspeed: 50\n")
            done = self.make_drills(SPOTDRILL, directory)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn('<testsuite', (directory / 'drill-reports/quick/junit.xml').read_text())


if __name__ == '__main__':
    unittest.main()
