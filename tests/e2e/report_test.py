"""Reports of real runs: their data and their JUnit XML by schema, the commands that tell kept runs
again, and the page in a real browser."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from browser import CHROMIUM, Browser
from harness import PATIENCE, ROOT, SPOTDRILL

try:
    import jsonschema
except ImportError:
    jsonschema = None

HERE = pathlib.Path(__file__).resolve().parent

# It counts to 100; with a file's name it saves there when SIGTERM comes, and goes on from it. What it
# prints is shown on the page, and must not be obeyed there.
JOB = '''#!/bin/bash
printf '\\377\\001 no UTF-8\\n'
echo '</pre><script>window.ran = 1</script><img src=x onerror="window.ran = 2">'
n=$(cat "${1:-/dev/null}" 2>/dev/null)
trap '[ -z "$1" ] || echo "$n" >"$1"; exit 143' TERM
for ((n = ${n:-0}; n < 100;)); do
  sleep 2.5
  n=$((n + 1))
  echo "$n%"
done
'''

directory = None
data = None


def spotdrill(*words, cwd=None, **more):
    env = {k: v for k, v in os.environ.items() if not k.startswith(('AWS_', 'SPOTDRILL_'))}
    env.update(SPOTDRILL_DATA=str(data), NO_COLOR='1', **more)
    return subprocess.run([SPOTDRILL, *map(str, words)], cwd=cwd or directory, env=env, timeout=PATIENCE,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)


def setUpModule():
    """One run of each kind, which every test reads: in `results`, by kind."""
    global directory, data, results
    directory = pathlib.Path(tempfile.mkdtemp(prefix='spotdrill-e2e-'))
    unittest.addModuleCleanup(shutil.rmtree, directory, ignore_errors=True)
    data = directory / 'data'
    (directory / 'job.sh').write_text(JOB)
    (directory / 'broken.yaml').write_text(json.dumps({
        'drill': 'broken', 'faults': [], 'workload': {
            'replace': {'state-machine': {'StartAt': 'A', 'States': {}}}}}))
    job = ['--speed', '60', '--expect', 'completes', '--expect', 'resumes', '--', 'bash', 'job.sh']
    (directory / 'summary.md').write_text('before\n')
    results = {
        'passed': spotdrill('run', '--junit', 'out/passed.xml', '--summary', 'summary.md', *job, 'saved'),
        'failed': spotdrill('run', '--json', '--junit', 'out/failed.xml', '--summary', 'summary.md', *job),
        'inconclusive': spotdrill('run', '--speed', '100', '--', 'sh', '-c', 'echo 50%; sleep 5; echo 100%'),
        'state machine': spotdrill('run', '--speed', '60', ROOT / 'examples/state-machine/drill.yaml'),
        'never started': spotdrill('run', '--quiet', '--junit', 'out/broken.xml', 'broken.yaml'),
    }
    if CHROMIUM:
        results_of_campaign = spotdrill('run', '--data', directory / 'campaigns', '--speed', '100', '--sweep',
                                        'interrupt-at=20%,60%', '--sweep', 'notice=30s,2m', '--expect',
                                        'lost-work <= 40%', '--', 'bash', 'job.sh')
        assert results_of_campaign.returncode == 1, results_of_campaign.stderr


def reports():
    """Every run's report.json, oldest first."""
    return [json.loads(path.read_text()) for path in sorted(data.glob('runs/*/report.json'))]


class Reports(unittest.TestCase):
    def test_exit_codes_are_the_verdicts(self):
        codes = {kind: done.returncode for kind, done in results.items() if kind != 'state machine'}
        self.assertEqual(codes, {'passed': 0, 'failed': 1, 'inconclusive': 3, 'never started': 2},
                         results['passed'].stdout)
        self.assertEqual([report['outcome'] for report in reports()][:2], ['passed', 'failed'])

    @unittest.skipUnless(jsonschema, 'python3-jsonschema is not here')
    def test_report_json_is_what_its_schema_says(self):
        schema = json.loads((ROOT / 'docs/report.schema.json').read_text())
        validator = jsonschema.Draft202012Validator(schema)
        self.assertEqual(len(reports()), 5)
        for report in reports():
            self.assertEqual([error.message for error in validator.iter_errors(report)], [])

    @unittest.skipUnless(shutil.which('xmllint'), 'xmllint is not here')
    def test_junit_is_what_its_schema_says(self):
        for name in ('passed', 'failed', 'broken'):
            done = subprocess.run(['xmllint', '--noout', '--schema', HERE / 'junit.xsd',
                                   directory / f'out/{name}.xml'], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_junit_tells_what_failed_and_how_long_it_took(self):
        suite = ElementTree.parse(directory / 'out/failed.xml').getroot().find('testsuite')
        self.assertEqual(suite.get('failures'), '1')
        failure = suite.find("testcase[@name='resumes']/failure")
        self.assertIn('its replacement began at', failure.get('message'))
        self.assertIn('Do: ', failure.text)
        took = suite.find("properties/property[@name='took_seconds']").get('value')
        self.assertLess(float(suite.get('time')), float(took), 'real seconds, not those of the drill')
        broken = ElementTree.parse(directory / 'out/broken.xml').getroot().find('testsuite')
        self.assertEqual(broken.get('errors'), '1')

    def test_json_has_standard_output_for_itself(self):
        done = results['failed']
        report = json.loads(done.stdout)
        self.assertEqual(report['outcome'], 'failed')
        self.assertIn('Spot Instance launched', done.stderr)
        self.assertIn('report.json\n', done.stderr)

    def test_quiet_says_the_verdict_alone(self):
        lines = results['never started'].stdout.splitlines()
        self.assertEqual(lines[0], 'Drill broken: COULD NOT RUN')
        self.assertIn('CreateStateMachine', lines[1])
        self.assertEqual(lines[2:], [])

    def test_the_summary_is_added_to_what_is_there(self):
        summary = (directory / 'summary.md').read_text()
        self.assertTrue(summary.startswith('before\n### ✅ Drill <code>job</code>: passed'), summary)
        self.assertIn('### ❌ Drill <code>job</code>: failed', summary)

    def test_what_cannot_be_written_is_said_before_the_drill(self):
        for option in ('--junit', '--summary'):
            done = spotdrill('run', option, directory, '--', 'true')
            self.assertEqual(done.returncode, 2)
            self.assertEqual(done.stderr, f'spotdrill: {option} {directory} cannot be written.\n')

    def test_a_run_is_told_again_as_it_was(self):
        newest, *_, oldest = json.loads(spotdrill('runs', '--json').stdout)
        self.assertEqual((newest['outcome'], oldest['outcome']), ('could not run', 'passed'))
        directory_of = pathlib.Path(oldest['directory'])
        for word in (oldest['run'], oldest['directory'], directory_of / 'report.json'):
            self.assertEqual(spotdrill('report', word).stdout, (directory_of / 'report.txt').read_text())
        again = spotdrill('report', oldest['run'], '--html', '--output', 'again.html')
        self.assertEqual((again.returncode, again.stdout), (0, ''))
        self.assertEqual((directory / 'again.html').read_text(), (directory_of / 'report.html').read_text())
        self.assertEqual(json.loads(spotdrill('report', oldest['run'], '--json').stdout), reports()[0])
        self.assertEqual(spotdrill('report', oldest['run'], '--junit').stdout,
                         (directory / 'out/passed.xml').read_text())
        self.assertIn(spotdrill('report', oldest['run'], '--markdown').stdout,
                      (directory / 'summary.md').read_text())
        self.assertIn('COULD NOT RUN', spotdrill('report').stdout)

    def test_what_is_no_report_is_refused_in_one_sentence(self):
        whole = next(iter(sorted(data.glob('runs/*/report.json')))).read_text()
        (directory / 'cut.json').write_text(whole[:len(whole) // 2])
        (directory / 'other.json').write_text(whole.replace('"format":1', '"format":2'))
        for word, words in (('cut.json', 'it was cut short'), ('other.json', 'no report of format 1'),
                            ('nothing', "There is no run 'nothing'"), (data, 'There is no ')):
            done = spotdrill('report', word)
            self.assertEqual((done.returncode, done.stdout), (2, ''))
            self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
            self.assertIn(words, done.stderr)

    def test_runs_are_compared(self):
        passed, failed, *_, broken = (report['run'] for report in reports())
        worse = spotdrill('compare', passed, failed, '--fail-if-worse')
        self.assertEqual(worse.returncode, 1)
        self.assertRegex(worse.stdout, r'resumes +passed +failed +worse')
        self.assertEqual(spotdrill('compare', passed, failed).returncode, 0)
        self.assertEqual(spotdrill('compare', failed, passed, '--fail-if-worse').returncode, 0)
        told = json.loads(spotdrill('compare', failed, passed, '--json').stdout)
        self.assertEqual((told['better'], told['worse']), (True, False), told)
        done = spotdrill('compare', passed, broken)
        self.assertEqual(done.returncode, 2)
        self.assertIn('did not get to its end', done.stderr)

    def test_old_runs_go_and_what_report_named_stays(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as own:
            runs = pathlib.Path(own) / 'runs'
            run = ('run', '--data', own, '--quiet', '--speed', '100')
            for words in (('--report', runs / 'mine'), (), ('--keep-runs', '1')):
                done = spotdrill(*run, *words, '--', 'sh', '-c', 'echo 100%')
                self.assertEqual(done.returncode, 3, done.stderr)  # It was not interrupted.
            left = sorted(path.name for path in runs.iterdir())
            self.assertEqual(len(left), 2, left)
            self.assertEqual(left[1], 'mine')

    @unittest.skipUnless(os.geteuid() == 0, 'needs root for a small disk')
    def test_a_full_disk_is_one_sentence(self):
        small = directory / 'small'
        small.mkdir()
        # In a mount namespace of its own, so that nothing stays mounted.
        done = subprocess.run(
            ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs -o size=16k none "$1" && '
             'shift && "$@"; code=$?; ls "$0" >&2; exit $code', small, small, SPOTDRILL, 'run', '--quiet',
             '--speed', '100', '--report', small, '--', 'sh', '-c', 'echo 100%'],
            env={**os.environ, 'SPOTDRILL_DATA': str(data)}, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertEqual(done.stderr, f"spotdrill: cannot write '{small}/report.html': is the disk full, "
                                      'or not to be written to?\n', 'and nothing half-written is there')


def made_hard(report):
    """The same with long and wide words, and more interruptions than a picture has room for."""
    definition = json.loads(report['execution']['definition'])
    names = {name: f'実行中のüber{index}' * 6 for index, name in enumerate(definition['States'])}

    def renamed(value):
        if isinstance(value, dict):
            return {names.get(key, key): renamed(member) for key, member in value.items()}
        if isinstance(value, list):
            return [renamed(member) for member in value]
        return names.get(value, value) if isinstance(value, str) else value

    report['execution']['definition'] = json.dumps(renamed(definition))
    for visit in report['execution']['visits']:
        visit['state'] = names.get(visit['state'], visit['state'])
    report['drill'] = 'W' * 200
    report['failure'] = 'W' * 2000
    report['expectations'][0].update(expectation='z' * 300, measured='|' * 300)
    [interruption] = report['interruptions']
    moments = sorted(sample['at'] for instance in report['instances'] for sample in instance['progress'])
    report['interruptions'] = [{**interruption, 'notice_at': at, 'instance': 'i-' + '9' * 100}
                               for at in moments[:40]]
    return report


@unittest.skipUnless(CHROMIUM, 'chromium is not here')
class Page(unittest.TestCase):
    def check(self, page, kind, labels):
        """Goal: on screens and on paper no label is on another or cut off, nothing is wider than the
        page, and no script ran."""
        script = (HERE / 'page_check.js').read_text()
        backgrounds = {}
        for width, media, scheme in ((1280, 'screen', 'light'), (1280, 'screen', 'dark'),
                                     (400, 'screen', 'light'), (400, 'screen', 'dark'),
                                     (718, 'print', 'dark')):
            with self.subTest(kind=kind, width=width, media=media, scheme=scheme):
                self.browser.open(page, width, media, scheme)
                seen = self.browser.evaluate(script)
                self.assertEqual(seen['problems'], [])
                self.assertGreaterEqual(seen['labels'], labels, 'pictures have labels')
                backgrounds[media, scheme] = self.browser.evaluate(
                    'getComputedStyle(document.body).backgroundColor')
        self.assertEqual(backgrounds['print', 'dark'], backgrounds['screen', 'light'], 'paper is white')
        self.assertNotEqual(backgrounds['screen', 'dark'], backgrounds['screen', 'light'])

    def test_pages_are_whole_in_a_browser(self):
        pages = sorted(data.glob('runs/*/report.html'))
        hard = directory / 'hard.json'
        hard.write_text(json.dumps(made_hard(reports()[3])))
        self.assertEqual(spotdrill('report', hard, '--html', '--output', 'hard.html').returncode, 0)
        with Browser() as self.browser:
            for page, kind in zip(pages, results):
                self.check(page, kind, {'never started': 0, 'inconclusive': 6}.get(kind, 15))
            self.check(directory / 'hard.html', 'hard', 15)

    def test_pages_of_campaigns_are_whole_in_a_browser(self):
        [swept] = (directory / 'campaigns/runs').glob('*/campaign.html')
        campaign = json.loads(swept.with_suffix('.json').read_text())
        with Browser() as self.browser:
            self.check(swept, 'heat map', 0)
            self.assertTrue(self.browser.evaluate(
                'new Set([...document.querySelectorAll(".heat td")].map((each) => '
                'Math.round(each.getBoundingClientRect().left))).size == 2'), 'columns are aligned')
            # Without its axes it is the same as a scatter; one trial is made one that was not interrupted.
            campaign.update(axes=[])
            campaign['trials'][0].update(interrupted=False, outcome='inconclusive', label='W' * 300)
            made = directory / 'made'
            made.mkdir()
            (made / 'campaign.json').write_text(json.dumps(campaign))
            self.assertEqual(spotdrill('report', made / 'campaign.json', '--html', '--output',
                                       'made/campaign.html').returncode, 0)
            self.check(made / 'campaign.html', 'scatter', 8)
            self.assertIn('not in the picture', (made / 'campaign.html').read_text())

    def test_links_to_findings_are_on_the_page(self):
        failed = sorted(data.glob('runs/*/report.html'))[1]
        with Browser() as self.browser:
            self.browser.open(failed, 1280)
            links = self.browser.evaluate(
                '[...document.links].map((each) => [each.getAttribute("href"), '
                '!!document.getElementById(each.hash.slice(1))])')
        self.assertTrue(links)
        self.assertEqual([link for link, there in links if not there], [])


if __name__ == '__main__':
    unittest.main()
