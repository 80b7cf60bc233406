"""A headless Chromium, told what to do by the DevTools protocol on two pipes: no port, no library."""
import json
import os
import shutil
import subprocess
import tempfile

CHROMIUM = shutil.which('chromium')


class Browser:
    """One browser with one page. Use as a context manager."""

    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory(prefix='spotdrill-browser-')
        their_read, our_write = os.pipe()
        our_read, their_write = os.pipe()
        # The protocol's file descriptors are 3 and 4.
        self.process = subprocess.Popen(
            ['bash', '-c', f'exec "$0" "$@" 3<&{their_read} 4>&{their_write}', CHROMIUM,
             '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
             '--no-first-run', '--remote-debugging-pipe', f'--user-data-dir={self.directory.name}',
             'about:blank'],
            pass_fds=(their_read, their_write), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(their_read)
        os.close(their_write)
        self.to_browser = os.fdopen(our_write, 'wb', buffering=0)
        self.from_browser = os.fdopen(our_read, 'rb')
        self.count = 0
        self.session = None
        self.events = []
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        self.call('Page.enable')
        return self

    def __exit__(self, *_):
        self.session = None
        self.call('Browser.close')
        self.process.wait(30)
        self.to_browser.close()
        self.from_browser.close()
        self.directory.cleanup()

    def call(self, method, **parameters):
        self.count += 1
        message = {'id': self.count, 'method': method, 'params': parameters}
        if self.session:
            message['sessionId'] = self.session
        self.to_browser.write(json.dumps(message).encode() + b'\0')
        while True:
            answer = self.next_message()
            if answer.get('id') == self.count:
                if 'error' in answer:
                    raise AssertionError(f'{method}: {answer["error"]}')
                return answer['result']
            self.events.append(answer.get('method'))

    def next_message(self):
        text = b''
        while not text.endswith(b'\0'):
            byte = self.from_browser.read(1)
            if not byte:
                raise AssertionError('the browser is gone')
            text += byte
        return json.loads(text[:-1])

    def open(self, path, width, media='screen', scheme='light'):
        """Opens a file as a page of `width` CSS pixels, on a screen or on paper."""
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=900, deviceScaleFactor=1,
                  mobile=False)
        self.call('Emulation.setEmulatedMedia', media=media,
                  features=[{'name': 'prefers-color-scheme', 'value': scheme}])
        self.events.clear()
        self.call('Page.navigate', url=f'file://{path}')
        while 'Page.loadEventFired' not in self.events:
            self.events.append(self.next_message().get('method'))

    def evaluate(self, script):
        result = self.call('Runtime.evaluate', expression=script, returnByValue=True)
        if 'exceptionDetails' in result:
            raise AssertionError(result['exceptionDetails'])
        return result['result'].get('value')
